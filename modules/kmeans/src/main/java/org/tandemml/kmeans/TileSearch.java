package org.tandemml.kmeans;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// Dense rows by tiles: the products of a batch of rows with all centroids are computed in `float` around the mean of
/// the data, which leaves `‖c‖² − 2·x·c` off by at most ε (two roundings of the inputs, p of the sum). Where the least
/// and the second least are farther apart than 2ε the least is right; the few other rows are measured again in
/// `double`. So the nearest centroid is that of a search in double.
final class TileSearch implements NearestSearch {
    private static final int MOST_TILE = 512;
    private static final int CELLS_OF_TILE = 1 << 18;
    private static final int SLIM = 64;
    /// Centroids up to which products read rows as they lie.
    private static final int FEW = 64;
    private static final double UNIT = 0x1p-24;

    private final Rows rows;
    private final int k;
    private final double[] mean;
    private final FloatKernels floats = Kernels.floats();
    private final DoubleKernels doubles = Kernels.doubles();
    private final int most;
    /// Where the rows of a batch stand, each at its place: the data, or what was scaled.
    private final double[] exact;
    private final int[] at;
    private final float[] narrow;
    private final float[] products;
    private final float[] best;
    private final float[] second;
    private final int[] which;
    private final double[] squares;

    TileSearch(Rows rows, int k, double[] mean) {
        this.rows = rows;
        this.k = k;
        this.mean = mean;
        most = Math.clamp(CELLS_OF_TILE / rows.p, 16, MOST_TILE);
        exact = rows.matrix() instanceof DenseMatrix dense && !rows.spherical
                ? dense.values()
                : new double[most * rows.p];
        at = new int[most];
        narrow = new float[most * rows.p];
        products = new float[rows.p <= SLIM || k <= FEW ? k * most : 0];
        best = new float[most];
        second = new float[most];
        which = new int[most];
        squares = new double[most];
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public void find(Centroids centroids, int[] ids, int count, Found found) {
        int p = rows.p;
        boolean near = read(centroids.near, ids, count);
        Arrays.fill(best, 0, count, Float.POSITIVE_INFINITY);
        Arrays.fill(second, 0, count, Float.POSITIVE_INFINITY);
        if (near && p <= SLIM) {
            // Few columns: products with rows stored by column need no rearranging, which would cost more than they.
            floats.gemm(
                    k,
                    count,
                    p,
                    1,
                    centroids.narrow,
                    0,
                    p,
                    false,
                    narrow,
                    0,
                    count,
                    false,
                    0,
                    products,
                    0,
                    count,
                    BlockLoop.SEQUENTIAL);
            for (int c = 0; c < k; c++) {
                floats.updateLeast(products, c * count, -2f, centroids.narrowNorms[c], count, c, best, second, which);
            }
        } else if (near && k <= FEW) {
            // Few centroids: rearranging the rows would cost as much as the products.
            floats.gemm(
                    count,
                    k,
                    p,
                    1,
                    narrow,
                    0,
                    p,
                    false,
                    centroids.narrow,
                    0,
                    p,
                    true,
                    0,
                    products,
                    0,
                    k,
                    BlockLoop.SEQUENTIAL);
            for (int b = 0; b < count; b++) {
                leastOfRow(centroids.narrowNorms, b);
            }
        } else if (near) {
            floats.multiplyTransposed(
                    k,
                    count,
                    p,
                    centroids.narrow,
                    0,
                    p,
                    narrow,
                    0,
                    p,
                    (from, rowsOfTile, first, columns, tile, offset, stride) ->
                            least(centroids, from, rowsOfTile, first, columns, tile, offset, stride),
                    BlockLoop.SEQUENTIAL);
        }
        double largest = centroids.largest;
        for (int b = 0; b < count; b++) {
            double length = Math.sqrt(squares[b]);
            double slack = 1.05 * UNIT * (2 * (p + 3) * length * largest + 2 * largest * largest);
            if (near && (k == 1 || second[b] - best[b] > 2 * slack)) {
                found.label[b] = which[b];
                found.squared[b] = Math.max(0, squares[b] * (1 + 1e-12) + best[b] + slack);
                found.others[b] = Math.max(0, squares[b] * (1 - 1e-12) + second[b] - slack);
            } else {
                measured(centroids, b, found);
            }
        }
    }

    /// Finds the least and the second least of the products of one row, as the kernel does for many.
    private void leastOfRow(float[] norms, int b) {
        float least = Float.POSITIVE_INFINITY;
        float next = Float.POSITIVE_INFINITY;
        int label = 0;
        for (int c = 0; c < k; c++) {
            float v = Math.fma(-2f, products[b * k + c], norms[c]);
            if (v < least) {
                next = least;
                least = v;
                label = c;
            } else {
                next = Math.min(next, v);
            }
        }
        best[b] = least;
        second[b] = next;
        which[b] = label;
    }

    /// Reads the rows of a batch around the mean in float; tells whether float can hold their squares.
    private boolean read(boolean centroidsNear, int[] ids, int count) {
        int p = rows.p;
        boolean near = centroidsNear;
        for (int b = 0; b < count; b++) {
            if (rows.matrix() instanceof DenseMatrix dense && !rows.spherical) {
                at[b] = dense.offset(ids[b]);
            } else {
                at[b] = b * p;
                rows.copy(ids[b], exact, b * p);
            }
            squares[b] = doubles.squaredDistance(exact, at[b], mean, 0, p);
            near &= squares[b] < Centroids.FAR * Centroids.FAR;
            // While the row is in the first cache level.
            for (int j = 0; j < p && p > SLIM; j++) {
                narrow[b * p + j] = (float) (exact[at[b] + j] - mean[j]);
            }
        }
        if (p > SLIM) {
            return near;
        }
        // Some rows at a time, so that what is written next lies in the same line of the cache.
        for (int first = 0; first < count; first += 16) {
            int last = Math.min(count, first + 16);
            for (int j = 0; j < p; j++) {
                double middle = mean[j];
                for (int b = first; b < last; b++) {
                    narrow[j * count + b] = (float) (exact[at[b] + j] - middle);
                }
            }
        }
        return near;
    }

    private void least(
            Centroids centroids,
            int rowStart,
            int count,
            int columnStart,
            int columns,
            float[] tile,
            int offset,
            int stride) {
        if (columnStart == 0) {
            for (int c = rowStart; c < rowStart + count; c++) {
                int at = offset + (c - rowStart) * stride;
                floats.updateLeast(tile, at, -2f, centroids.narrowNorms[c], columns, c, best, second, which);
            }
            return;
        }
        // A product cut into tiles: what concerns this one is copied out and back.
        float[] b = Arrays.copyOfRange(best, columnStart, columnStart + columns);
        float[] s = Arrays.copyOfRange(second, columnStart, columnStart + columns);
        int[] w = Arrays.copyOfRange(which, columnStart, columnStart + columns);
        for (int c = rowStart; c < rowStart + count; c++) {
            int at = offset + (c - rowStart) * stride;
            floats.updateLeast(tile, at, -2f, centroids.narrowNorms[c], columns, c, b, s, w);
        }
        System.arraycopy(b, 0, best, columnStart, columns);
        System.arraycopy(s, 0, second, columnStart, columns);
        System.arraycopy(w, 0, which, columnStart, columns);
    }

    private void measured(Centroids centroids, int b, Found found) {
        int p = rows.p;
        double least = Double.POSITIVE_INFINITY;
        double next = Double.POSITIVE_INFINITY;
        int label = 0;
        for (int c = 0; c < k; c++) {
            double d = doubles.squaredDistance(exact, at[b], centroids.exact, c * p, p);
            if (d < least) {
                next = least;
                least = d;
                label = c;
            } else if (d < next) {
                next = d;
            }
        }
        found.label[b] = label;
        found.squared[b] = least;
        found.others[b] = next;
    }
}
