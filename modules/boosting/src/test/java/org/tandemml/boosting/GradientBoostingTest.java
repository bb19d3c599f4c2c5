package org.tandemml.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Settings;
import org.tandemml.testing.ClassifierContract;

class GradientBoostingTest implements ClassifierContract<BoostedClassifier> {
    @Override
    public GradientBoosting learner() {
        return new GradientBoosting().withRounds(10).withMaxLeaves(8);
    }

    /// Gradients are rounded to about 1e-8 of their sum.
    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Test
    void takesTheNamesOfOtherLibraries() {
        GradientBoosting learner = new GradientBoosting();
        learner = Settings.with(learner, "num_leaves", "63");
        learner = Settings.with(learner, "eta", "0.3");
        learner = Settings.with(learner, "grow_policy", "lossguide");
        learner = Settings.with(learner, "reg_alpha", "2");
        learner = Settings.with(learner, "colsample_bytree", "0.5");
        assertEquals(63, learner.settings().shape().maxLeaves());
        assertEquals(0.3, learner.settings().pace().learningRate());
        assertEquals(Growth.LEAF_WISE, learner.settings().shape().growth());
        assertEquals(2, learner.settings().shape().alpha());
        assertThat(Settings.describe(learner)).contains("columnsByTree=0.5");
        assertEquals(
                Growth.DEPTH_WISE,
                Settings.with(learner, "grow_policy", "depthwise")
                        .settings()
                        .shape()
                        .growth());
    }
}
