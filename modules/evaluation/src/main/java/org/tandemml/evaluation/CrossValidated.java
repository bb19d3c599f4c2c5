package org.tandemml.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// How one learner did in a cross-validation.
///
/// @param name what the learner is called
/// @param settings the learner with all settings, as text
/// @param folds the folds that ended well, in order; all of them unless there is a failure
/// @param metrics each metric averaged over the folds; empty if there is a failure, since other learners' averages are
///     over other folds
/// @param failure why not all folds ended well
/// @param warnings what weakens the result: folds without convergence, undefined metrics
/// @param notes what the fits' reports note; notes that differ in numbers only are given once
public record CrossValidated(
        String name,
        String settings,
        List<FoldResult> folds,
        List<MetricSummary> metrics,
        Optional<String> failure,
        List<String> warnings,
        List<String> notes) {
    public CrossValidated {
        folds = List.copyOf(folds);
        metrics = List.copyOf(metrics);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /// The summary of a metric, if it was measured.
    public Optional<MetricSummary> metric(Metric metric) {
        return metrics.stream().filter(m -> m.metric() == metric).findFirst();
    }

    /// Median wall-clock seconds of a fit; `NaN` without folds.
    public double fitSeconds() {
        return median(FoldResult::fitSeconds);
    }

    /// Median wall-clock seconds of predicting one fold; `NaN` without folds.
    public double predictSeconds() {
        return median(FoldResult::predictSeconds);
    }

    private double median(ToDoubleFunction<FoldResult> seconds) {
        double[] sorted = folds.stream().mapToDouble(seconds).sorted().toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// The same with every time set to 0, so that equal runs are equal.
    public CrossValidated withoutTimes() {
        List<FoldResult> timeless = folds.stream()
                .map(f -> new FoldResult(
                        f.repeat(),
                        f.fold(),
                        f.trainRows(),
                        f.scores(),
                        0,
                        0,
                        f.converged(),
                        f.reason(),
                        f.notes(),
                        f.outOfFold()))
                .toList();
        return new CrossValidated(name, settings, timeless, metrics, failure, warnings, notes);
    }
}
