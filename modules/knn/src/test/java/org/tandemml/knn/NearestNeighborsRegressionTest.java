package org.tandemml.knn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import org.tandemml.testing.RegressorContract;

class NearestNeighborsRegressionTest implements RegressorContract<NeighborRegressor> {
    @Override
    public NearestNeighborsRegression learner() {
        return new NearestNeighborsRegression();
    }

    private static Dataset golden() {
        return Dataset.numbers(Golden.matrix("x"), Golden.numbers("y_real"));
    }

    @ParameterizedTest
    @CsvSource({"euclidean, UNIFORM", "euclidean, DISTANCE", "manhattan, UNIFORM", "manhattan, DISTANCE"})
    void predictionsAreThoseOfTheReference(String metric, Vote vote) {
        NeighborRegressor model =
                learner().withMetric(Metric.parse(metric)).withVote(vote).fit(golden());
        assertArrayEquals(Golden.numbers(metric + ".regressor_" + vote), model.predict(Golden.matrix("query")), 1e-12);
    }

    @Test
    void autoTakesTheLeastSquaredErrorOfRowsLeftOut() {
        Dataset data = golden();
        NeighborRegressor model =
                (NeighborRegressor) Settings.with(learner(), "k", "auto").fit(data);
        double[] y = Golden.numbers("y_real");
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        Neighbors others = model.index().nearestOthers(8, org.tandemml.core.Parallel.SEQUENTIAL);
        for (int k = 1; k <= 8; k++) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                double mean = 0;
                for (int c = 0; c < k; c++) {
                    mean += y[others.indices(i)[c]] / k;
                }
                sum += (y[i] - mean) * (y[i] - mean) / y.length;
            }
            if (sum < least) {
                least = sum;
                best = k;
            }
        }
        assertEquals(best, model.k());
        assertEquals(least, model.report().certificate().get("leave_one_out_error"), 1e-12);
        assertEquals(new NearestNeighborsRegression(), Learners.regressor("knn"));
    }
}
