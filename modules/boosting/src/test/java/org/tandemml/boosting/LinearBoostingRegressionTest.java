package org.tandemml.boosting;

import org.tandemml.testing.RegressorContract;

class LinearBoostingRegressionTest implements RegressorContract<BoostedRegressor> {
    @Override
    public LinearBoostingRegression learner() {
        return new LinearBoostingRegression().withRounds(20).withLambda(0.01);
    }
}
