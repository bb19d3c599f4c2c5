package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Settings;
import org.tandemml.regularization.Penalty;
import org.tandemml.testing.RegressorContract;

class LinearRegressionTest implements RegressorContract<LinearModel> {
    private static final Properties GOLDEN = Fixtures.reference("sklearn-linear.properties");
    private static final int ROWS = 60;
    private static final int COLUMNS = 8;

    @Override
    public LinearRegression learner() {
        return new LinearRegression();
    }

    @Test
    void areFoundByNameAndSetByName() {
        assertEquals(new LinearRegression(), Learners.regressor("linear"));
        LinearRegression lasso = (LinearRegression) Learners.regressor("lasso");
        assertEquals(LinearRegression.lasso(0.25), Settings.with(lasso, "lambda", "0.25"));
        assertEquals("ridge", Learners.regressor("ridge").name());
        assertEquals("elastic-net", Learners.regressor("elastic-net").name());
    }

    /// See the head of sklearn-linear.properties for the data and the tools.
    @ParameterizedTest
    @CsvSource({
        "ols, none, squared, false, true, false",
        "ols_weighted, none, squared, false, true, true",
        "ridge_0.5, l2:0.5, squared, false, true, false",
        "ridge_weighted_0.5, l2:0.5, squared, false, true, true",
        "lasso_0.1, l1:0.1, squared, false, true, false",
        "lasso_0.01, l1:0.01, squared, false, true, false",
        "lasso_weighted_0.1, l1:0.1, squared, false, true, true",
        "elastic_net_0.1_0.5, elastic-net:0.1:0.5, squared, false, true, false",
        "lasso_standardized_0.2, l1:0.2, squared, true, true, false",
        "lasso_no_intercept_0.1, l1:0.1, squared, false, false, false",
        "huber_0.5_ridge_0.01, l2:0.01, huber:0.5, false, true, false"
    })
    void reachesTheOptimumOfTheReference(
            String run, String penalty, String loss, boolean standardize, boolean intercept, boolean weighted) {
        Dataset data = waves(loss.equals("squared") ? 0 : 25);
        if (weighted) {
            data = data.withWeights(Fixtures.cyclicWeights(ROWS));
        }
        LinearModel model = learner()
                .withPenalty(Penalty.parse(penalty))
                .withLoss(Loss.parse(loss))
                .withStandardize(standardize)
                .withIntercept(intercept)
                .fit(data);
        assertThat(model.report().converged()).as(model.report().toString()).isTrue();
        assertThat(model.coefficients())
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(Fixtures.numbers(GOLDEN, run + ".coef"));
        assertEquals(Fixtures.numbers(GOLDEN, run + ".intercept")[0], model.intercept(), 1e-6);
    }

    static Dataset waves(double outlier) {
        double[][] rows = new double[ROWS][COLUMNS];
        double[] target = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                rows[i][j] = Math.sin((i + 1) * (j + 1) * 0.37) + 0.3 * Math.cos(i * 0.11 * (j + 2)) + j;
            }
            target[i] = 3 * rows[i][0] - 2 * rows[i][3] + 0.5 * rows[i][6] + Math.sin(i * 1.7) + 10;
            target[i] += i % 10 == 0 ? outlier : 0;
        }
        return Dataset.numbers(Matrix.of(rows), target);
    }
}
