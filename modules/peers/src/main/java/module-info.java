/// Other libraries wrapped as learners, for comparison only.
///
/// **Never published and never a dependency of a published module**: Smile and Weka are GPL-3.0. See the README of the
/// module.
@org.jspecify.annotations.NullMarked
module org.tandemml.peers {
    requires static org.jspecify;
    requires static ai.djl.api;
    requires transitive org.tandemml.core;
    requires java.logging;
    requires java.sql;
    requires smile.core;
    requires smile.base;
    requires ml.dmlc.xgboost4j;
    requires lightgbm4j;
    requires weka.stable;
    requires liblinear;
    requires libsvm;
    requires org.tribuo.core;
    requires org.tribuo.math;
    requires org.tribuo.classification.core;
    requires org.tribuo.classification.sgd;
    requires org.tribuo.classification.libsvm;
    requires org.tribuo.common.libsvm;
    requires org.tribuo.common.nearest;

    exports org.tandemml.peers;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.peers.PeerLearners;
}
