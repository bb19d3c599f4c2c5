/// Exact nearest neighbours, and classification and regression by them.
@org.jspecify.annotations.NullMarked
module org.tandemml.knn {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.optimization;

    exports org.tandemml.knn;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.knn.NeighborLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.knn.NeighborClassifierCodec,
            org.tandemml.knn.NeighborRegressorCodec;
}
