package org.tandemml.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One combination of settings that a [Search] tried.
///
/// @param settings the settings by name, in the order of the space
/// @param rows rows it was cross-validated on, fewer than all in the first rounds of halving
/// @param score the metric over the folds; empty if it failed
/// @param failure why there is no score
public record Trial(Map<String, String> settings, int rows, Optional<MetricSummary> score, Optional<String> failure) {
    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /// The mean of the metric, larger is better for any metric; −∞ without a mean.
    double merit() {
        return score.flatMap(MetricSummary::average)
                .map(a -> score.orElseThrow().metric().higherIsBetter() ? a.mean() : -a.mean())
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
