package org.tandemml.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tandemml.core.Environment;

/// What a comparison found.
///
/// @param seed of divisions and fits
/// @param protocol how rows were divided
/// @param datasets the result on each data set, in order
/// @param environment what the seconds were measured on
/// @param missing `data: learner` of each part that was not done because the work was cancelled
/// @param reused parts taken over from an earlier run that was interrupted
public record ComparisonResult(
        long seed,
        Protocol protocol,
        List<DatasetResult> datasets,
        Environment environment,
        List<String> missing,
        int reused) {
    public ComparisonResult {
        datasets = List.copyOf(datasets);
        missing = List.copyOf(missing);
    }

    /// k of the k-fold divisions.
    public int folds() {
        return protocol.folds();
    }

    /// Divisions.
    public int repeats() {
        return protocol.repeats();
    }

    /// Whether everything asked for was done.
    public boolean complete() {
        return missing.isEmpty();
    }

    /// The learners over all data sets; empty where [AcrossDatasets#absence] says why.
    public Optional<AcrossDatasets> across() {
        return AcrossDatasets.of(datasets);
    }

    /// The verdicts, one line a data set, and that of all of them together.
    public String verdict() {
        String each = datasets.stream()
                .map(d -> d.facts().name() + ": " + d.verdict().text())
                .collect(Collectors.joining("\n"));
        return each + across().map(a -> "\n" + a.text()).orElse("");
    }
}
