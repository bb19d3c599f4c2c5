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
/// with whatever others it is computed. Without centring, a float product of rows far from the origin has no digits
/// left
/// for their distance. Sparse points are not centred: blocks of rows are spread out and each stored cell serves the
/// whole block.
///
/// **Cost**: 2·m·n·p operations for m rows, 2·m·stored for sparse ones; 4·n·p bytes.
final class KernelRows {
    private static final int RUN = 512;
    private static final int ROWS_AT_ONCE = 128;
    /// Rows of a tile of sparse products start this far apart: not a power of two, or they would share cache sets.
    private static final int STRIDE = RUN + 16;
    /// Cells of the spread rows of a sparse block, if columns are not too many.
    private static final int SPREAD = 1 << 18;
    private static final FloatKernels FLOATS = Kernels.floats();

    /// Work array of a thread for one tile.
    private static final ThreadLocal<float[]> TILE = ThreadLocal.withInitial(() -> new float[ROWS_AT_ONCE * STRIDE]);

    final KernelFunction function;
    final Points points;
    /// Which of the points, by position.
    final int[] members;
    private final int size;
    private final double[] centre;
    private final boolean products;
    private final float[] byColumn;
    /// −γ‖x‖² of each row.
    private final float[] lessNorms;
    /// Work array of sparse rows.
    private float[] spread = {};

    /// The rows among the points `members`, centred on `centre` where the kernel allows it.
    KernelRows(Points points, int[] members, KernelFunction function, double[] centre) {
        this.points = points;
        this.members = members;
        this.function = function;
        this.centre = centre;
        size = members.length;
        products = function.byProducts() && points.matrix instanceof DenseMatrix;
        long cells = 1L * size * points.columns;
        if (products && cells > Integer.MAX_VALUE - 8) {
            throw new InputException(size + " rows of " + points.columns
                    + " columns are more than one kernel block holds: use linear-svm, or fewer rows");
        }
        byColumn = new float[products ? (int) cells : 0];
        lessNorms = new float[size];
        if (products) {
            fillByColumn(((DenseMatrix) points.matrix).values());
        } else if (points.matrix instanceof SparseMatrix sparse && function.byProducts()) {
            for (int i = 0; i < size; i++) {
                double squares = 0;
                for (int c = sparse.start(members[i]); c < sparse.end(members[i]); c++) {
                    squares += sparse.values()[c] * sparse.values()[c];
                }
                lessNorms[i] = (float) (-function.gamma() * squares);
            }
        }
    }

    private void fillByColumn(double[] values) {
        int p = points.columns;
        int block = 32;
        double[] squares = new double[block];
        for (int first = 0; first < size; first += block) {
            int count = Math.min(block, size - first);
            Arrays.fill(squares, 0);
            for (int j = 0; j < p; j++) {
                for (int i = 0; i < count; i++) {
                    double v = values[members[first + i] * p + j] - centre[j];
                    byColumn[j * size + first + i] = (float) v;
                    squares[i] += v * v;
                }
            }
            for (int i = 0; i < count; i++) {
                lessNorms[first + i] = (float) (-function.gamma() * squares[i]);
            }
        }
    }

    int size() {
        return size;
    }

    /// The rows among some of these points, by their number here: the cells have the same bits.
    KernelRows among(int[] some) {
        return new KernelRows(points, Arrays.stream(some).map(i -> members[i]).toArray(), function, centre);
    }

    /// Writes the row of member `ids[i]` to `into[i]` from `at[i]`, for `count` rows.
    void compute(int[] ids, int count, float[][] into, int[] at, Parallel loop) {
        if (products) {
            productRows(ids, count, into, at, loop);
        } else if (points.matrix instanceof SparseMatrix sparse && function.byProducts()) {
            sparseRows(sparse, ids, count, into, at, loop);
        } else {
            loop.run(count, i -> {
                double[] row = new double[size];
                exactRow(ids[i], members, size, row);
                for (int j = 0; j < size; j++) {
                    into[i][at[i] + j] = (float) row[j];
                }
            });
        }
    }

    private void productRows(int[] ids, int count, float[][] into, int[] at, Parallel loop) {
        int p = points.columns;
        float[] left = new float[count * p];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < count; i++) {
                left[i * p + j] = byColumn[j * size + ids[i]];
            }
        }
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        float scale = (float) (rbf ? 2 * function.gamma() : 1);
        loop.forWork(2.0 * count * size * p).run((size + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            int width = Math.min(RUN, size - from);
            float[] tile = TILE.get();
            for (int first = 0; first < count; first += ROWS_AT_ONCE) {
                int rows = Math.min(ROWS_AT_ONCE, count - first);
                for (int i = 0; rbf && i < rows; i++) {
                    System.arraycopy(lessNorms, from, tile, i * width, width);
                }
                FLOATS.gemm(
                        rows,
                        width,
                        p,
                        scale,
                        left,
                        first * p,
                        p,
                        false,
                        byColumn,
                        from,
                        size,
                        false,
                        rbf ? 1 : 0,
                        tile,
                        0,
                        width,
                        Parallel.SEQUENTIAL);
                for (int i = 0; i < rows; i++) {
                    finish(tile, i * width, width, from, ids[first + i], into[first + i], at[first + i]);
                }
            }
        });
    }

    /// Turns scaled products, for RBF with the norms of the points subtracted, into kernel values.
    private void finish(float[] tile, int offset, int width, int from, int id, float[] row, int at) {
        if (function.kernel() == Kernel.Named.RBF) {
            float lessOwn = lessNorms[id];
            // One array only: with two of a type the compiler must fear that they overlap, and takes no vectors.
            for (int j = offset; j < offset + width; j++) {
                tile[j] = Math.min(0f, tile[j] + lessOwn);
            }
            FLOATS.exp(tile, offset, row, at + from, width);
        } else if (function.linear()) {
            System.arraycopy(tile, offset, row, at + from, width);
        } else {
            boolean polynomial = function.kernel() == Kernel.Named.POLYNOMIAL;
            for (int j = 0; j < width; j++) {
                double z = function.gamma() * tile[offset + j] + function.coef0();
                row[at + from + j] = (float) (polynomial ? KernelFunction.power(z, function.degree()) : Math.tanh(z));
            }
        }
    }

    /// Spreads a block of rows out, a column of the block after the other, so that each stored cell of a point is one
    /// multiple of a contiguous run.
    private void sparseRows(SparseMatrix sparse, int[] ids, int count, float[][] into, int[] at, Parallel loop) {
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        float scale = (float) (rbf ? 2 * function.gamma() : 1);
        double[] values = sparse.values();
        int[] indices = sparse.indices();
        int block = Math.clamp(SPREAD / points.columns / 16 * 16, 16, ROWS_AT_ONCE);
        if (spread.length == 0) {
            spread = new float[Math.multiplyExact(points.columns, block)];
        }
        int runs = (size + RUN - 1) / RUN;
        for (int first = 0; first < count; first += block) {
            int from = first;
            int rows = Math.min(block, count - first);
            for (int i = 0; i < rows; i++) {
                int id = members[ids[first + i]];
                for (int c = sparse.start(id); c < sparse.end(id); c++) {
                    spread[indices[c] * block + i] = scale * (float) values[c];
                }
            }
            loop.run(runs, run -> {
                int start = run * RUN;
                int width = Math.min(RUN, size - start);
                float[] tile = TILE.get();
                float[] sums = new float[rows];
                for (int j = 0; j < width; j++) {
                    Arrays.fill(sums, 0);
                    int id = members[start + j];
                    for (int c = sparse.start(id); c < sparse.end(id); c++) {
                        FLOATS.axpy((float) values[c], spread, indices[c] * block, sums, 0, rows);
                    }
                    float less = rbf ? lessNorms[start + j] : 0;
                    for (int i = 0; i < rows; i++) {
                        tile[i * STRIDE + j] = sums[i] + less;
                    }
                }
                for (int i = 0; i < rows; i++) {
                    finish(tile, i * STRIDE, width, start, ids[from + i], into[from + i], at[from + i]);
                }
            });
            for (int i = 0; i < rows; i++) {
                int id = members[ids[first + i]];
                for (int c = sparse.start(id); c < sparse.end(id); c++) {
                    spread[indices[c] * block + i] = 0;
                }
            }
        }
    }

    /// Writes the kernels, in double, of member i with the points `js[0..count-1]`, given by position among all points.
    void exactRow(int i, int[] js, int count, double[] out) {
        int[] columns = js;
        if (function.kernel() == Kernel.Named.PRECOMPUTED) {
            columns = new int[count];
            for (int k = 0; k < count; k++) {
                columns[k] = points.original[js[k]];
            }
        }
        function.row(points.matrix, members[i], points.matrix, columns, count, out);
        for (int k = 0; k < count; k++) {
            if (!Double.isFinite(out[k])) {
                function.check(out[k], points.original[members[i]], points.original[js[k]]);
            }
        }
    }

    /// The whole kernel matrix in double, for few points.
    double[][] matrix(Parallel loop) {
        double[][] all = new double[size][size];
        loop.forWork(1.0 * size * size * points.columns).run(size, i -> exactRow(i, members, i + 1, all[i]));
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                all[j][i] = all[i][j];
            }
        }
        return all;
    }
}
