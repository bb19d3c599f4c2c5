package org.tandemml.boosting;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The metrics that are taken each round, or those that go with the objective.
///
/// @param chosen empty for the objective's own
public record Metrics(List<RoundMetric> chosen) {
    public Metrics {
        chosen = List.copyOf(chosen);
    }

    /// Reads `auto`, `none` or metrics with commas between them: `log_loss,auc`, see [RoundMetric#parse].
    public static Metrics parse(String text) {
        return text.strip().equalsIgnoreCase("none")
                ? new Metrics(List.of())
                : new Metrics(
                        Arrays.stream(text.split(",")).map(RoundMetric::parse).toList());
    }

    @Override
    public String toString() {
        return chosen.isEmpty() ? "none" : chosen.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
