package org.tandemml.boosting;

import org.tandemml.testing.RegressorContract;

class GradientBoostingRegressionTest implements RegressorContract<BoostedRegressor> {
    @Override
    public GradientBoostingRegression learner() {
        return new GradientBoostingRegression().withRounds(10).withMaxLeaves(8);
    }

    /// Gradients are rounded to about 1e-8 of their sum.
    @Override
    public double tolerance() {
        return 1e-5;
    }
}
