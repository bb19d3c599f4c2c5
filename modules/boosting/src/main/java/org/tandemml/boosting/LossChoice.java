package org.tandemml.boosting;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The objective of a learner: one of [Objective], or `auto`, the usual one for the target.
public final class LossChoice {
    private final @Nullable Objective chosen;

    private LossChoice() {
        chosen = null;
    }

    /// This objective.
    public LossChoice(Objective chosen) {
        this.chosen = chosen;
    }

    /// The usual objective: logistic for two classes, softmax for more, squared for numbers.
    public static LossChoice auto() {
        return new LossChoice();
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

    boolean ranks() {
        return chosen instanceof NdcgObjective;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LossChoice that && Objects.equals(chosen, that.chosen);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(chosen);
    }

    @Override
    public String toString() {
        return chosen == null ? "auto" : chosen.toString();
    }
}
