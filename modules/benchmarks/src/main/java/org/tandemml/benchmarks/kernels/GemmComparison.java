package org.tandemml.benchmarks.kernels;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.Kernels;

/// Times Tandem's matrix products beside OpenBLAS: same data, same threads, alternating in one process, medians.
///
/// OpenBLAS works on off-heap memory, so that no copy is charged to it. With several threads its workers keep spinning
/// long after a call and take a core from the kernels, so figures for more than one thread belong in a process each,
/// see [MatrixProductContest].
public final class GemmComparison {
    private static final long SAMPLE_NANOS = 60_000_000;
    private static final long PAUSE_MILLIS = 40;

    private GemmComparison() {}

    /// One measured shape: billions of floating-point operations a second (counting 2·m·n·k, for SYRK n·(n+1)·k), our
    /// speed over OpenBLAS's, the bytes our calling thread allocates a call, and the largest difference of two
    /// elements.
    public record Row(
            String operation,
            String precision,
            String shape,
            int threads,
            double ours,
            double openBlas,
            double ratio,
            long bytesPerCall,
            double largestDifference) {}

    /// Measures every shape in both precisions: `rounds` alternating samples each, `loop` running ours on `threads`
    /// threads.
    public static List<Row> run(int rounds, int threads, BlockLoop loop) {
        openblas.blas_set_num_threads(threads);
        List<Row> rows = new ArrayList<>();
        int[][] shapes = {{256, 256, 256}, {1024, 1024, 1024}, {128, 256, 784}};
        for (int[] s : shapes) {
            rows.add(sgemm(s[0], s[1], s[2], rounds, threads, loop));
        }
        for (int[] s : shapes) {
            rows.add(dgemm(s[0], s[1], s[2], rounds, threads, loop));
        }
        rows.add(dsyrk(100, 100_000, false, rounds, threads, loop));
        rows.add(dsyrk(100, 100_000, true, rounds, threads, loop));
        rows.add(dsyrk(512, 8192, false, rounds, threads, loop));
        return rows;
    }

    private static Row sgemm(int m, int n, int k, int rounds, int threads, BlockLoop loop) {
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        float[] c = new float[m * n];
        float[] expected = new float[m * n];
        Random random = new Random(42);
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextFloat() - 0.5f;
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = random.nextFloat() - 0.5f;
        }
        try (FloatPointer pa = new FloatPointer(a);
                FloatPointer pb = new FloatPointer(b);
                FloatPointer pc = new FloatPointer(c)) {
            Runnable ours = () -> Kernels.floats().gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, loop);
            Runnable theirs = () -> openblas.cblas_sgemm(
                    openblas_nolapack.CblasRowMajor,
                    openblas_nolapack.CblasNoTrans,
                    openblas_nolapack.CblasNoTrans,
                    m,
                    n,
                    k,
                    1,
                    pa,
                    k,
                    pb,
                    n,
                    0,
                    pc,
                    n);
            Timing timing = alternate(ours, theirs, rounds);
            pc.get(expected);
            double difference = 0;
            for (int i = 0; i < c.length; i++) {
                difference = Math.max(difference, Math.abs(c[i] - expected[i]));
            }
            return timing.row("gemm", "float", m + "x" + k + "x" + n, threads, 2.0 * m * n * k, difference);
        }
    }

    private static Row dgemm(int m, int n, int k, int rounds, int threads, BlockLoop loop) {
        double[] a = values(m * k, 42);
        double[] b = values(k * n, 43);
        double[] c = new double[m * n];
        double[] expected = new double[m * n];
        try (DoublePointer pa = new DoublePointer(a);
                DoublePointer pb = new DoublePointer(b);
                DoublePointer pc = new DoublePointer(c)) {
            Runnable ours = () -> Kernels.doubles().gemm(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, loop);
            Runnable theirs = () -> openblas.cblas_dgemm(
                    openblas_nolapack.CblasRowMajor,
                    openblas_nolapack.CblasNoTrans,
                    openblas_nolapack.CblasNoTrans,
                    m,
                    n,
                    k,
                    1,
                    pa,
                    k,
                    pb,
                    n,
                    0,
                    pc,
                    n);
            Timing timing = alternate(ours, theirs, rounds);
            pc.get(expected);
            return timing.row("gemm", "double", m + "x" + k + "x" + n, threads, 2.0 * m * n * k, largest(c, expected));
        }
    }

    /// The weighted form has no counterpart in BLAS: its rival is the plain SYRK, without the weighting.
    private static Row dsyrk(int n, int k, boolean weighted, int rounds, int threads, BlockLoop loop) {
        double[] a = values(k * n, 42);
        double[] w = new double[k];
        Arrays.fill(w, 1);
        double[] c = new double[n * n];
        double[] expected = new double[n * n];
        try (DoublePointer pa = new DoublePointer(a);
                DoublePointer pc = new DoublePointer(expected)) {
            Runnable ours = () -> {
                Arrays.fill(c, 0);
                if (weighted) {
                    Kernels.doubles().syrkWeighted(n, k, a, 0, n, w, 0, c, 0, n, loop);
                } else {
                    Kernels.doubles().syrk(n, k, a, 0, n, c, 0, n, loop);
                }
            };
            Runnable theirs = () -> openblas.cblas_dsyrk(
                    openblas_nolapack.CblasRowMajor,
                    openblas_nolapack.CblasUpper,
                    openblas_nolapack.CblasTrans,
                    n,
                    k,
                    1,
                    pa,
                    n,
                    0,
                    pc,
                    n);
            Timing timing = alternate(ours, theirs, rounds);
            pc.get(expected);
            return timing.row(
                    weighted ? "syrkWeighted" : "syrk",
                    "double",
                    k + "x" + n,
                    threads,
                    (n + 1.0) * n * k,
                    largest(c, expected));
        }
    }

    private static Timing alternate(Runnable ours, Runnable theirs, int rounds) {
        for (int i = 0; i < 4; i++) {
            sample(ours);
        }
        sample(theirs);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10; i++) {
            ours.run();
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / 10;
        double[] ourSeconds = new double[rounds];
        double[] theirSeconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ourSeconds[i] = sample(ours);
            theirSeconds[i] = sample(theirs);
            pause();
        }
        return new Timing(median(ourSeconds), median(theirSeconds), bytes);
    }

    /// Returns the seconds of one call, averaged over about a sixteenth of a second.
    private static double sample(Runnable call) {
        long start = System.nanoTime();
        long elapsed;
        int calls = 0;
        do {
            call.run();
            calls++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < SAMPLE_NANOS);
        return elapsed * 1e-9 / calls;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double[] values(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() - 0.5;
        }
        return values;
    }

    private static double largest(double[] a, double[] b) {
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
        }
        return difference;
    }

    private record Timing(double ourSeconds, double theirSeconds, long bytesPerCall) {
        Row row(String operation, String precision, String shape, int threads, double operations, double difference) {
            return new Row(
                    operation,
                    precision,
                    shape,
                    threads,
                    operations / ourSeconds * 1e-9,
                    operations / theirSeconds * 1e-9,
                    theirSeconds / ourSeconds,
                    bytesPerCall,
                    difference);
        }
    }

    /// Prints the table for one thread; the argument is the number of rounds (default 9).
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        System.out.println(Kernels.description());
        System.out.printf(
                "%-13s %-7s %-15s %7s %10s %10s %6s %8s%n",
                "operation", "type", "m x k x n", "threads", "ours", "OpenBLAS", "ratio", "B/call");
        print(run(rounds, 1, BlockLoop.SEQUENTIAL));
    }

    private static void print(List<Row> rows) {
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%-13s %-7s %-15s %7d %10.1f %10.1f %6.2f %8d%n",
                    row.operation(),
                    row.precision(),
                    row.shape(),
                    row.threads(),
                    row.ours(),
                    row.openBlas(),
                    row.ratio(),
                    row.bytesPerCall());
        }
    }
}
