package org.tandemml.kmeans;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// Centroids from small random batches: each row of a batch pulls its centroid towards itself by 1/(rows that the
/// centroid has seen). The result is near a local optimum; one pass over all rows then assigns them.
///
/// **Source**: Sculley, *Web-scale k-means clustering*, WWW 2010, algorithm 1. **Cost**: O(batch·k·p) an iteration.
final class MiniBatch {
    private static final int ROWS = 1024;

    private MiniBatch() {}

    static double[] run(Rows rows, double[] start, int k, boolean spherical, int batches, Seed seed, Fitting how) {
        int p = rows.p;
        double[] centroids = start.clone();
        double[] seen = new double[k];
        Seed.Stream stream = seed.stream();
        int size = Math.min(ROWS, rows.n);
        double[] values = new double[size * p];
        double[] weights = new double[size];
        int[] labels = new int[size];
        double[] distances = new double[size];
        double[] mean = new double[p];
        for (int b = 0; b < batches; b++) {
            how.cancellation().check();
            for (int i = 0; i < size; i++) {
                int row = stream.nextInt(rows.n);
                rows.copy(row, values, i * p);
                weights[i] = rows.weights[row];
            }
            Rows batch = new Rows(new DenseMatrix(size, p, values), weights, false);
            Assignment.Pass pass =
                    new Assignment(batch, mean, Parallel.SEQUENTIAL).run(centroids, k, labels, distances);
            for (int c = 0; c < k; c++) {
                double weight = pass.weights()[c];
                seen[c] += weight;
                if (weight > 0) {
                    double share = weight / seen[c];
                    double squares = 0;
                    for (int j = 0; j < p; j++) {
                        double target = pass.sums()[c * p + j] / weight;
                        centroids[c * p + j] += share * (target - centroids[c * p + j]);
                        squares += centroids[c * p + j] * centroids[c * p + j];
                    }
                    if (spherical && squares > 0) {
                        double scale = 1 / Math.sqrt(squares);
                        for (int j = 0; j < p; j++) {
                            centroids[c * p + j] *= scale;
                        }
                    }
                }
            }
            how.progress().step("mini-batch k-means", b + 1, batches, pass.total());
        }
        return centroids;
    }
}
