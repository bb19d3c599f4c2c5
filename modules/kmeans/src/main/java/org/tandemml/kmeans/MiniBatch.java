package org.tandemml.kmeans;

import org.tandemml.core.Fitting;
import org.tandemml.core.Seed;

/// Centroids from small random batches: each row of a batch pulls its centroid towards itself by 1/(rows that the
/// centroid has seen). The result is near a local optimum; one pass over all rows then assigns them.
///
/// **Source**: Sculley, *Web-scale k-means clustering*, WWW 2010, algorithm 1. **Cost**: O(batch·k·p) an iteration.
final class MiniBatch {
    private static final int ROWS = 1024;

    private MiniBatch() {}

    static double[] run(Rows rows, double[] mean, double[] start, int k, int batches, Seed seed, Fitting how) {
        int p = rows.p;
        double[] centroids = start.clone();
        double[] seen = new double[k];
        double[] weights = new double[k];
        double[] sums = new double[k * p];
        Seed.Stream stream = seed.stream();
        int size = Math.min(ROWS, rows.n);
        NearestSearch search = NearestSearch.of(rows, k, mean);
        NearestSearch.Found found = new NearestSearch.Found(search.most());
        int[] ids = new int[search.most()];
        for (int b = 0; b < batches; b++) {
            how.cancellation().check();
            Centroids now = new Centroids(rows, centroids, k, mean);
            java.util.Arrays.fill(weights, 0);
            java.util.Arrays.fill(sums, 0);
            double inertia = 0;
            for (int first = 0; first < size; first += ids.length) {
                int count = Math.min(ids.length, size - first);
                for (int i = 0; i < count; i++) {
                    ids[i] = stream.nextInt(rows.n);
                }
                search.find(now, ids, count, found);
                for (int i = 0; i < count; i++) {
                    double weight = rows.weight(ids[i]);
                    weights[found.label[i]] += weight;
                    inertia += weight * found.squared[i];
                    rows.add(ids[i], weight, sums, sums, found.label[i] * p);
                }
            }
            for (int c = 0; c < k; c++) {
                seen[c] += weights[c];
                if (weights[c] > 0) {
                    pull(centroids, sums, c, p, weights[c], weights[c] / seen[c], rows.spherical);
                }
            }
            how.progress().step("mini-batch k-means", b + 1, batches, inertia);
        }
        return centroids;
    }

    private static void pull(
            double[] centroids, double[] sums, int c, int p, double weight, double share, boolean spherical) {
        double squares = 0;
        for (int j = c * p; j < (c + 1) * p; j++) {
            centroids[j] += share * (sums[j] / weight - centroids[j]);
            squares += centroids[j] * centroids[j];
        }
        if (spherical && squares > 0) {
            double scale = 1 / Math.sqrt(squares);
            for (int j = c * p; j < (c + 1) * p; j++) {
                centroids[j] *= scale;
            }
        }
    }
}
