/// The `tandem` command.
@org.jspecify.annotations.NullMarked
module org.tandemml.cli {
    requires static org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.logging;
    requires org.tandemml.core;

    exports org.tandemml.cli;

    opens org.tandemml.cli to
            info.picocli;
}
