/// The contract suite every learner must pass: interfaces of default tests.
@org.jspecify.annotations.NullMarked
module org.tandemml.testing {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.formats;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports org.tandemml.testing;

    uses org.tandemml.core.ModelCodec;
}
