/// Pictures of curves, bars, histograms, points and matrices as deterministic SVG.
@org.jspecify.annotations.NullMarked
module org.tandemml.plot {
    requires static org.jspecify;

    exports org.tandemml.plot;
}
