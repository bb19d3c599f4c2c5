/// Approximate nearest neighbours by a graph, and classification and regression by them.
@org.jspecify.annotations.NullMarked
module org.tandemml.hnsw {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.knn;
    requires org.tandemml.kernels;
    requires java.logging;
    requires jvector;

    exports org.tandemml.hnsw;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.hnsw.ApproximateLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.hnsw.ApproximateNeighborClassifierCodec,
            org.tandemml.hnsw.ApproximateNeighborRegressorCodec;
}
