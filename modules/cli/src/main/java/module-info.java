/// The `tandem` command.
@org.jspecify.annotations.NullMarked
module org.tandemml.cli {
    requires static org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.logging;
    requires org.tandemml.boosting;
    requires org.tandemml.compare;
    requires org.tandemml.core;
    requires org.tandemml.data;
    requires org.tandemml.evaluation;
    requires org.tandemml.formats;
    requires org.tandemml.kernels;
    requires org.tandemml.kmeans;
    requires org.tandemml.linear;
    requires org.tandemml.nn;

    exports org.tandemml.cli;

    opens org.tandemml.cli to
            info.picocli;
}
