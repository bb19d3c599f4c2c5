/// Minimisers of smooth functions that say how they went.
@org.jspecify.annotations.NullMarked
module org.tandemml.optimization {
    requires static org.jspecify;
    requires transitive org.tandemml.core;

    exports org.tandemml.optimization;
}
