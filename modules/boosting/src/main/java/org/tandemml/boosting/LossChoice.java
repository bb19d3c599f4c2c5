package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// The objective of a learner: one of [Objective], or `auto`, the usual one for the target.
///
/// @param chosen null for `auto`
public record LossChoice(@Nullable Objective chosen) {
    /// The usual objective: logistic for two classes, softmax for more, squared for numbers.
    public static LossChoice auto() {
        return new LossChoice(null);
    }

    /// Reads `auto` or an objective, see [Objective#parse].
    public static LossChoice parse(String text) {
        return text.strip().equalsIgnoreCase("auto") ? auto() : new LossChoice(Objective.parse(text));
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
