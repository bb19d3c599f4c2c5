/// Gradient-boosted trees and the linear booster.
@org.jspecify.annotations.NullMarked
module org.tandemml.boosting {
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.evaluation;
    requires transitive org.tandemml.plot;
    requires org.tandemml.kernels;
    requires org.tandemml.optimization;

    exports org.tandemml.boosting;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.boosting.BoostingLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.boosting.BoostedClassifierCodec,
            org.tandemml.boosting.BoostedRegressorCodec,
            org.tandemml.boosting.BoostedRankerCodec;
    provides org.tandemml.core.ModelImporter with
            org.tandemml.boosting.foreign.XGBoostImporter,
            org.tandemml.boosting.foreign.LightGbmImporter;
    provides org.tandemml.core.ModelExporter with
            org.tandemml.boosting.foreign.XGBoostExporter;
}
