package org.tandemml.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.testing.RegressorContract;

class BaselineRegressorTest implements RegressorContract<MeanModel> {
    @Override
    public BaselineRegressor learner() {
        return new BaselineRegressor();
    }

    @Override
    public boolean looksAtFeatures() {
        return false;
    }

    @Test
    void predictsTheWeightedMean() {
        Dataset data = Dataset.numbers(Matrix.of(new double[3][2]), 1, 2, 6).withWeights(1, 0, 3);
        assertEquals(4.75, learner().fit(data).predict(new double[] {0, Double.NaN}));
        assertEquals(learner(), Learners.regressor("baseline"));
    }

    @Test
    void meanOfHugeValuesDoesNotOverflow() {
        Dataset data = Dataset.numbers(Matrix.of(new double[2][1]), 1.5e308, 1.7e308);
        assertEquals(1.6e308, learner().fit(data).mean(), 1e293);
    }
}
