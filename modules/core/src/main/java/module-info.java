/// Data, contracts and reports that every Tandem module shares.
@org.jspecify.annotations.NullMarked
module org.tandemml.core {
    requires static org.jspecify;
    requires transitive org.tandemml.kernels;

    exports org.tandemml.core;

    uses org.tandemml.core.LearnerProvider;
    uses org.tandemml.core.ModelCodec;
}
