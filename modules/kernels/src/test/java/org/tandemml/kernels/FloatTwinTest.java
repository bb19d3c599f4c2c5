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
class FloatTwinTest {
    private static final float EPSILON = Math.ulp(1f);
    private final FloatKernels active = Kernels.floats();
    private final FloatKernels scalar = Kernels.scalarFloats();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 15, 16, 17, 33, 64, 129, 1000})
    void selectionAndLeastHaveTheSameBits(int n) {
        float[] x = values(n + 3, 5);
        float[] add = values(n + 1, 6);
        int[] expected = new int[n + 2];
        int[] actual = new int[n + 2];
        assertEquals(
                scalar.selectAtMost(x, 3, -2f, add, 1, n, 0.2f, expected, 2),
                active.selectAtMost(x, 3, -2f, add, 1, n, 0.2f, actual, 2));
        assertArrayEquals(expected, actual);
        float[][] least = new float[4][n];
        for (float[] row : least) {
            Arrays.fill(row, Float.POSITIVE_INFINITY);
        }
        int[] which = new int[n];
        int[] whichToo = new int[n];
        for (int label = 0; label < 9; label++) {
            float[] of = values(n + 3, 10 + label % 5);
            scalar.updateLeast(of, 3, -2f, 0.1f * (label % 3), n, label, least[0], least[1], which);
            active.updateLeast(of, 3, -2f, 0.1f * (label % 3), n, label, least[2], least[3], whichToo);
        }
        assertArrayEquals(least[0], least[2]);
        assertArrayEquals(least[1], least[3]);
        assertArrayEquals(which, whichToo);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 25, 31, 33, 63, 64, 65, 100, 127, 129, 255, 257, 1000, 4098
            })
    void vectorOperationsAgreeOnAnySizeAndOffset(int n) {
        for (int offset : new int[] {0, 1, 3}) {
            float[] a = values(n + offset + 2, 1);
            float[] b = values(n + offset + 5, 2);
            float terms = 0;
            float squares = 0;
            for (int i = 0; i < n; i++) {
                float d = a[offset + i] - b[offset + 1 + i];
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
            float[] expected = b.clone();
            float[] actual = b.clone();
            scalar.axpy(0.3f, a, offset, expected, offset + 1, n);
            active.axpy(0.3f, a, offset, actual, offset + 1, n);
            assertArrayEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 25, 31, 33, 63, 64, 65, 100, 127, 129, 255, 257, 1000, 4098
            })
    void exponentialFamilyHasTheBitsOfTheSingleValueFunctions(int n) {
        int offset = 3;
        float[] x = new float[n + offset];
        Random random = new Random(5);
        float[] special = {
            0,
            -0.0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            89,
            88.73f,
            88.72f,
            -103.9f,
            -104,
            -105,
            1e30f,
            -1e30f,
            1e-30f,
            Float.MIN_VALUE,
            -87.4f,
            -95
        };
        for (int i = 0; i < n; i++) {
            x[offset + i] = i % 3 == 0
                    ? special[i / 3 % special.length]
                    : (float) random.nextGaussian() * (i % 2 == 0 ? 1 : 40);
        }
        float[] y = new float[n + 1];
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
        float[] inPlace = x.clone();
        active.sigmoid(inPlace, offset, inPlace, offset, n);
        assertArrayEquals(Arrays.copyOfRange(y, 1, n + 1), Arrays.copyOfRange(inPlace, offset, n + offset));
    }

    @ParameterizedTest
    @CsvSource({"0,3", "3,0", "1,1", "2,5", "5,17", "7,64", "13,129", "33,31", "100,257", "3,1000"})
    void matrixVectorProductsAgree(int rows, int columns) {
        int lda = columns + 3;
        float[] a = values(rows * lda + 2, 3);
        float[] x = values(columns + 1, 4);
        float[] expected = values(rows + 2, 5);
        float[] actual = expected.clone();
        scalar.gemv(rows, columns, a, 2, lda, x, 1, expected, 1);
        active.gemv(rows, columns, a, 2, lda, x, 1, actual, 1);
        assertArrayEquals(expected, actual, columns * EPSILON * columns);
        for (int i = 0; i < rows; i++) {
            assertEquals(active.dot(a, columns == 0 ? 0 : 2 + i * lda, x, 1, columns), actual[1 + i]);
        }
        float[] back = values(columns + 2, 6);
        float[] backActual = back.clone();
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
            float[] a = values((ta ? k : m) * lda + 5, 7);
            float[] b = values((tb ? n : k) * ldb + 5, 8);
            for (float beta : new float[] {0, 1, -0.7f}) {
                float[] expected = values(m * ldc + 4, 9);
                if (beta == 0) {
                    Arrays.fill(expected, Float.NaN);
                }
                float[] actual = expected.clone();
                scalar.gemm(m, n, k, 1.3f, a, 5, lda, ta, b, 3, ldb, tb, beta, expected, 4, ldc, BlockLoop.SEQUENTIAL);
                active.gemm(m, n, k, 1.3f, a, 5, lda, ta, b, 3, ldb, tb, beta, actual, 4, ldc, BlockLoop.SEQUENTIAL);
                assertArrayEquals(expected, actual);
            }
        }
    }

    @Test
    void gemmEqualsThePlainTripleLoop() {
        int m = 37;
        int n = 45;
        int k = 300;
        float[] a = values(m * k, 1);
        float[] b = values(k * n, 2);
        float[] c = new float[m * n];
        active.gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, BlockLoop.SEQUENTIAL);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                float terms = 0;
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
        float[] a = values(m * k, 1);
        float[] b = values(k * n, 2);
        float[] whole = new float[m * n];
        active.gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, whole, 0, n, BlockLoop.SEQUENTIAL);
        float[] part = new float[5 * 33];
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
        float[] a = values(m * k, 1);
        float[] b = values(k * n, 2);
        float[] w = values(9000, 3);
        float[] tall = values(9000 * 40, 4);
        float[] reference = new float[0];
        float[] syrkReference = new float[0];
        float[] wideReference = new float[0];
        for (int threads : new int[] {1, 2, 7}) {
            try (Threads loop = new Threads(threads)) {
                float[] c = new float[m * n];
                active.gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, loop);
                float[] s = new float[40 * 40];
                active.syrkWeighted(40, 9000, tall, 0, 40, w, 0, s, 0, 40, loop);
                float[] wide = new float[k * k];
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
        float[] a = values(k * lda + 3, 1);
        float[] w = values(k + 1, 2);
        float[] start = values(n * ldc + 1, 3);
        float[] expected = start.clone();
        float[] actual = start.clone();
        scalar.syrk(n, k, a, 3, lda, expected, 1, ldc, BlockLoop.SEQUENTIAL);
        active.syrk(n, k, a, 3, lda, actual, 1, ldc, BlockLoop.SEQUENTIAL);
        assertArrayEquals(expected, actual, (k + 1f) * k * EPSILON);
        scalar.syrkWeighted(n, k, a, 3, lda, w, 1, expected, 1, ldc, BlockLoop.SEQUENTIAL);
        active.syrkWeighted(n, k, a, 3, lda, w, 1, actual, 1, ldc, BlockLoop.SEQUENTIAL);
        assertArrayEquals(expected, actual, (k + 1f) * k * EPSILON);
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
        float[] a = values(m * lda + 3, 1);
        float[] b = values(n * ldb + 4, 2);
        float[] expected = new float[m * n];
        scalar.gemm(m, n, k, 1, a, 3, lda, false, b, 4, ldb, true, 0, expected, 0, n, BlockLoop.SEQUENTIAL);
        for (FloatKernels kernels : List.of(active, scalar)) {
            try (Threads loop = new Threads(3)) {
                float[] actual = new float[m * n];
                Arrays.fill(actual, Float.NaN);
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
                                    tile[offset + i * stride + j] = Float.NaN;
                                }
                            }
                            // A kernel inside a consumer must not disturb the outer one.
                            float[] inner = new float[4];
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
        float[] x = values(rows * (columns + 1) + 1, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 80;
        }
        for (int ldy : new int[] {columns, columns + 2}) {
            float[] expected = new float[rows * ldy + 3];
            float[] actual = new float[rows * ldy + 3];
            scalar.softmaxRows(rows, columns, x, 1, columns + 1, expected, 3, ldy);
            active.softmaxRows(rows, columns, x, 1, columns + 1, actual, 3, ldy);
            assertArrayEquals(expected, actual);
            for (int i = 0; i < rows; i++) {
                float sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += actual[3 + i * ldy + j];
                }
                assertEquals(1, sum, columns * EPSILON);
                float[] single = new float[columns];
                active.softmax(x, 1 + i * (columns + 1), single, 0, columns);
                assertArrayEquals(single, Arrays.copyOfRange(actual, 3 + i * ldy, 3 + i * ldy + columns));
            }
        }
    }

    @Test
    void nanAndInfinityPropagateAsInScalar() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int at : new int[] {0, 5, 31, 66}) {
                float[] a = values(67, 1);
                a[at] = bad;
                float[] b = values(67, 2);
                assertEquals(scalar.dot(a, 0, b, 0, 67), active.dot(a, 0, b, 0, 67));
                assertEquals(scalar.squaredDistance(a, 0, b, 0, 67), active.squaredDistance(a, 0, b, 0, 67));
                float[] expected = new float[67 * 67];
                float[] actual = new float[67 * 67];
                scalar.syrk(67, 1, a, 0, 67, expected, 0, 67, BlockLoop.SEQUENTIAL);
                active.syrk(67, 1, a, 0, 67, actual, 0, 67, BlockLoop.SEQUENTIAL);
                assertArrayEquals(expected, actual);
                scalar.gemm(67, 67, 1, 1, a, 0, 1, false, b, 0, 67, false, 0, expected, 0, 67, BlockLoop.SEQUENTIAL);
                active.gemm(67, 67, 1, 1, a, 0, 1, false, b, 0, 67, false, 0, actual, 0, 67, BlockLoop.SEQUENTIAL);
                assertArrayEquals(expected, actual);
            }
        }
    }

    private static float[] expectedInner() {
        return new float[] {1, 2, 3, 4};
    }

    static float[] values(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextFloat() - 1;
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
