/// Side-by-side timing against other libraries. Never published.
@org.jspecify.annotations.NullMarked
module org.tandemml.benchmarks {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.data;
    requires org.tandemml.kernels;
    requires org.tandemml.linear;
    requires org.tandemml.regularization;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.management;
    requires jdk.management;
    requires org.bytedeco.javacpp;
    requires org.bytedeco.openblas;
    requires jmh.core;
    requires liblinear;
    requires smile.core;

    opens org.tandemml.benchmarks to
            info.picocli;

    exports org.tandemml.benchmarks;
    exports org.tandemml.benchmarks.data;
    exports org.tandemml.benchmarks.kernels;
    exports org.tandemml.benchmarks.linear;
}
