package org.tandemml.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Active kernels against the scalar reference. Tolerances are bounds of the summation error: n·ε·Σ|terms|.
class DoubleTwinTest {
    private static final double EPSILON = Math.ulp(1.0);
    private final DoubleKernels active = Kernels.doubles();
    private final DoubleKernels scalar = Kernels.scalarDoubles();

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 25, 31, 33, 63, 64, 65, 100, 127, 129, 255, 257, 1000, 4098
            })
    void vectorOperationsAgreeOnAnySizeAndOffset(int n) {
        for (int offset : new int[] {0, 1, 3}) {
            double[] a = values(n + offset + 2, 1);
            double[] b = values(n + offset + 5, 2);
            double terms = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double d = a[offset + i] - b[offset + 1 + i];
                terms += Math.abs(a[offset + i] * b[offset + 1 + i]);
                squares += d * d;
            }
            assertEquals(
                    scalar.dot(a, offset, b, offset + 1, n),
                    active.dot(a, offset, b, offset + 1, n),
                    n * EPSILON * terms);
            assertEquals(
                    scalar.squaredDistance(a, offset, b, offset + 1, n),
                    active.squaredDistance(a, offset, b, offset + 1, n),
                    n * EPSILON * squares);
            double[] expected = b.clone();
            double[] actual = b.clone();
            scalar.axpy(0.3, a, offset, expected, offset + 1, n);
            active.axpy(0.3, a, offset, actual, offset + 1, n);
            assertArrayEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 25, 31, 33, 63, 64, 65, 100, 127, 129, 255, 257, 1000, 4098
            })
    void exponentialFamilyHasTheBitsOfTheSingleValueFunctions(int n) {
        int offset = 3;
        double[] x = new double[n + offset];
        Random random = new Random(5);
        double[] special = {
            0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            710,
            709.79,
            709.78,
            -745.13,
            -745.14,
            -746,
            1e300,
            -1e300,
            1e-300,
            Double.MIN_VALUE,
            -708.4,
            -720
        };
        for (int i = 0; i < n; i++) {
            x[offset + i] =
                    i % 3 == 0 ? special[i / 3 % special.length] : random.nextGaussian() * (i % 2 == 0 ? 1 : 300);
        }
        double[] y = new double[n + 1];
        active.exp(x, offset, y, 1, n);
        for (int i = 0; i < n; i++) {
            assertEquals(Functions.exp(x[offset + i]), y[1 + i]);
        }
        active.log1pExp(x, offset, y, 1, n);
        for (int i = 0; i < n; i++) {
            assertEquals(Functions.log1pExp(x[offset + i]), y[1 + i]);
        }
        active.sigmoid(x, offset, y, 1, n);
        for (int i = 0; i < n; i++) {
            assertEquals(Functions.sigmoid(x[offset + i]), y[1 + i]);
        }
        double[] inPlace = x.clone();
        active.sigmoid(inPlace, offset, inPlace, offset, n);
        assertArrayEquals(Arrays.copyOfRange(y, 1, n + 1), Arrays.copyOfRange(inPlace, offset, n + offset));
    }

    @ParameterizedTest
    @CsvSource({"0,3", "3,0", "1,1", "2,5", "5,17", "7,64", "13,129", "33,31", "100,257", "3,1000"})
    void matrixVectorProductsAgree(int rows, int columns) {
        int lda = columns + 3;
        double[] a = values(rows * lda + 2, 3);
        double[] x = values(columns + 1, 4);
        double[] expected = values(rows + 2, 5);
        double[] actual = expected.clone();
        scalar.gemv(rows, columns, a, 2, lda, x, 1, expected, 1);
        active.gemv(rows, columns, a, 2, lda, x, 1, actual, 1);
        assertArrayEquals(expected, actual, columns * EPSILON * columns);
        for (int i = 0; i < rows; i++) {
            assertEquals(active.dot(a, columns == 0 ? 0 : 2 + i * lda, x, 1, columns), actual[1 + i]);
        }
        double[] back = values(columns + 2, 6);
        double[] backActual = back.clone();
        scalar.gemvTransposed(rows, columns, a, 2, lda, expected, 1, back, 1);
        active.gemvTransposed(rows, columns, a, 2, lda, expected, 1, backActual, 1);
        assertArrayEquals(back, backActual);
    }

    @ParameterizedTest
    @CsvSource({
        "0,3,4",
        "3,0,4",
        "3,4,0",
        "1,1,1",
        "2,3,4",
        "5,7,8",
        "8,16,13",
        "9,17,15",
        "16,32,257",
        "25,33,31",
        "31,65,300",
        "63,64,65",
        "100,127,129",
        "129,255,100",
        "257,100,513",
        "40,1100,70",
        "67,10,800"
    })
    void gemmHasTheSameBitsAsScalarForEveryTransposition(int m, int n, int k) {
        for (int variant = 0; variant < 4; variant++) {
            boolean ta = (variant & 1) != 0;
            boolean tb = (variant & 2) != 0;
            int lda = (ta ? m : k) + 1;
            int ldb = (tb ? k : n) + 2;
            int ldc = n + 3;
            double[] a = values((ta ? k : m) * lda + 5, 7);
            double[] b = values((tb ? n : k) * ldb + 5, 8);
            for (double beta : new double[] {0, 1, -0.7}) {
                double[] expected = values(m * ldc + 4, 9);
                if (beta == 0) {
                    Arrays.fill(expected, Double.NaN);
                }
                double[] actual = expected.clone();
                scalar.gemm(m, n, k, 1.3, a, 5, lda, ta, b, 3, ldb, tb, beta, expected, 4, ldc, BlockLoop.SEQUENTIAL);
                active.gemm(m, n, k, 1.3, a, 5, lda, ta, b, 3, ldb, tb, beta, actual, 4, ldc, BlockLoop.SEQUENTIAL);
                assertArrayEquals(expected, actual);
            }
        }
    }

    @Test
    void gemmEqualsThePlainTripleLoop() {
        int m = 37;
        int n = 45;
        int k = 300;
        double[] a = values(m * k, 1);
        double[] b = values(k * n, 2);
        double[] c = new double[m * n];
        active.gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, BlockLoop.SEQUENTIAL);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double terms = 0;
                for (int p = 0; p < k; p++) {
                    sum += a[i * k + p] * b[p * n + j];
                    terms += Math.abs(a[i * k + p] * b[p * n + j]);
                }
                assertEquals(sum, c[i * n + j], k * EPSILON * terms);
            }
        }
    }

    @Test
    void aSubsetOfRowsAndColumnsHasTheSameBits() {
        int m = 150;
        int n = 170;
        int k = 600;
        double[] a = values(m * k, 1);
        double[] b = values(k * n, 2);
        double[] whole = new double[m * n];
        active.gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, whole, 0, n, BlockLoop.SEQUENTIAL);
        double[] part = new double[5 * 33];
        active.gemm(5, 33, k, 1, a, 3 * k, k, false, b, 21, n, false, 0, part, 0, 33, BlockLoop.SEQUENTIAL);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 33; j++) {
                assertEquals(whole[(3 + i) * n + 21 + j], part[i * 33 + j]);
            }
        }
    }

    @Test
    void resultsHaveTheSameBitsForAnyNumberOfThreads() {
        int m = 300;
        int n = 260;
        int k = 520;
        double[] a = values(m * k, 1);
        double[] b = values(k * n, 2);
        double[] w = values(9000, 3);
        double[] tall = values(9000 * 40, 4);
        double[] reference = new double[0];
        double[] syrkReference = new double[0];
        double[] wideReference = new double[0];
        for (int threads : new int[] {1, 2, 7}) {
            try (Threads loop = new Threads(threads)) {
                double[] c = new double[m * n];
                active.gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, loop);
                double[] s = new double[40 * 40];
                active.syrkWeighted(40, 9000, tall, 0, 40, w, 0, s, 0, 40, loop);
                double[] wide = new double[k * k];
                active.syrk(k, m, a, 0, k, wide, 0, k, loop);
                if (threads == 1) {
                    reference = c;
                    syrkReference = s;
                    wideReference = wide;
                }
                assertArrayEquals(reference, c);
                assertArrayEquals(syrkReference, s);
                assertArrayEquals(wideReference, wide);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,3", "1,1", "3,7", "5,300", "16,17", "33,257", "100,1000", "100,4098", "129,65", "390,300"})
    void syrkAddsTheUpperTriangleOnly(int n, int k) {
        int lda = n + 1;
        int ldc = n + 2;
        double[] a = values(k * lda + 3, 1);
        double[] w = values(k + 1, 2);
        double[] start = values(n * ldc + 1, 3);
        double[] expected = start.clone();
        double[] actual = start.clone();
        scalar.syrk(n, k, a, 3, lda, expected, 1, ldc, BlockLoop.SEQUENTIAL);
        active.syrk(n, k, a, 3, lda, actual, 1, ldc, BlockLoop.SEQUENTIAL);
        assertArrayEquals(expected, actual, (k + 1.0) * k * EPSILON);
        scalar.syrkWeighted(n, k, a, 3, lda, w, 1, expected, 1, ldc, BlockLoop.SEQUENTIAL);
        active.syrkWeighted(n, k, a, 3, lda, w, 1, actual, 1, ldc, BlockLoop.SEQUENTIAL);
        assertArrayEquals(expected, actual, (k + 1.0) * k * EPSILON);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(start[1 + i * ldc + j], actual[1 + i * ldc + j]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,3,4",
        "3,0,4",
        "3,2,0",
        "1,1,1",
        "7,13,5",
        "300,129,33",
        "33,600,300",
        "1000,257,17",
        "40,1500,800",
        "40,900,700"
    })
    void tilesCoverTheProductOnceInAscendingColumnOrder(int m, int n, int k) {
        int lda = k + 2;
        int ldb = k + 1;
        double[] a = values(m * lda + 3, 1);
        double[] b = values(n * ldb + 4, 2);
        double[] expected = new double[m * n];
        scalar.gemm(m, n, k, 1, a, 3, lda, false, b, 4, ldb, true, 0, expected, 0, n, BlockLoop.SEQUENTIAL);
        for (DoubleKernels kernels : List.of(active, scalar)) {
            try (Threads loop = new Threads(3)) {
                double[] actual = new double[m * n];
                Arrays.fill(actual, Double.NaN);
                int[] nextColumn = new int[m];
                Thread[] owner = new Thread[m];
                kernels.multiplyTransposed(
                        m,
                        n,
                        k,
                        a,
                        3,
                        lda,
                        b,
                        4,
                        ldb,
                        (rowStart, rows, columnStart, columns, tile, offset, stride) -> {
                            for (int i = 0; i < rows; i++) {
                                assertThat(nextColumn[rowStart + i]).isEqualTo(columnStart);
                                nextColumn[rowStart + i] = columnStart + columns;
                                assertThat(owner[rowStart + i]).isIn(null, Thread.currentThread());
                                owner[rowStart + i] = Thread.currentThread();
                                for (int j = 0; j < columns; j++) {
                                    actual[(rowStart + i) * n + columnStart + j] = tile[offset + i * stride + j];
                                    tile[offset + i * stride + j] = Double.NaN;
                                }
                            }
                            // A kernel inside a consumer must not disturb the outer one.
                            double[] inner = new double[4];
                            kernels.gemm(
                                    2,
                                    2,
                                    2,
                                    1,
                                    expectedInner(),
                                    0,
                                    2,
                                    false,
                                    expectedInner(),
                                    0,
                                    2,
                                    true,
                                    0,
                                    inner,
                                    0,
                                    2,
                                    BlockLoop.SEQUENTIAL);
                            assertThat(inner).containsExactly(5, 11, 11, 25);
                        },
                        loop);
                assertArrayEquals(expected, actual);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "4,3", "300,10", "5,1000", "3,2049"})
    void softmaxRowsSumToOneAndAgree(int rows, int columns) {
        double[] x = values(rows * (columns + 1) + 1, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 700;
        }
        for (int ldy : new int[] {columns, columns + 2}) {
            double[] expected = new double[rows * ldy + 3];
            double[] actual = new double[rows * ldy + 3];
            scalar.softmaxRows(rows, columns, x, 1, columns + 1, expected, 3, ldy);
            active.softmaxRows(rows, columns, x, 1, columns + 1, actual, 3, ldy);
            assertArrayEquals(expected, actual);
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += actual[3 + i * ldy + j];
                }
                assertEquals(1, sum, columns * EPSILON);
                double[] single = new double[columns];
                active.softmax(x, 1 + i * (columns + 1), single, 0, columns);
                assertArrayEquals(single, Arrays.copyOfRange(actual, 3 + i * ldy, 3 + i * ldy + columns));
            }
        }
    }

    @Test
    void nanAndInfinityPropagateAsInScalar() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int at : new int[] {0, 5, 31, 66}) {
                double[] a = values(67, 1);
                a[at] = bad;
                double[] b = values(67, 2);
                assertEquals(scalar.dot(a, 0, b, 0, 67), active.dot(a, 0, b, 0, 67));
                assertEquals(scalar.squaredDistance(a, 0, b, 0, 67), active.squaredDistance(a, 0, b, 0, 67));
                double[] expected = new double[67 * 67];
                double[] actual = new double[67 * 67];
                scalar.syrk(67, 1, a, 0, 67, expected, 0, 67, BlockLoop.SEQUENTIAL);
                active.syrk(67, 1, a, 0, 67, actual, 0, 67, BlockLoop.SEQUENTIAL);
                assertArrayEquals(expected, actual);
                scalar.gemm(67, 67, 1, 1, a, 0, 1, false, b, 0, 67, false, 0, expected, 0, 67, BlockLoop.SEQUENTIAL);
                active.gemm(67, 67, 1, 1, a, 0, 1, false, b, 0, 67, false, 0, actual, 0, 67, BlockLoop.SEQUENTIAL);
                assertArrayEquals(expected, actual);
            }
        }
    }

    private static double[] expectedInner() {
        return new double[] {1, 2, 3, 4};
    }

    static double[] values(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextDouble() - 1;
        }
        return values;
    }

    /// A loop over a pool of its own.
    private static final class Threads implements BlockLoop, AutoCloseable {
        private final ExecutorService pool;

        Threads(int threads) {
            pool = Executors.newFixedThreadPool(threads);
        }

        @Override
        public void run(int count, java.util.function.IntConsumer block) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = count - 1; i >= 0; i--) {
                int index = i;
                futures.add(pool.submit(() -> block.accept(index)));
            }
            for (Future<?> future : futures) {
                try {
                    future.get();
                } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
