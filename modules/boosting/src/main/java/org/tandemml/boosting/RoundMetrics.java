package org.tandemml.boosting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes metrics of training and validation rows after each round. An objective without a loss, such as ranking, is
/// measured by its own metric if no others are asked for.
final class RoundMetrics {
    private final List<RoundMetric> metrics;
    private final Objective objective;
    private final RoundHistory.Recorder recorder;
    private final Map<String, Double> last = new LinkedHashMap<>();
    private double first = Double.NaN;
    private double heldFirst = Double.NaN;

    RoundMetrics(List<RoundMetric> chosen, Objective objective, RoundHistory.Recorder recorder) {
        RoundMetric own = objective.metric();
        metrics = chosen.isEmpty() && own != null && objective instanceof NdcgObjective ? List.of(own) : chosen;
        this.objective = objective;
        this.recorder = recorder;
    }

    boolean isEmpty() {
        return metrics.isEmpty();
    }

    /// The last value of the first metric on the validation rows, negated if more of it is better.
    double stopping() {
        return metrics.getFirst().higherIsBetter() ? -heldFirst : heldFirst;
    }

    boolean isHigherBetter() {
        return !metrics.isEmpty() && metrics.getFirst().higherIsBetter();
    }

    String firstName() {
        return metrics.getFirst().name();
    }

    /// The last value of the first metric on the training rows.
    double first() {
        return first;
    }

    private double[] predictions(Labels labels, double[] margins) {
        double[] predictions = margins.clone();
        objective.response().apply(predictions, labels.rows());
        return predictions;
    }

    void measure(Labels labels, double[] margins, @Nullable Labels held, double @Nullable [] heldMargins) {
        if (metrics.isEmpty()) {
            return;
        }
        double[] predictions = predictions(labels, margins);
        for (RoundMetric metric : metrics) {
            double value = metric.value(labels, predictions);
            recorder.training(metric.name(), value);
            last.put("training_" + metric.name(), value);
            first = metric == metrics.getFirst() ? value : first;
        }
        if (held != null && heldMargins != null) {
            double[] ofHeld = predictions(held, heldMargins);
            for (RoundMetric metric : metrics) {
                double value = metric.value(held, ofHeld);
                recorder.validation(metric.name(), value);
                last.put("validation_" + metric.name(), value);
                heldFirst = metric == metrics.getFirst() ? value : heldFirst;
            }
        }
    }

    /// The values after the last round, by name.
    Map<String, Double> last() {
        return last;
    }
}
