/// Support vector machines.
@org.jspecify.annotations.NullMarked
module org.tandemml.svm {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.kernels;

    exports org.tandemml.svm;

    provides org.tandemml.core.LearnerProvider with
            org.tandemml.svm.SvmLearners;
    provides org.tandemml.core.ModelCodec with
            org.tandemml.svm.SvmClassifierCodec,
            org.tandemml.svm.SvmRegressorCodec,
            org.tandemml.svm.NoveltyCodec;
}
