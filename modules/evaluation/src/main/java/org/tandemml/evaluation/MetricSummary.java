package org.tandemml.evaluation;

import java.util.List;
import java.util.Optional;

/// One metric over the folds of a cross-validation: the average of the folds' values, not the value of pooled rows.
///
/// Folds in which the metric is undefined are left out of the average and counted.
///
/// @param metric what was measured
/// @param average the average with its spread; empty if no fold defines the metric
/// @param undefinedFolds folds without a value
/// @param reason why the first of them has none; empty if all have one
public record MetricSummary(Metric metric, Optional<ResampledMean> average, int undefinedFolds, String reason) {
    /// Summarises `metric` over `folds`; the share of test rows is that of the folds that define it.
    static MetricSummary of(Metric metric, List<FoldResult> folds) {
        List<FoldResult> defined =
                folds.stream().filter(f -> f.score(metric).isDefined()).toList();
        String reason = folds.stream()
                .map(f -> f.score(metric))
                .filter(s -> !s.isDefined())
                .map(Score::reason)
                .findFirst()
                .orElse("");
        Optional<ResampledMean> average = defined.isEmpty()
                ? Optional.empty()
                : Optional.of(ResampledMean.of(
                        defined.stream()
                                .mapToDouble(f -> f.score(metric).value())
                                .toArray(),
                        FoldResult.testShare(defined)));
        return new MetricSummary(metric, average, folds.size() - defined.size(), reason);
    }

    /// The mean, or the reason why there is none.
    public Score mean() {
        return average.map(a -> Score.of(metric, a.mean())).orElseGet(() -> Score.undefined(metric, reason));
    }

    /// The lower end of the corrected 95 % interval, no lower than the metric can be; `NaN` without an interval.
    public double low() {
        double low = average.map(a -> a.mean() - a.halfWidth()).orElse(Double.NaN);
        return Math.max(metric.lowest(), low);
    }

    /// The upper end of the corrected 95 % interval, no higher than the metric can be; `NaN` without an interval.
    public double high() {
        double high = average.map(a -> a.mean() + a.halfWidth()).orElse(Double.NaN);
        return Math.min(metric.highest(), high);
    }
}
