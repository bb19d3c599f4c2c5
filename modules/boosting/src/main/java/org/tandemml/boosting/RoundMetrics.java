package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes metrics of training and validation rows after each round. An objective without a loss, such as ranking, is
/// measured by its own metric if no others are asked for.
final class RoundMetrics {
    private final List<RoundMetric> metrics;
    private final Objective objective;
    private final Map<String, List<Double>> traces = new LinkedHashMap<>();

    RoundMetrics(List<RoundMetric> chosen, Objective objective) {
        RoundMetric own = objective.metric();
        metrics = chosen.isEmpty() && own != null && objective instanceof NdcgObjective ? List.of(own) : chosen;
        this.objective = objective;
    }

    boolean isEmpty() {
        return metrics.isEmpty();
    }

    /// The first metric, negated if more of it is better.
    double stopping(Labels labels, double[] margins) {
        double value = metrics.getFirst().value(labels, predictions(labels, margins));
        return metrics.getFirst().higherIsBetter() ? -value : value;
    }

    /// The last value of the first metric on the training rows.
    double first() {
        return traces.values().iterator().next().getLast();
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
        measure("training_", labels, margins);
        if (held != null && heldMargins != null) {
            measure("validation_", held, heldMargins);
        }
    }

    private void measure(String prefix, Labels labels, double[] margins) {
        double[] predictions = predictions(labels, margins);
        for (RoundMetric metric : metrics) {
            traces.computeIfAbsent(prefix + metric.name(), name -> new ArrayList<>())
                    .add(metric.value(labels, predictions));
        }
    }

    /// The values after the last round, by name.
    Map<String, Double> last() {
        Map<String, Double> last = new LinkedHashMap<>();
        traces.forEach((name, values) -> last.put(name, values.getLast()));
        return last;
    }

    /// The values after each round, the start first: one line a metric.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        traces.forEach((name, values) -> {
            StringBuilder line = new StringBuilder(name + " by round:");
            for (double value : values) {
                line.append(' ').append(String.format(Locale.ROOT, "%.6g", value));
            }
            notes.add(line.toString());
        });
        return notes;
    }
}
