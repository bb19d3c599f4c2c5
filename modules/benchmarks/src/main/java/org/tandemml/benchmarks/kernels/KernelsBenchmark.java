package org.tandemml.benchmarks.kernels;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.Kernels;

/// JMH: each kernel on one thread beside OpenBLAS or `Math.exp`, on square matrices and on as many elements.
///
/// Run with `-prof gc`: a kernel allocates at most a few hundred bytes a call, more means that a vector was boxed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class KernelsBenchmark {
    /// Rows and columns.
    @Param({"100", "256", "1024"})
    public int n;

    private double[] a = {};
    private double[] b = {};
    private double[] c = {};
    private double[] ones = {};
    private float[] fa = {};
    private float[] fb = {};
    private float[] fc = {};
    private DoublePointer pa = new DoublePointer();
    private DoublePointer pb = new DoublePointer();
    private DoublePointer pc = new DoublePointer();
    private FloatPointer pfa = new FloatPointer();
    private FloatPointer pfb = new FloatPointer();
    private FloatPointer pfc = new FloatPointer();

    /// Fills the operands, on the heap and off it.
    @Setup(Level.Trial)
    public void fill() {
        openblas.blas_set_num_threads(1);
        Random random = new Random(42);
        a = random.doubles((long) n * n, -1, 1).toArray();
        b = random.doubles((long) n * n, -1, 1).toArray();
        c = new double[n * n];
        ones = new double[n];
        java.util.Arrays.fill(ones, 1);
        fa = new float[n * n];
        fb = new float[n * n];
        fc = new float[n * n];
        for (int i = 0; i < n * n; i++) {
            fa[i] = (float) a[i];
            fb[i] = (float) b[i];
        }
        pa = new DoublePointer(a);
        pb = new DoublePointer(b);
        pc = new DoublePointer(c);
        pfa = new FloatPointer(fa);
        pfb = new FloatPointer(fb);
        pfc = new FloatPointer(fc);
    }

    /// Frees the off-heap operands.
    @TearDown(Level.Trial)
    public void free() {
        pa.close();
        pb.close();
        pc.close();
        pfa.close();
        pfb.close();
        pfc.close();
    }

    @Benchmark
    public double[] dgemm() {
        Kernels.doubles().gemm(n, n, n, 1, a, 0, n, false, b, 0, n, false, 0, c, 0, n, BlockLoop.SEQUENTIAL);
        return c;
    }

    @Benchmark
    public DoublePointer dgemmOpenBlas() {
        int order = openblas_nolapack.CblasRowMajor;
        int plain = openblas_nolapack.CblasNoTrans;
        openblas.cblas_dgemm(order, plain, plain, n, n, n, 1, pa, n, pb, n, 0, pc, n);
        return pc;
    }

    @Benchmark
    public float[] sgemm() {
        Kernels.floats().gemm(n, n, n, 1, fa, 0, n, false, fb, 0, n, false, 0, fc, 0, n, BlockLoop.SEQUENTIAL);
        return fc;
    }

    @Benchmark
    public FloatPointer sgemmOpenBlas() {
        int order = openblas_nolapack.CblasRowMajor;
        int plain = openblas_nolapack.CblasNoTrans;
        openblas.cblas_sgemm(order, plain, plain, n, n, n, 1, pfa, n, pfb, n, 0, pfc, n);
        return pfc;
    }

    @Benchmark
    public double[] dsyrkWeighted() {
        java.util.Arrays.fill(c, 0);
        Kernels.doubles().syrkWeighted(n, n, a, 0, n, ones, 0, c, 0, n, BlockLoop.SEQUENTIAL);
        return c;
    }

    @Benchmark
    public DoublePointer dsyrkOpenBlas() {
        int order = openblas_nolapack.CblasRowMajor;
        openblas.cblas_dsyrk(
                order, openblas_nolapack.CblasUpper, openblas_nolapack.CblasTrans, n, n, 1, pa, n, 0, pc, n);
        return pc;
    }

    @Benchmark
    public double ddot() {
        return Kernels.doubles().dot(a, 0, b, 0, n * n);
    }

    @Benchmark
    public double ddotOpenBlas() {
        return openblas.cblas_ddot(n * n, pa, 1, pb, 1);
    }

    @Benchmark
    public double[] exp() {
        Kernels.doubles().exp(a, 0, c, 0, n * n);
        return c;
    }

    @Benchmark
    public double[] expOfMath() {
        for (int i = 0; i < n * n; i++) {
            c[i] = Math.exp(a[i]);
        }
        return c;
    }
}
