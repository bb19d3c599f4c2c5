package org.tandemml.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Seed;

class CholeskyTest {
    @Test
    void solvesAndInvertsFromTheUpperTriangle() {
        int d = 17;
        Seed.Stream random = new Seed(3).stream();
        double[] half = new double[d * d];
        for (int i = 0; i < half.length; i++) {
            half[i] = random.nextGaussian();
        }
        double[] a = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    a[i * d + j] += half[k * d + i] * half[k * d + j];
                }
            }
            a[i * d + i] += 1;
        }
        double[] upper = a.clone();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                upper[i * d + j] = Double.NaN;
            }
        }
        double[] x = new double[d];
        double[] b = new double[d];
        for (int i = 0; i < d; i++) {
            x[i] = random.nextGaussian();
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                b[i] += a[i * d + j] * x[j];
            }
        }
        Cholesky factor = Cholesky.of(d, upper, 0).orElseThrow();
        factor.solve(b);
        assertThat(b).usingComparatorWithPrecision(1e-11).containsExactly(x);
        double[] inverse = factor.inverse();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += a[i * d + k] * inverse[k * d + j];
                }
                assertEquals(i == j ? 1 : 0, sum, 1e-10);
            }
        }
    }

    @Test
    void refusesSingularIndefiniteAndNaNMatrices() {
        assertThat(Cholesky.of(2, new double[] {1, 1, 0, 1}, 0)).isEmpty();
        assertThat(Cholesky.of(2, new double[] {1, 2, 0, 1}, 0)).isEmpty();
        assertThat(Cholesky.of(1, new double[] {0}, 0)).isEmpty();
        assertThat(Cholesky.of(1, new double[] {Double.NaN}, 0)).isEmpty();
    }

    @Test
    void shiftMakesASingularMatrixDefinite() {
        double[] b = {3, 3};
        Cholesky.of(2, new double[] {1, 1, 0, 1}, 1).orElseThrow().solve(b);
        assertThat(b).usingComparatorWithPrecision(1e-15).containsExactly(1, 1);
    }
}
