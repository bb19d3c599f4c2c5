package org.tandemml.boosting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;

/// The objective of a learner: one of [Objective], or `auto`, the usual one for the target.
///
/// @param chosen null for `auto`
public record LossChoice(@Nullable Objective chosen) {
    /// The usual objective: logistic for two classes, softmax for more, squared for numbers.
    public static LossChoice auto() {
        return new LossChoice(null);
    }

    /// Reads `auto` or an objective.
    public static LossChoice parse(String text) {
        return switch (text.strip()) {
            case "auto" -> auto();
            case "squared" -> new LossChoice(Objective.squared());
            case "logistic" -> new LossChoice(Objective.logistic());
            case "softmax" -> new LossChoice(Objective.softmax());
            default -> throw Check.unknown("objective", text, List.of("auto", "squared", "logistic", "softmax"));
        };
    }

    /// The objective for a number of classes, 0 for a numeric target.
    Objective of(int classes) {
        if (chosen != null) {
            return chosen;
        }
        return classes == 0 ? Objective.squared() : classes == 2 ? Objective.logistic() : Objective.softmax();
    }

    @Override
    public String toString() {
        return chosen == null ? "auto" : chosen.toString();
    }
}
