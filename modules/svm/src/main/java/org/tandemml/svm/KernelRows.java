package org.tandemml.svm;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// Rows of the kernel matrix of some points, computed in blocks by float products where the kernel is a function of
/// those, else cell by cell in double.
///
/// The centred points are kept as float by column, so that a block of rows times a run of points is one product whose
/// result is in cache when it becomes kernel values. Every cell has one order of operations: the same bits wherever and
/// with whatever others it is computed. Without centring, a float product of rows far from the origin has no digits left
/// for their distance.
///
/// **Cost**: 2·m·n·p operations for m rows; 4·n·p bytes.
final class KernelRows {
    private static final int RUN = 1024;
    private static final FloatKernels FLOATS = Kernels.floats();

    final KernelFunction function;
    final Points points;
    private final double[] centre;
    private final float[] byColumn;
    private final float[] norms;

    KernelRows(Points points, KernelFunction function) {
        this(points, function, function.shiftInvariant() ? points.means() : new double[points.columns]);
    }

    KernelRows(Points points, KernelFunction function, double[] centre) {
        this.points = points;
        this.function = function;
        this.centre = centre;
        boolean products = function.byProducts() && points.matrix instanceof DenseMatrix;
        if (products && 1L * points.rows * points.columns > Integer.MAX_VALUE - 8) {
            throw new InputException(points.rows + " rows of " + points.columns
                    + " columns are more than one kernel block holds: use linear-svm, or fewer rows");
        }
        byColumn = products ? new float[points.rows * points.columns] : new float[0];
        norms = new float[points.rows];
        if (products) {
            double[] values = ((DenseMatrix) points.matrix).values();
            for (int i = 0; i < points.rows; i++) {
                double squares = 0;
                for (int j = 0; j < points.columns; j++) {
                    double v = values[i * points.columns + j] - centre[j];
                    byColumn[j * points.rows + i] = (float) v;
                    squares += v * v;
                }
                norms[i] = (float) (function.gamma() * squares);
            }
        }
    }

    int size() {
        return points.rows;
    }

    /// Writes row `ids[i]` of the kernel matrix to `into[i]`, for `count` rows.
    void compute(int[] ids, int count, float[][] into, Parallel loop) {
        int n = points.rows;
        int p = points.columns;
        if (byColumn.length == 0) {
            loop.run(count, i -> slowRow(ids[i], into[i]));
            return;
        }
        float[] left = new float[count * p];
        float[] own = new float[count];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < count; i++) {
                left[i * p + j] = byColumn[j * n + ids[i]];
            }
        }
        for (int i = 0; i < count; i++) {
            own[i] = norms[ids[i]];
        }
        product(left, own, count, into, loop);
    }

    /// The kernel values of `count` rows, row-major and centred, with all points.
    private void product(float[] left, float[] own, int count, float[][] into, Parallel loop) {
        int n = points.rows;
        int p = points.columns;
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        float scale = (float) (rbf ? 2 * function.gamma() : 1);
        loop.forWork(2.0 * count * n * p).run((n + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            int width = Math.min(RUN, n - from);
            float[] tile = new float[count * width];
            FLOATS.gemm(
                    count, width, p, scale, left, 0, p, false, byColumn, from, n, false, 0, tile, 0, width,
                    Parallel.SEQUENTIAL);
            for (int i = 0; i < count; i++) {
                finish(tile, i * width, width, from, own[i], into[i]);
            }
        });
    }

    private void finish(float[] tile, int at, int width, int from, float own, float[] row) {
        if (function.kernel() == Kernel.Named.RBF) {
            for (int j = 0; j < width; j++) {
                tile[at + j] = Math.min(0f, tile[at + j] - own - norms[from + j]);
            }
            FLOATS.exp(tile, at, row, from, width);
        } else if (function.kernel() == Kernel.Named.LINEAR) {
            System.arraycopy(tile, at, row, from, width);
        } else {
            boolean polynomial = function.kernel() == Kernel.Named.POLYNOMIAL;
            for (int j = 0; j < width; j++) {
                double z = function.gamma() * tile[at + j] + function.coef0();
                row[from + j] = (float) (polynomial ? KernelFunction.power(z, function.degree()) : Math.tanh(z));
            }
        }
    }

    private void slowRow(int id, float[] row) {
        if (function.byProducts() && points.matrix instanceof SparseMatrix sparse) {
            sparseRow(sparse, id, row);
            return;
        }
        double[] x = points.row(id);
        for (int j = 0; j < points.rows; j++) {
            row[j] = (float) checked(id, j, value(x, id, j));
        }
    }

    private void sparseRow(SparseMatrix sparse, int id, float[] row) {
        double[] x = points.row(id);
        double[] values = sparse.values();
        int[] indices = sparse.indices();
        double own = squares(sparse, id);
        for (int j = 0; j < row.length; j++) {
            double dot = 0;
            for (int c = sparse.start(j); c < sparse.end(j); c++) {
                dot = Math.fma(values[c], x[indices[c]], dot);
            }
            row[j] = (float) ofDot(dot, own, squares(sparse, j));
        }
    }

    private static double squares(SparseMatrix sparse, int i) {
        double sum = 0;
        for (int c = sparse.start(i); c < sparse.end(i); c++) {
            sum = Math.fma(sparse.values()[c], sparse.values()[c], sum);
        }
        return sum;
    }

    private double ofDot(double dot, double own, double other) {
        return switch ((Kernel.Named) function.kernel()) {
            case RBF -> Math.exp(-function.gamma() * Math.max(0, own + other - 2 * dot));
            case LINEAR -> dot;
            case POLYNOMIAL -> KernelFunction.power(function.gamma() * dot + function.coef0(), function.degree());
            case SIGMOID -> Math.tanh(function.gamma() * dot + function.coef0());
            default -> throw new IllegalStateException(function + " is not a function of products");
        };
    }

    /// The kernel of points i and j in double.
    double exact(int i, int j) {
        return checked(i, j, value(points.row(i), i, j));
    }

    private double value(double[] x, int i, int j) {
        return function.kernel() == Kernel.Named.PRECOMPUTED
                ? points.matrix.get(i, j)
                : function.of(x, points.row(j));
    }

    private double checked(int i, int j, double value) {
        if (!Double.isFinite(value)) {
            throw new InputException("the kernel " + function.kernel() + " of rows " + (i + 1) + " and " + (j + 1)
                    + " must be a finite number, was " + value);
        }
        return value;
    }

    /// The whole kernel matrix in double, for few points.
    double[][] matrix(Parallel loop) {
        int n = points.rows;
        double[][] all = new double[n][n];
        double[][] rows = new double[n][];
        Arrays.setAll(rows, points::row);
        boolean precomputed = function.kernel() == Kernel.Named.PRECOMPUTED;
        loop.forWork(1.0 * n * n * points.columns).run(n, i -> {
            for (int j = 0; j <= i; j++) {
                all[i][j] = checked(i, j, precomputed ? rows[i][j] : function.of(rows[i], rows[j]));
            }
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                all[j][i] = all[i][j];
            }
        }
        return all;
    }
}
