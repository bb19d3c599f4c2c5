package org.tandemml.optimization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.kernels.BlockLoop;

class SymmetricEigenTest {
    /// The second difference matrix: eigenvalues 2 − 2·cos(kπ/(d+1)), eigenvector entries sin(kπ(j+1)/(d+1)).
    private static double[] secondDifference(int d) {
        double[] a = new double[d * d];
        for (int i = 0; i < d; i++) {
            a[i * d + i] = 2;
            if (i + 1 < d) {
                a[i * d + i + 1] = -1;
            }
        }
        return a;
    }

    private static double[] random(int d, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] a = new double[d * d];
        Arrays.setAll(a, k -> stream.nextGaussian());
        return a;
    }

    private static SymmetricEigen all(int d, double[] a) {
        return SymmetricEigen.of(d, a, d, BlockLoop.SEQUENTIAL);
    }

    private static double norm(int d, double[] a) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                sum += (i == j ? 1 : 2) * a[i * d + j] * a[i * d + j];
            }
        }
        return Math.sqrt(sum);
    }

    private static void certify(int d, double[] a, SymmetricEigen eigen, int count) {
        double[] v = eigen.vectors();
        double bound = 4 * d * 0x1p-53;
        for (int k = 0; k < count; k++) {
            assertTrue(
                    eigen.residual(a, k) <= bound * norm(d, a),
                    "residual " + k + " of " + d + ": " + eigen.residual(a, k));
            for (int l = 0; l <= k; l++) {
                double product = 0;
                for (int j = 0; j < d; j++) {
                    product += v[k * d + j] * v[l * d + j];
                }
                assertEquals(k == l ? 1 : 0, product, bound, "vectors " + k + " and " + l + " of " + d);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 64, 129})
    void findsTheKnownSpectrumOfTheSecondDifference(int d) {
        double[] a = secondDifference(d);
        SymmetricEigen eigen = all(d, a);
        for (int k = 0; k < d; k++) {
            double angle = (d - k) * Math.PI / (d + 1);
            assertEquals(2 - 2 * Math.cos(angle), eigen.values()[k], 1e-14 * d);
            double scale = Math.sqrt(2.0 / (d + 1));
            double first = scale * Math.sin(angle);
            double ratio = eigen.vectors()[k * d] / first;
            assertEquals(1, Math.abs(ratio), 1e-12 * d);
            for (int j = 0; j < d; j++) {
                assertEquals(
                        Math.signum(ratio) * scale * Math.sin(angle * (j + 1)), eigen.vectors()[k * d + j], 1e-13 * d);
            }
        }
        certify(d, a, eigen, d);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 40, 100, 200})
    void residualsAndOrthogonalityAreAtRounding(int d) {
        double[] a = random(d, d);
        certify(d, a, all(d, a), d);
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += a[i * d + i];
        }
        assertEquals(trace, Arrays.stream(all(d, a).values()).sum(), 1e-13 * d * d);
    }

    // Clustered and repeated eigenvalues are where inverse iteration fails.
    @Test
    void repeatedEigenvaluesHaveOrthogonalVectors() {
        int d = 60;
        double[] ones = new double[d * d];
        Arrays.fill(ones, 1);
        SymmetricEigen eigen = all(d, ones);
        assertEquals(60, eigen.values()[0], 1e-12);
        assertEquals(0, eigen.values()[1], 1e-13);
        certify(d, ones, eigen, d);
        double[] identity = new double[d * d];
        for (int i = 0; i < d; i++) {
            identity[i * d + i] = 1;
        }
        certify(d, identity, all(d, identity), d);
        certify(d, new double[d * d], all(d, new double[d * d]), d);
    }

    // Wilkinson's W21+: pairs of eigenvalues that agree to 14 digits. The largest is 10.74619418290339 (Wilkinson, The
    // Algebraic Eigenvalue Problem, 1965, p. 309; to 16 digits by numpy 2.4.6 eigvalsh).
    @Test
    void wilkinsonsMatrixHasItsCloseLargestPair() {
        int d = 21;
        double[] a = new double[d * d];
        for (int i = 0; i < d; i++) {
            a[i * d + i] = Math.abs(i - 10);
            if (i + 1 < d) {
                a[i * d + i + 1] = 1;
            }
        }
        SymmetricEigen eigen = all(d, a);
        assertEquals(10.74619418290339, eigen.values()[0], 1e-13);
        assertEquals(10.74619418290332, eigen.values()[1], 1e-13);
        certify(d, a, eigen, d);
    }

    // The covariance of images: pixels that are always 0, scales from 1e-6 to 1e4, and fewer rows than columns.
    @ParameterizedTest
    @ValueSource(ints = {30, 120, 300})
    void matricesWithoutFullRankConverge(int d) {
        Seed.Stream stream = new Seed(d).stream();
        double[] a = new double[d * d];
        for (int row = 0; row < d / 3; row++) {
            double[] x = new double[d];
            for (int j = 0; j < d; j++) {
                x[j] = j % 4 == 0 || j < 20 ? 0 : Math.pow(10, j % 11 - 6.0) * stream.nextGaussian();
            }
            for (int i = 0; i < d; i++) {
                for (int j = i; j < d; j++) {
                    a[i * d + j] += x[i] * x[j];
                }
            }
        }
        SymmetricEigen eigen = all(d, a);
        certify(d, a, eigen, d);
        assertEquals(0, eigen.values()[d / 3] / eigen.values()[0], 1e-14);
    }

    @Test
    void aFewVectorsHaveTheBitsOfAllOnAnyNumberOfThreads() {
        int d = 90;
        double[] a = random(d, 7);
        double[] every = SymmetricEigen.of(d, a, d, new Parallel(3)).vectors();
        SymmetricEigen few = SymmetricEigen.of(d, a, 32, BlockLoop.SEQUENTIAL);
        assertArrayEquals(Arrays.copyOf(every, 32 * d), few.vectors());
        assertEquals(d, few.values().length);
        assertEquals(0, SymmetricEigen.of(d, a, 0, BlockLoop.SEQUENTIAL).vectors().length);
    }

    @Test
    void scaleOfTheMatrixDoesNotMatter() {
        int d = 12;
        double[] a = random(d, 3);
        double[] plain = all(d, a).values();
        for (double factor : new double[] {0x1p-900, 0x1p900}) {
            double[] scaled = Arrays.stream(a).map(x -> x * factor).toArray();
            assertArrayEquals(
                    Arrays.stream(plain).map(x -> x * factor).toArray(),
                    all(d, scaled).values());
        }
    }

    @Test
    void theLargestEntryOfAVectorIsPositive() {
        int d = 15;
        double[] v = all(d, random(d, 9)).vectors();
        for (int k = 0; k < d; k++) {
            double[] one = Arrays.copyOfRange(v, k * d, (k + 1) * d);
            double largest = Arrays.stream(one).max().orElseThrow();
            assertTrue(largest >= -Arrays.stream(one).min().orElseThrow());
        }
    }

    @Test
    void refusesWhatIsNotFinite() {
        InputException refused = assertThrows(InputException.class, () -> all(2, new double[] {1, Double.NaN, 0, 1}));
        assertTrue(refused.getMessage().contains("(0, 1)"), refused.getMessage());
    }
}
