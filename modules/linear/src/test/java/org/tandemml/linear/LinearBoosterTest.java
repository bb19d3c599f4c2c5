package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.regularization.Penalty;

/// XGBoost 1.7.4's linear booster has our objective: its lambda and alpha stand beside the weighted mean of the loss.
/// What it reaches on standardised WDBC with `gblinear`, `coord_descent`, `cyclic`,
/// eta 0.5, base_score 0.5, tolerance 0 and 600 rounds in single precision, computed from its coefficients in double
/// precision: ours must not be above, and no more than its rounding and its last steps below.
class LinearBoosterTest {
    @ParameterizedTest
    @CsvSource({
        "0.01, 0, false, 0.09959137578126734",
        "0.01, 0.01, false, 0.1793034777885354",
        "0, 0.02, false, 0.21707230531505414",
        "0.01, 0, true, 0.09513367356793118",
        "0.01, 0.01, true, 0.17667721088320326",
        "0, 0.02, true, 0.21594455311177013"
    })
    void isNotAboveTheObjectiveOfTheLinearBooster(double lambda, double alpha, boolean weighted, double theirs) {
        Dataset data = Fixtures.standardised(Fixtures.wdbc());
        double[] weights = new double[data.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weighted ? 1 + i % 3 : 1;
        }
        double strength = lambda + alpha;
        Penalty penalty = Penalty.elasticNet(strength, alpha / strength);
        double ours = new LogisticRegression()
                .withPenalty(penalty)
                .withStandardize(false)
                .withTolerance(1e-9)
                .fit(data.withWeights(weights))
                .report()
                .objective();
        assertThat(ours).isBetween(theirs * (1 - 1e-3), theirs * (1 + 1e-7));
    }
}
