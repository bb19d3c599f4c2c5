/// k-means clustering.
@org.jspecify.annotations.NullMarked
module org.tandemml.kmeans {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.evaluation;
    requires transitive org.tandemml.plot;

    exports org.tandemml.kmeans;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.kmeans.KMeansLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.kmeans.KMeansModelCodec;
}
