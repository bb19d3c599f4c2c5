package org.tandemml.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.InputException;

class PriorAndProjectionTest {
    /// Simpson's rule over ±40 widths.
    @ParameterizedTest
    @ValueSource(strings = {"l1:0.1", "l2:0.1", "elastic-net:0.1:0.5", "elastic-net:0.1:0.01", "elastic-net:3:0.999"})
    void densityIntegratesToOne(String text) {
        Penalty penalty = Penalty.parse(text);
        double sumOfWeights = 50;
        double width = 10 / Math.sqrt(penalty.lambda() * sumOfWeights);
        int n = 400_000;
        double step = width / n;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double density = Math.exp(penalty.logPrior(new double[] {i * step}, sumOfWeights));
            sum += density * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
        }
        assertEquals(1, 2 * sum * step / 3, 1e-6);
    }

    @Test
    void densitiesAreThoseOfLaplaceAndGauss() {
        double[] w = {0.3, -1.2};
        // Laplace with scale 1/(0.1·20) = 0.5: −log(2·0.5) − |w|/0.5 each.
        assertEquals(-3.0, Penalty.l1(0.1).logPrior(w, 20), 1e-14);
        // Gaussian with variance 0.5: −½·log(π) − w² each.
        assertEquals(-Math.log(Math.PI) - 1.53, Penalty.l2(0.1).logPrior(w, 20), 1e-14);
        assertEquals(Penalty.l1(0.1).logPrior(w, 20), Penalty.elasticNet(0.1, 1).logPrior(w, 20), 1e-14);
        assertEquals(Penalty.l2(0.1).logPrior(w, 20), Penalty.elasticNet(0.1, 0).logPrior(w, 20), 1e-14);
        assertEquals(0, Penalty.none().logPrior(w, 20), 1e-15);
    }

    @Test
    void logPriorAndPenaltyDifferByAConstant() {
        Penalty penalty = Penalty.elasticNet(0.2, 0.3);
        double[] w = {0.3, -1.2, 0};
        double[] v = {2, 0.1, -0.7};
        assertEquals(
                -30 * (penalty.value(w) - penalty.value(v)), penalty.logPrior(w, 30) - penalty.logPrior(v, 30), 1e-12);
    }

    @Test
    void seriesAndFractionOfMillsRatioMeet() {
        // R(0) = √(π/2), R(1) = 0.655679542418798: Abramowitz and Stegun, table 26.3.
        assertEquals(Math.log(Math.sqrt(Math.PI / 2)), PriorDensity.logMillsRatio(0), 1e-15);
        assertEquals(Math.log(0.655679542418798), PriorDensity.logMillsRatio(1), 1e-13);
        assertEquals(PriorDensity.logMillsRatio(Math.nextDown(3.0)), PriorDensity.logMillsRatio(3), 1e-11);
    }

    @Test
    void leastSubgradientIsZeroWhereTheProximalMapStays() {
        Penalty penalty = Penalty.elasticNet(0.4, 0.5);
        double[] v = {1.5, -0.1, 0.15, -3};
        double[] u = v.clone();
        penalty.proximal(1, u);
        double[] slope = new double[4];
        for (int j = 0; j < 4; j++) {
            slope[j] = u[j] - v[j];
        }
        penalty.leastSubgradient(u, slope);
        assertThat(slope).usingComparatorWithPrecision(1e-15).containsOnly(0);
        double[] steep = {-1, 0.1};
        penalty.leastSubgradient(new double[2], steep);
        assertThat(steep[0]).isEqualTo(-0.8);
        assertThat(steep[1]).isZero();
    }

    @Test
    void maxNormProjectsOntoTheBall() {
        double[] w = {9, 3, 4, 9};
        assertThat(new MaxNorm(5).project(w, 1, 2)).isFalse();
        assertThat(new MaxNorm(2.5).project(w, 1, 2)).isTrue();
        assertThat(w).containsExactly(9, 1.5, 2, 9);
        double[] huge = {3e200, 4e200};
        new MaxNorm(1).project(huge, 0, 2);
        assertThat(huge).usingComparatorWithPrecision(1e-15).containsExactly(0.6, 0.8);
        assertThatThrownBy(() -> new MaxNorm(0)).hasMessage("largest norm must be > 0, was 0.0");
        assertThatThrownBy(() -> Penalty.parse("max-norm:3"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("use l2:λ");
    }
}
