/// Small neural nets: layers, losses, backpropagation, and learners for tables.
@org.jspecify.annotations.NullMarked
module org.tandemml.nn {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.optimization;
    requires transitive org.tandemml.regularization;
    requires org.apache.commons.statistics.distribution;

    exports org.tandemml.nn;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.nn.NetLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.nn.NetClassifierCodec,
            org.tandemml.nn.NetRegressorCodec;
}
