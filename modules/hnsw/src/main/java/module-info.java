/// Approximate nearest neighbours by a graph.
@org.jspecify.annotations.NullMarked
module org.tandemml.hnsw {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.knn;
    requires org.tandemml.kernels;
    requires java.logging;
    requires jvector;

    exports org.tandemml.hnsw;
}
