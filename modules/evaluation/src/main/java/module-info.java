/// Curves, metrics and cross-validation.
@org.jspecify.annotations.NullMarked
module org.tandemml.evaluation {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.plot;
    requires java.management;
    requires jdk.management;
    requires org.apache.commons.statistics.distribution;

    exports org.tandemml.evaluation;

    provides org.tandemml.core.ModelCodec with
            org.tandemml.evaluation.CalibratedClassifierCodec,
            org.tandemml.evaluation.ThresholdedClassifierCodec;
}
