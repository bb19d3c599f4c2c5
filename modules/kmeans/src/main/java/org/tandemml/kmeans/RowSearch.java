package org.tandemml.kmeans;

import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Row after row in double: sparse rows by `‖c‖² − 2·x·c` with the centroids stored by column, so that each stored cell
/// adds a run of k products; rows with missing values by the partial distance.
///
/// Where the least and the second least are not apart by more than rounding, differences decide.
final class RowSearch implements NearestSearch {
    private static final int MOST = 64;

    private final Rows rows;
    private final int k;
    private final DoubleKernels kernels = Kernels.doubles();
    private final double[] products;
    private final double[] row;

    RowSearch(Rows rows, int k) {
        this.rows = rows;
        this.k = k;
        products = new double[k];
        row = new double[rows.p];
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public void find(Centroids centroids, int[] ids, int count, Found found) {
        Matrix matrix = rows.matrix();
        for (int b = 0; b < count; b++) {
            if (matrix instanceof SparseMatrix sparse) {
                sparse(sparse, ids[b], centroids, b, found);
            } else {
                byDifferences(ids[b], centroids, b, found);
            }
        }
    }

    private void sparse(SparseMatrix sparse, int i, Centroids centroids, int b, Found found) {
        java.util.Arrays.fill(products, 0);
        double scale = rows.scale(i);
        double own = 0;
        int cells = sparse.end(i) - sparse.start(i);
        for (int at = sparse.start(i); at < sparse.end(i); at++) {
            double v = scale * sparse.values()[at];
            own += v * v;
            kernels.axpy(v, centroids.byColumn, sparse.indices()[at] * k, products, 0, k);
        }
        double best = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int which = 0;
        for (int c = 0; c < k; c++) {
            double v = centroids.norms[c] - 2 * products[c];
            if (v < best) {
                second = best;
                best = v;
                which = c;
            } else if (v < second) {
                second = v;
            }
        }
        double slack = 0x1p-51 * (cells + rows.p / 16.0 + 8) * centroids.largest * (Math.sqrt(own) + centroids.largest);
        if (k > 1 && second - best <= 2 * slack) {
            byDifferences(i, centroids, b, found);
            return;
        }
        found.label[b] = which;
        found.squared[b] = rows.squaredDistance(i, centroids.exact, which * rows.p, centroids.norms[which], row);
        found.others[b] = Math.max(0, own * (1 - 1e-12) + second - 2 * slack);
    }

    private void byDifferences(int i, Centroids centroids, int b, Found found) {
        int p = rows.p;
        rows.copy(i, row, 0);
        double best = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int which = 0;
        for (int c = 0; c < k; c++) {
            double d = rows.partial
                    ? Rows.partialDistance(row, 0, centroids.exact, c * p, p)
                    : kernels.squaredDistance(row, 0, centroids.exact, c * p, p);
            if (d < best) {
                second = best;
                best = d;
                which = c;
            } else if (d < second) {
                second = d;
            }
        }
        found.label[b] = which;
        found.squared[b] = best;
        found.others[b] = second;
    }
}
