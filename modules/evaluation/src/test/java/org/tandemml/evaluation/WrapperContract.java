package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Classifier;
import org.tandemml.core.Learner;
import org.tandemml.core.Settings;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.regularization.Penalty;
import org.tandemml.testing.ClassifierContract;

/// The contract of classifiers for learners that hold another.
interface WrapperContract<M extends Classifier> extends ClassifierContract<M> {
    /// Solved so tightly that two ways to the same optimum differ by less than the contract allows after calibration.
    static LogisticRegression inner() {
        return new LogisticRegression().withPenalty(Penalty.l2(0.1)).withTolerance(1e-12);
    }

    // A learner inside is put together in code, not typed; its settings are typed with its name.
    @Override
    @Test
    default void settingsComeBackFromTheirText() {
        for (Settings.Entry entry : Settings.of(learner())) {
            if (!entry.name().equals("learner")) {
                assertThat(Settings.with((Learner<?>) learner(), entry.name(), entry.value()))
                        .isEqualTo(learner());
            }
        }
        assertThat(Settings.describe(Settings.with((Learner<?>) learner(), "learner.tolerance", "0.25")))
                .contains("tolerance=0.25");
    }
}
