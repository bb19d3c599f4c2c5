/// Support vector machines.
@org.jspecify.annotations.NullMarked
module org.tandemml.svm {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.regularization;
    requires transitive org.tandemml.evaluation;
    requires org.tandemml.kernels;
    requires org.tandemml.optimization;

    exports org.tandemml.svm;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.svm.SvmLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.svm.LinearSvmModelCodec,
            org.tandemml.svm.LinearSvrModelCodec,
            org.tandemml.svm.SvmClassifierCodec,
            org.tandemml.svm.SvmRegressorCodec,
            org.tandemml.svm.NoveltyCodec;
}
