/// Small neural nets: layers, losses, backpropagation, and learners for tables.
@org.jspecify.annotations.NullMarked
module org.tandemml.nn {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires transitive org.tandemml.optimization;
    requires org.apache.commons.statistics.distribution;

    exports org.tandemml.nn;
}
