package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Seed;

class PairwiseCouplingTest {
    /// Pairs that agree with some probabilities give exactly those.
    @Test
    void pairsThatAgreeGiveTheProbabilitiesTheyCameFrom() {
        double[] p = {0.5, 0.3, 0.15, 0.05};
        double[] r = new double[16];
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                r[a * 4 + b] = a == b ? 0 : p[a] / (p[a] + p[b]);
            }
        }
        double[] out = new double[4];
        PairwiseCoupling.couple(4, r, out);
        assertArrayEquals(p, out, 1e-14);
    }

    /// At the optimum of a quadratic on the simplex all components of its gradient `2·Q·p` are equal.
    @Test
    void pairsThatDisagreeGiveTheLeastSquares() {
        int k = 5;
        Seed.Stream random = new Seed(3).stream();
        double[] r = new double[k * k];
        for (int a = 0; a < k; a++) {
            for (int b = a + 1; b < k; b++) {
                r[a * k + b] = 0.05 + 0.9 * random.nextDouble();
                r[b * k + a] = 1 - r[a * k + b];
            }
        }
        double[] p = new double[k];
        PairwiseCoupling.couple(k, r, p);
        double sum = 0;
        double[] gradient = new double[k];
        for (int a = 0; a < k; a++) {
            sum += p[a];
            for (int b = 0; b < k; b++) {
                if (b != a) {
                    gradient[a] += r[b * k + a] * (r[b * k + a] * p[a] - r[a * k + b] * p[b]);
                }
            }
        }
        assertEquals(1, sum, 1e-15);
        for (double g : gradient) {
            assertEquals(gradient[0], g, 1e-14);
        }
    }
}
