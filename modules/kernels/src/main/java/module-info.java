/// Numeric inner loops: a scalar reference and a Vector API implementation behind one provider.
@org.jspecify.annotations.NullMarked
module org.tandemml.kernels {
    requires static org.jspecify;
    requires static jdk.incubator.vector;

    exports org.tandemml.kernels;
}
