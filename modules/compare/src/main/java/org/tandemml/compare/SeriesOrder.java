package org.tandemml.compare;

import java.util.List;

/// Gives each learner of a comparison one colour, dash and marker on all pictures: its place among all names.
record SeriesOrder(List<String> names) {
    static SeriesOrder of(ComparisonResult result) {
        return new SeriesOrder(result.datasets().stream()
                .flatMap(d -> d.learners().stream())
                .map(l -> l.name())
                .distinct()
                .toList());
    }

    int of(String name) {
        return names.indexOf(name);
    }
}
