package org.tandemml.benchmarks.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.Kernels;

/// `C = A·B` beside OpenBLAS in one precision, shape and number of threads.
///
/// OpenBLAS works on off-heap memory, so that no copy is charged to it.
///
/// @param isDouble `double` rather than `float`
/// @param m rows of A and C
/// @param k columns of A and rows of B
/// @param n columns of B and C
/// @param threads threads of both
public record MatrixProductContest(boolean isDouble, int m, int k, int n, int threads) implements Contest {
    private static final int SAMPLES = 200;

    /// The shapes that the project claims, in both precisions, on one thread and on two.
    public static List<Contest> all() {
        int[][] shapes = {{256, 256, 256}, {1024, 1024, 1024}, {128, 784, 256}};
        List<Contest> all = new ArrayList<>();
        for (boolean precision : new boolean[] {false, true}) {
            for (int[] s : shapes) {
                for (int threads = 1; threads <= 2; threads++) {
                    all.add(new MatrixProductContest(precision, s[0], s[1], s[2], threads));
                }
            }
        }
        return all;
    }

    @Override
    public String name() {
        return (isDouble ? "dgemm-" : "sgemm-") + m + "x" + k + "x" + n + "-" + threads + "t";
    }

    @Override
    public String task() {
        return "product of " + m + " x " + k + " and " + k + " x " + n + (isDouble ? " double" : " float") + ", "
                + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public String qualityName() {
        return "largest |error| of " + SAMPLES + " elements";
    }

    @Override
    public double target() {
        return 1 / 0.9;
    }

    @Override
    public double operations() {
        return 2.0 * m * n * k;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", threads, isDouble ? this::oursInDouble : this::oursInFloat),
                new Entrant("openblas", threads, isDouble ? this::nativeInDouble : this::nativeInFloat));
    }

    private Trial oursInDouble() {
        double[] a = values(m * k, 1);
        double[] b = values(k * n, 2);
        double[] c = new double[m * n];
        Parallel loop = new Parallel(threads);
        return new Product(a, b, () -> {
            Kernels.doubles().gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, loop);
            return i -> c[(int) i];
        });
    }

    private Trial oursInFloat() {
        float[] a = floats(values(m * k, 1));
        float[] b = floats(values(k * n, 2));
        float[] c = new float[m * n];
        Parallel loop = new Parallel(threads);
        return new Product(doubles(a), doubles(b), () -> {
            Kernels.floats().gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, loop);
            return i -> c[(int) i];
        });
    }

    private Trial nativeInDouble() {
        openblas.blas_set_num_threads(threads);
        double[] a = values(m * k, 1);
        double[] b = values(k * n, 2);
        DoublePointer pa = new DoublePointer(a);
        DoublePointer pb = new DoublePointer(b);
        DoublePointer pc = new DoublePointer((long) m * n);
        int order = openblas_nolapack.CblasRowMajor;
        int plain = openblas_nolapack.CblasNoTrans;
        return new Product(a, b, () -> {
            openblas.cblas_dgemm(order, plain, plain, m, n, k, 1, pa, k, pb, n, 0, pc, n);
            return pc::get;
        });
    }

    private Trial nativeInFloat() {
        openblas.blas_set_num_threads(threads);
        float[] a = floats(values(m * k, 1));
        float[] b = floats(values(k * n, 2));
        FloatPointer pa = new FloatPointer(a);
        FloatPointer pb = new FloatPointer(b);
        FloatPointer pc = new FloatPointer((long) m * n);
        int order = openblas_nolapack.CblasRowMajor;
        int plain = openblas_nolapack.CblasNoTrans;
        return new Product(doubles(a), doubles(b), () -> {
            openblas.cblas_sgemm(order, plain, plain, m, n, k, 1, pa, k, pb, n, 0, pc, n);
            return pc::get;
        });
    }

    /// The elements of a computed product, row-major.
    @FunctionalInterface
    private interface Elements {
        double get(long index);
    }

    @FunctionalInterface
    private interface Multiplication {
        Elements multiply();
    }

    /// Runs a multiplication and judges some elements of its result against the plain sum of products.
    private final class Product implements Trial {
        private final double[] a;
        private final double[] b;
        private final Multiplication multiplication;

        Product(double[] a, double[] b, Multiplication multiplication) {
            this.a = a;
            this.b = b;
            this.multiplication = multiplication;
        }

        @Override
        public Object run() {
            return multiplication.multiply();
        }

        @Override
        public double quality(Object result) {
            Elements elements = (Elements) result;
            SplittableRandom random = new SplittableRandom(3);
            double worst = 0;
            for (int s = 0; s < SAMPLES; s++) {
                int i = random.nextInt(m);
                int j = random.nextInt(n);
                double expected = 0;
                for (int l = 0; l < k; l++) {
                    expected += a[i * k + l] * b[l * n + j];
                }
                worst = Math.max(worst, Math.abs(expected - elements.get((long) i * n + j)));
            }
            return worst;
        }
    }

    private static double[] values(int count, long seed) {
        return new SplittableRandom(seed).doubles(count, -0.5, 0.5).toArray();
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
