/// The experiment engine and the HTML report.
@org.jspecify.annotations.NullMarked
module org.tandemml.compare {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.evaluation;
    requires org.tandemml.data;
    requires org.tandemml.formats;
    requires org.tandemml.plot;

    exports org.tandemml.compare;
}
