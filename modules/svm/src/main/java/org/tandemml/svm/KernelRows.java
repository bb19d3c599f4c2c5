package org.tandemml.svm;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;
import org.tandemml.kernels.PackedRows;

/// Rows of the kernel matrix of some points, computed in blocks by float products where the kernel is a function of
/// those, else cell by cell in double.
///
/// The centred points are kept as float in the order products read them, so that a block of rows times a run of points
/// is one product whose result is in cache when it becomes kernel values. Every cell has one order of operations: the
/// same bits wherever and with whatever others it is computed. Without centring, a float product of rows far from the
/// origin has no digits left for their distance. Sparse points are not centred: blocks of rows are spread out and each
/// stored cell serves the whole block.
///
/// **Cost**: 2·m·n·p operations for m rows, 2·m·stored for sparse ones; 4·n·p bytes.
final class KernelRows {
    private static final int RUN = 512;
    private static final int ROWS_AT_ONCE = 128;
    /// Rows of a tile of sparse products start this far apart: not a power of two, or they would share cache sets.
    private static final int STRIDE = RUN + 16;
    /// Cells of the spread rows of a sparse block, if columns are not too many.
    private static final int SPREAD = 1 << 18;
    /// What is assumed of a processor: products a nanosecond, and bytes beyond which a look-up takes some nanoseconds
    /// or many.
    private static final double NUMBERS_A_NANOSECOND = 35;
    private static final long NEAR_BYTES = 1L << 20;
    private static final long FAR_BYTES = 16L << 20;
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
    private final @Nullable PackedRows packed;
    /// −γ‖x‖² of each row.
    private final float[] lessNorms;
    /// The largest squared distance of a dense point from the centre.
    private double farthest;
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
        if (products && cells > Integer.MAX_VALUE - 8 - 64L * points.columns) {
            throw new InputException(size + " rows of " + points.columns
                    + " columns are more than one kernel block holds: use linear-svm, or fewer rows");
        }
        packed = products ? FLOATS.packedRows(size, points.columns) : null;
        lessNorms = new float[size];
        if (packed != null) {
            fill(packed, ((DenseMatrix) points.matrix).values());
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

    private void fill(PackedRows into, double[] values) {
        int p = points.columns;
        float[] block = new float[PackedRows.GROUP * p];
        for (int first = 0; first < size; first += PackedRows.GROUP) {
            int count = Math.min(PackedRows.GROUP, size - first);
            for (int i = 0; i < count; i++) {
                int from = members[first + i] * p;
                double squares = 0;
                for (int j = 0; j < p; j++) {
                    double v = values[from + j] - centre[j];
                    block[i * p + j] = (float) v;
                    squares += v * v;
                }
                lessNorms[first + i] = (float) (-function.gamma() * squares);
                farthest = Math.max(farthest, squares);
            }
            into.set(first, count, block, 0, p);
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
        products(spreadRows(ids, count), ids, count, Objects.requireNonNull(packed), lessNorms, into, at, loop);
    }

    /// Rows of points one after the other.
    private float[] spreadRows(int[] ids, int count) {
        PackedRows from = Objects.requireNonNull(packed);
        float[] left = new float[count * points.columns];
        for (int i = 0; i < count; i++) {
            from.copyRow(ids[i], left, i * points.columns);
        }
        return left;
    }

    private void products(
            float[] left,
            int[] ids,
            int count,
            PackedRows right,
            float[] rightLessNorms,
            float[][] into,
            int[] at,
            Parallel loop) {
        int p = points.columns;
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        float scale = (float) (rbf ? 2 * function.gamma() : 1);
        int all = right.rows();
        loop.forWork(2.0 * count * all * p).run((all + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            int width = Math.min(RUN, all - from);
            float[] tile = TILE.get();
            for (int first = 0; first < count; first += ROWS_AT_ONCE) {
                int rows = Math.min(ROWS_AT_ONCE, count - first);
                for (int i = 0; i < rows; i++) {
                    if (rbf) {
                        System.arraycopy(rightLessNorms, from, tile, i * width, width);
                    } else {
                        Arrays.fill(tile, i * width, (i + 1) * width, 0);
                    }
                }
                FLOATS.multiplyPacked(rows, from, width, scale, left, first * p, p, right, tile, 0, width);
                for (int i = 0; i < rows; i++) {
                    finish(tile, i * width, width, from, ids[first + i], into[first + i], at[first + i]);
                }
            }
        });
    }

    /// Whether the kernels among some points are had sooner by [#square] than by looking them up in their rows, most of
    /// which lie beyond the processor's caches.
    boolean squareIsQuicker(int count) {
        double product = points.columns / NUMBERS_A_NANOSECOND + 1;
        long bytes = 4L * count * size;
        double lookUp = bytes > FAR_BYTES ? 14 : bytes > NEAR_BYTES ? 4 : 0;
        return products && product < lookUp;
    }

    /// The kernels among `count` points, row after row, with the bits that their rows have.
    float[] square(int[] ids, int count, Parallel loop) {
        float[] left = spreadRows(ids, count);
        PackedRows right = FLOATS.packedRows(count, points.columns);
        right.set(0, count, left, 0, points.columns);
        float[] less = new float[count];
        float[] cells = new float[count * count];
        float[][] into = new float[count][];
        int[] at = new int[count];
        for (int i = 0; i < count; i++) {
            less[i] = lessNorms[ids[i]];
            into[i] = cells;
            at[i] = i * count;
        }
        products(left, ids, count, right, less, into, at, loop);
        return cells;
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

    /// Kernels in double by products, or null where these lack the digits or do not apply.
    @Nullable
    ExactProducts exactProducts() {
        ExactProducts exact = new ExactProducts(points, function, centre);
        return products && exact.suffice(farthest) ? exact : null;
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
