package org.tandemml.kmeans;

import org.tandemml.kernels.Kernels;

/// The centroids of one pass: in double, around the mean in float for the tiles, or by column for sparse rows.
final class Centroids {
    /// Values beyond this have squares that a float cannot hold.
    static final double FAR = 1e15;

    final double[] exact;
    final int k;
    /// Squared lengths of the exact ones.
    final double[] norms;
    /// Around the mean, and their squared lengths; empty for sparse and partial rows.
    final float[] narrow;
    final float[] narrowNorms;
    /// The largest length around the mean.
    final double largest;
    final boolean near;
    /// p × k, for sparse rows; else empty.
    final double[] byColumn;

    Centroids(Rows rows, double[] exact, int k, double[] mean) {
        int p = rows.p;
        this.exact = exact;
        this.k = k;
        boolean tiles = !rows.sparse() && !rows.partial;
        norms = new double[k];
        narrow = new float[tiles ? k * p : 0];
        narrowNorms = new float[tiles ? k : 0];
        byColumn = new double[rows.sparse() ? k * p : 0];
        double most = 0;
        double widest = 0;
        for (int c = 0; c < k; c++) {
            norms[c] = Kernels.doubles().dot(exact, c * p, exact, c * p, p);
            double squares = 0;
            for (int j = 0; j < p; j++) {
                double v = exact[c * p + j] - (tiles ? mean[j] : 0);
                if (tiles) {
                    narrow[c * p + j] = (float) v;
                } else if (rows.sparse()) {
                    byColumn[j * k + c] = v;
                }
                squares += v * v;
                widest = Math.max(widest, Math.abs(v));
            }
            if (tiles) {
                narrowNorms[c] = (float) squares;
            }
            most = Math.max(most, squares);
        }
        largest = Math.sqrt(most);
        near = widest < FAR;
    }
}
