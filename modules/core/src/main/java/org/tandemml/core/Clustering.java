package org.tandemml.core;

import java.util.Arrays;

/// A model that assigns rows to clusters, numbered `0..clusters()-1`. One row gives the same bits alone and in a batch.
public interface Clustering extends Model {
    /// The number k of clusters.
    int clusters();

    /// Writes the distance of one row of p features to each cluster to `out[0 .. clusters-1]`.
    void distances(double[] row, double[] out);

    /// The distances of all rows, n × clusters. Rows are spread over the loop's threads; the bits do not depend on it.
    DenseMatrix distances(Matrix rows, Parallel loop);

    /// The cluster of one row: the one of least distance, the first of equals.
    default int assign(double[] row) {
        double[] distances = new double[clusters()];
        distances(row, distances);
        return indexOfLeast(distances, 0, distances.length);
    }

    /// The cluster of each row.
    default int[] assign(Matrix rows, Parallel loop) {
        DenseMatrix distances = distances(rows, loop);
        int[] assigned = new int[rows.rows()];
        Arrays.setAll(assigned, i -> indexOfLeast(distances.values(), distances.offset(i), clusters()));
        return assigned;
    }

    /// The cluster of each row of `data`, whose columns are found by name.
    default int[] assign(Dataset data) {
        return assign(align(data), Parallel.SEQUENTIAL);
    }

    /// The position of the smallest of `values[offset .. offset+count-1]`, counted from `offset`; the first on ties.
    static int indexOfLeast(double[] values, int offset, int count) {
        int best = 0;
        for (int k = 1; k < count; k++) {
            if (values[offset + k] < values[offset + best]) {
                best = k;
            }
        }
        return best;
    }
}
