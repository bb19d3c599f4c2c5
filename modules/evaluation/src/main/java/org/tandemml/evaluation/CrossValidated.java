package org.tandemml.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

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

    /// The predictions of one division (`repeat` from 0) put together: for each row of `data` that was judged, in
    /// ascending order, what the model of its fold gave, and the evaluation of all of them as one.
    ///
    /// A pooled AUC compares scores of different models, so it may differ from the average of the folds in [#metrics];
    /// it is what there is where folds are too small for the metric, as with leave-one-out. Two classes are ranked by
    /// probability where there are probabilities. `data` must be what was cross-validated. Throws [InputException] if
    /// the division has no fold that ended well.
    public OutOfFold pooled(Dataset data, int repeat) {
        List<OutOfFold> parts = folds.stream()
                .filter(f -> f.repeat() == repeat)
                .map(FoldResult::outOfFold)
                .toList();
        if (parts.isEmpty()) {
            throw new InputException("division " + repeat + " of " + name + " has no fold that ended well"
                    + failure.map(f -> ": " + f).orElse(""));
        }
        return OutOfFold.pooled(parts, data);
    }

    /// Median wall-clock seconds of a fit; `NaN` without folds.
    public double fitSeconds() {
        return median(FoldResult::fitSeconds);
    }

    /// Median wall-clock seconds of predicting one fold; `NaN` without folds.
    public double predictSeconds() {
        return median(FoldResult::predictSeconds);
    }

    /// The median over the folds of one of their costs, `cost(FoldCost::cpuSeconds)`; `NaN` where it was not measured.
    public double cost(ToDoubleFunction<FoldCost> of) {
        return median(fold -> of.applyAsDouble(fold.cost()));
    }

    private double median(ToDoubleFunction<FoldResult> of) {
        double[] sorted = folds.stream().mapToDouble(of).sorted().toArray();
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
                        FoldCost.ZERO,
                        f.converged(),
                        f.reason(),
                        f.notes(),
                        f.outOfFold()))
                .toList();
        return new CrossValidated(name, settings, timeless, metrics, failure, warnings, notes);
    }
}
