package org.tandemml.compare;

import java.util.List;
import org.tandemml.plot.Series;

/// Gives each learner of a comparison one colour, dash and marker on all pictures: its place among all names.
record SeriesOrder(List<String> names) {
    static SeriesOrder of(ComparisonResult result) {
        return new SeriesOrder(result.datasets().stream()
                .flatMap(d -> d.learners().stream())
                .map(l -> l.name())
                .distinct()
                .toList());
    }

    Series of(String name) {
        return new Series(names.indexOf(name), name);
    }
}
