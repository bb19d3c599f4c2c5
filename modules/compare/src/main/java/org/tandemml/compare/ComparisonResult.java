package org.tandemml.compare;

import java.util.List;
import java.util.stream.Collectors;

/// What a comparison found.
///
/// @param seed of divisions and fits
/// @param folds k of the k-fold divisions
/// @param repeats divisions
/// @param datasets the result on each data set, in order
/// @param environment what the seconds were measured on
public record ComparisonResult(
        long seed, int folds, int repeats, List<DatasetResult> datasets, Environment environment) {
    public ComparisonResult {
        datasets = List.copyOf(datasets);
    }

    /// The verdicts, one line a data set.
    public String verdict() {
        return datasets.stream()
                .map(d -> d.facts().name() + ": " + d.verdict().text())
                .collect(Collectors.joining("\n"));
    }
}
