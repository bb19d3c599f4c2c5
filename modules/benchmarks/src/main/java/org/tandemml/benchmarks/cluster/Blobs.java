package org.tandemml.benchmarks.cluster;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Seed;

/// Rows for the contests: Gaussian noise around random corners, or spread evenly.
final class Blobs {
    private Blobs() {}

    static DenseMatrix around(int n, int p, int corners, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] centre = new double[corners * p];
        for (int i = 0; i < centre.length; i++) {
            centre[i] = 2 * stream.nextGaussian();
        }
        double[] values = DenseMatrix.allocate(n, p);
        for (int i = 0; i < n; i++) {
            int corner = stream.nextInt(corners);
            for (int j = 0; j < p; j++) {
                values[i * p + j] = centre[corner * p + j] + stream.nextGaussian();
            }
        }
        return new DenseMatrix(n, p, values);
    }

    static DenseMatrix even(int n, int p, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = DenseMatrix.allocate(n, p);
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.nextDouble();
        }
        return new DenseMatrix(n, p, values);
    }

    static double[][] rows(DenseMatrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < rows.length; i++) {
            matrix.copyRow(i, rows[i], 0);
        }
        return rows;
    }
}
