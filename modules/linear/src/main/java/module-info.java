/// Logistic regression, and the baselines that use no feature.
@org.jspecify.annotations.NullMarked
module org.tandemml.linear {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.regularization;
    requires transitive org.tandemml.optimization;
    requires transitive org.tandemml.plot;
    requires org.apache.commons.statistics.distribution;

    exports org.tandemml.linear;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.linear.LinearLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.linear.LogisticModelCodec,
            org.tandemml.linear.OnlineLogisticModelCodec,
            org.tandemml.linear.LinearModelCodec,
            org.tandemml.linear.PerceptronModelCodec,
            org.tandemml.linear.PriorModelCodec,
            org.tandemml.linear.MeanModelCodec;
}
