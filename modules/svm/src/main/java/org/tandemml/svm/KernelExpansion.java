package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// Functions `f_m(x) = Σᵢ a_im·K(xᵢ, x) + b_m` over common support vectors, evaluated for blocks of rows.
///
/// One tile of kernel values serves all functions: it is a product of a block of rows with a run of support vectors,
/// made a kernel in place, and multiplied with the coefficients. Many support vectors are kept as float, few as double;
/// which of the two is a matter of the model, so a row has the same bits alone and in a batch. A linear kernel is
/// collapsed to one weight vector a function.
///
/// **Cost**: 2·s·p + s·m operations a row for s support vectors and m functions; 2·p·m if linear.
final class KernelExpansion {
    /// Support vectors from which float is used.
    static final int MANY = 512;

    private static final int BLOCK = 128;
    private static final int RUN = 512;
    private static final float FAR = 1e30f;
    private static final DoubleKernels DOUBLES = Kernels.doubles();
    private static final FloatKernels FLOATS = Kernels.floats();

    final KernelFunction function;
    final Matrix support;
    /// Columns of a precomputed kernel that belong to the support vectors.
    final int[] columns;
    final double[] coefficients;
    final double[] intercepts;
    private final int count;
    private final int functions;
    private final int width;
    private final double[] weights;
    private final boolean tiled;
    private final boolean single;
    private final double[] centre;
    private final double[] byColumn;
    /// −γ‖x‖² of each support vector.
    private final double[] lessNorms;
    private final float[] byColumnFloat;
    private final float[] lessNormsFloat;

    /// `coefficients` is s × m, row-major; `width` is the number of feature columns.
    KernelExpansion(
            KernelFunction function,
            Matrix support,
            int[] columns,
            double[] coefficients,
            double[] intercepts,
            int width) {
        this.function = function;
        this.support = support;
        this.columns = columns;
        this.coefficients = coefficients;
        this.intercepts = intercepts;
        this.width = width;
        functions = intercepts.length;
        count = coefficients.length / Math.max(1, functions);
        weights = function.linear() ? collapsed() : new double[0];
        tiled = function.byProducts() && !function.linear() && support instanceof DenseMatrix;
        single = tiled && count >= MANY;
        centre = new double[width];
        byColumn = new double[tiled && !single ? count * width : 0];
        lessNorms = new double[tiled && !single ? count : 0];
        byColumnFloat = new float[single ? count * width : 0];
        lessNormsFloat = new float[single ? count : 0];
        if (tiled) {
            layOut();
        }
    }

    private double[] collapsed() {
        double[] w = new double[functions * width];
        double[] row = new double[width];
        for (int i = 0; i < count; i++) {
            support.copyRow(i, row, 0);
            for (int m = 0; m < functions; m++) {
                double a = coefficients[i * functions + m];
                if (a != 0) {
                    DOUBLES.axpy(a, row, 0, w, m * width, width);
                }
            }
        }
        return w;
    }

    private void layOut() {
        double[] row = new double[width];
        if (function.shiftInvariant()) {
            for (int i = 0; i < count; i++) {
                support.copyRow(i, row, 0);
                DOUBLES.axpy(1.0 / count, row, 0, centre, 0, width);
            }
        }
        for (int i = 0; i < count; i++) {
            support.copyRow(i, row, 0);
            double squares = 0;
            for (int j = 0; j < width; j++) {
                double v = row[j] - centre[j];
                squares += v * v;
                if (single) {
                    byColumnFloat[j * count + i] = (float) v;
                } else {
                    byColumn[j * count + i] = v;
                }
            }
            if (single) {
                lessNormsFloat[i] = (float) (-function.gamma() * squares);
            } else {
                lessNorms[i] = -function.gamma() * squares;
            }
        }
    }

    /// The weight vectors of a linear kernel, m × p row-major; empty for others.
    double[] weights() {
        return weights;
    }

    int functions() {
        return functions;
    }

    /// The values of all functions at all rows, row-major.
    double[] values(Matrix rows, Parallel loop) {
        int n = rows.rows();
        double[] out = DenseMatrix.allocate(n, functions);
        int block = tiled ? BLOCK : 16;
        double work = function.linear() ? 2.0 * n * width * functions : 4.0 * n * count * (width + functions);
        loop.forWork(work).run((n + block - 1) / block, b -> {
            int from = b * block;
            int rowCount = Math.min(block, n - from);
            if (tiled) {
                tile(rows, from, rowCount, out);
            } else {
                for (int i = from; i < from + rowCount; i++) {
                    oneRow(rows, i, out, i * functions);
                }
            }
        });
        return out;
    }

    /// The values of all functions at one row, to `out`.
    void values(double[] row, double[] out) {
        Matrix rows = new DenseMatrix(1, row.length, row);
        Arrays.fill(out, 0, functions, 0);
        if (tiled) {
            tile(rows, 0, 1, out);
        } else {
            oneRow(rows, 0, out, 0);
        }
    }

    private void oneRow(Matrix rows, int i, double[] out, int at) {
        System.arraycopy(intercepts, 0, out, at, functions);
        if (function.linear()) {
            linear(rows, i, out, at);
            return;
        }
        double[] kernel = new double[count];
        kernelRow(rows, i, kernel);
        if (functions == 1) {
            out[at] += DOUBLES.dot(kernel, 0, coefficients, 0, count);
        } else {
            DOUBLES.gemvTransposed(count, functions, coefficients, 0, functions, kernel, 0, out, at);
        }
    }

    private void linear(Matrix rows, int i, double[] out, int at) {
        switch (rows) {
            case DenseMatrix dense -> {
                for (int m = 0; m < functions; m++) {
                    out[at + m] += DOUBLES.dot(weights, m * width, dense.values(), dense.offset(i), width);
                }
            }
            case SparseMatrix sparse -> {
                for (int m = 0; m < functions; m++) {
                    double sum = 0;
                    for (int c = sparse.start(i); c < sparse.end(i); c++) {
                        sum = Math.fma(sparse.values()[c], weights[m * width + sparse.indices()[c]], sum);
                    }
                    out[at + m] += sum;
                }
            }
        }
    }

    /// The kernels of row i with all support vectors, in double.
    void kernelRow(Matrix rows, int i, double[] out) {
        int[] which = function.kernel() == Kernel.Named.PRECOMPUTED
                ? columns
                : IntStream.range(0, count).toArray();
        function.row(rows, i, support, which, count, out);
        for (int k = 0; k < count; k++) {
            if (!Double.isFinite(out[k])) {
                function.check(out[k], i, k);
            }
        }
    }

    private void tile(Matrix rows, int from, int rowCount, double[] out) {
        double[] left = new double[rowCount * width];
        double[] own = new double[rowCount];
        for (int i = 0; i < rowCount; i++) {
            rows.copyRow(from + i, left, i * width);
            double squares = 0;
            for (int j = i * width; j < (i + 1) * width; j++) {
                left[j] -= centre[j - i * width];
                squares += left[j] * left[j];
            }
            own[i] = function.gamma() * squares;
            System.arraycopy(intercepts, 0, out, (from + i) * functions, functions);
        }
        float[] leftFloat = new float[single ? left.length : 0];
        for (int j = 0; j < leftFloat.length; j++) {
            leftFloat[j] = (float) left[j];
        }
        double[] kernel = new double[rowCount * RUN];
        float[] kernelFloat = new float[single ? rowCount * RUN : 0];
        double[] sums = new double[rowCount];
        for (int first = 0; first < count; first += RUN) {
            int run = Math.min(RUN, count - first);
            if (single) {
                floatTile(leftFloat, own, rowCount, first, run, kernelFloat, kernel);
            } else {
                doubleTile(left, own, rowCount, first, run, kernel);
            }
            if (functions == 1) {
                DOUBLES.gemv(rowCount, run, kernel, 0, run, coefficients, first, sums, 0);
                for (int i = 0; i < rowCount; i++) {
                    out[from + i] += sums[i];
                }
            } else {
                DOUBLES.gemm(
                        rowCount,
                        functions,
                        run,
                        1,
                        kernel,
                        0,
                        run,
                        false,
                        coefficients,
                        first * functions,
                        functions,
                        false,
                        1,
                        out,
                        from * functions,
                        functions,
                        Parallel.SEQUENTIAL);
            }
        }
    }

    private void floatTile(
            float[] left, double[] own, int rowCount, int first, int run, float[] tile, double[] kernel) {
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        float scale = (float) (rbf ? 2 * function.gamma() : 1);
        for (int i = 0; rbf && i < rowCount; i++) {
            System.arraycopy(lessNormsFloat, first, tile, i * run, run);
        }
        FLOATS.gemm(
                rowCount,
                run,
                width,
                scale,
                left,
                0,
                width,
                false,
                byColumnFloat,
                first,
                count,
                false,
                rbf ? 1 : 0,
                tile,
                0,
                run,
                Parallel.SEQUENTIAL);
        if (rbf) {
            for (int i = 0; i < rowCount; i++) {
                float norm = (float) own[i];
                int at = i * run;
                if (!(norm < FAR)) {
                    // So far from everything that float would compute inf - inf.
                    Arrays.fill(tile, at, at + run, Float.NEGATIVE_INFINITY);
                    continue;
                }
                // One array only: with two of a type the compiler must fear that they overlap, and takes no vectors.
                for (int j = at; j < at + run; j++) {
                    tile[j] = Math.min(0f, tile[j] - norm);
                }
            }
            FLOATS.exp(tile, 0, tile, 0, rowCount * run);
        }
        for (int j = 0; j < rowCount * run; j++) {
            kernel[j] = tile[j];
        }
        finish(kernel, rowCount * run);
    }

    private void doubleTile(double[] left, double[] own, int rowCount, int first, int run, double[] kernel) {
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        for (int i = 0; rbf && i < rowCount; i++) {
            System.arraycopy(lessNorms, first, kernel, i * run, run);
        }
        DOUBLES.gemm(
                rowCount,
                run,
                width,
                rbf ? 2 * function.gamma() : 1,
                left,
                0,
                width,
                false,
                byColumn,
                first,
                count,
                false,
                rbf ? 1 : 0,
                kernel,
                0,
                run,
                Parallel.SEQUENTIAL);
        if (rbf) {
            for (int i = 0; i < rowCount; i++) {
                double norm = own[i];
                for (int j = i * run; j < (i + 1) * run; j++) {
                    kernel[j] = Math.min(0, kernel[j] - norm);
                }
            }
            DOUBLES.exp(kernel, 0, kernel, 0, rowCount * run);
        }
        finish(kernel, rowCount * run);
    }

    private void finish(double[] values, int length) {
        if (function.kernel() == Kernel.Named.RBF) {
            return;
        }
        boolean polynomial = function.kernel() == Kernel.Named.POLYNOMIAL;
        for (int j = 0; j < length; j++) {
            double z = function.gamma() * values[j] + function.coef0();
            values[j] = polynomial ? KernelFunction.power(z, function.degree()) : Math.tanh(z);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelExpansion that
                && function.equals(that.function)
                && Arrays.equals(coefficients, that.coefficients)
                && Arrays.equals(intercepts, that.intercepts)
                && Arrays.equals(columns, that.columns)
                && width == that.width
                && sameSupport(that);
    }

    private boolean sameSupport(KernelExpansion that) {
        double[] mine = new double[support.columns()];
        double[] theirs = new double[that.support.columns()];
        if (support.rows() != that.support.rows() || mine.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < support.rows(); i++) {
            support.copyRow(i, mine, 0);
            that.support.copyRow(i, theirs, 0);
            if (!Arrays.equals(mine, theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coefficients) + Arrays.hashCode(intercepts);
    }
}
