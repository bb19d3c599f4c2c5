package org.tandemml.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.InputException;

class PenaltyTest {
    private static final double[] W = {0.7, -2.5, 0.001, 3, -0.2};

    @ParameterizedTest
    @ValueSource(strings = {"none", "l1:0.01", "l2:0.001", "l2:1e-4", "l2:2", "l2:1.5e-7", "elastic-net:0.01:0.5"})
    void textReadsBack(String text) {
        assertThat(Penalty.parse(text)).hasToString(text);
        assertEquals(Penalty.parse(text), Penalty.parse(Penalty.parse(text).toString()));
    }

    @Test
    void factoriesEqualParsedText() {
        assertEquals(Penalty.l2(0.001), Penalty.parse("L2:0.001"));
        assertEquals(Penalty.elasticNet(0.3, 0.25), Penalty.parse(" elastic-net:0.3:0.25 "));
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> Penalty.parse("l3:1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("l3:1");
        assertEquals(Penalty.l2(0.001), Penalty.parse("l2"));
        assertThatThrownBy(() -> Penalty.parse("l2:1:2")).hasMessageContaining("l2:λ");
        assertThatThrownBy(() -> Penalty.parse("l2:x")).hasMessageContaining("\"x\" must be a number");
        assertThatThrownBy(() -> Penalty.parse("l2:-1")).hasMessage("lambda of the l2 penalty must be >= 0, was -1.0");
        assertThatThrownBy(() -> Penalty.elasticNet(1, 1.5)).hasMessageContaining("between 0.0 and 1.0, was 1.5");
    }

    @Test
    void valueIsTheStatedFormula() {
        double absolute = 0.7 + 2.5 + 0.001 + 3 + 0.2;
        double squared = 0.49 + 6.25 + 1e-6 + 9 + 0.04;
        assertEquals(0, Penalty.none().value(W));
        assertEquals(0.1 * absolute, Penalty.l1(0.1).value(W), 1e-15);
        assertEquals(0.05 * squared, Penalty.l2(0.1).value(W), 1e-15);
        assertEquals(
                0.1 * (0.3 * absolute + 0.35 * squared),
                Penalty.elasticNet(0.1, 0.3).value(W),
                1e-15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "l1:0.3", "l2:0.7", "elastic-net:0.9:0.4"})
    void smoothGradientMatchesFiniteDifferences(String text) {
        Penalty penalty = Penalty.parse(text);
        double[] gradient = {1, 1, 1, 1, 1};
        penalty.addSmoothGradient(W, gradient);
        double h = 1e-5;
        for (int j = 0; j < W.length; j++) {
            double[] up = W.clone();
            double[] down = W.clone();
            up[j] += h;
            down[j] -= h;
            double smoothUp = penalty.value(up) - penalty.l1() * norm1(up);
            double smoothDown = penalty.value(down) - penalty.l1() * norm1(down);
            assertEquals((smoothUp - smoothDown) / (2 * h), gradient[j] - 1, 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "l1:0.3", "l2:0.7", "elastic-net:0.9:0.4"})
    void proximalPointSatisfiesTheOptimalityCondition(String text) {
        Penalty penalty = Penalty.parse(text);
        for (double step : new double[] {0, 0.1, 1, 7}) {
            double[] u = W.clone();
            penalty.proximal(step, u);
            for (int j = 0; j < W.length; j++) {
                // 0 must lie in u − v + step·(l2·u + l1·∂|u|), and ∂|0| = [−1, 1].
                double smooth = u[j] - W[j] + step * penalty.l2() * u[j];
                double bound = step * penalty.l1();
                if (u[j] == 0) {
                    assertThat(Math.abs(smooth)).isLessThanOrEqualTo(bound + 1e-15);
                } else {
                    assertEquals(0, smooth + bound * Math.signum(u[j]), 1e-14);
                }
            }
        }
    }

    @Test
    void l1SetsSmallValuesToZero() {
        double[] v = W.clone();
        Penalty.l1(0.5).proximal(1, v);
        assertThat(v).usingComparatorWithPrecision(1e-15).containsExactly(0.2, -2, 0, 2.5, 0);
    }

    @Test
    void priorIsTheOneOfTheMostProbableFit() {
        // Negative log posterior of n rows: Σ wᵢ·loss + Σw·λ/2·w², a Gaussian of variance 1/(λ·Σw).
        assertEquals(2, ((Penalty.L2) Penalty.l2(0.01)).priorVariance(50));
        assertEquals(4, ((Penalty.L1) Penalty.l1(0.005)).priorScale(50));
        assertThat(Penalty.l2(0.01).prior(50)).isEqualTo("Gaussian with mean 0 and variance 2");
        assertThat(Penalty.l1(0.005).prior(50)).isEqualTo("Laplace with mean 0 and scale 4");
        assertThat(Penalty.elasticNet(0.02, 0.5).prior(100)).contains("exp(-1*|w| - 0.5*w^2)");
        assertThat(Penalty.none().prior(50)).startsWith("flat");
    }

    private static double norm1(double[] w) {
        double sum = 0;
        for (double x : w) {
            sum += Math.abs(x);
        }
        return sum;
    }
}
