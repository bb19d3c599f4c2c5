package org.tandemml.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// How compact and how far apart the clusters of rows are, without knowing any truth; Euclidean distances.
///
/// | score | definition | good |
/// |---|---|---|
/// | silhouette | mean over rows of (b − a) / max(a, b) | 1 |
/// | Davies–Bouldin | mean over clusters i of max_j (sᵢ + sⱼ) / d(cᵢ, cⱼ) | 0 |
/// | Calinski–Harabasz | (between / (K − 1)) / (within / (n − K)) | large |
///
/// For a row, a is the mean distance to the other rows of its cluster and b the smallest mean distance to the rows of
/// another cluster; the only row of a cluster has silhouette 0. For a cluster, c is its centroid and s the mean
/// distance of its rows to that. Between is the sum of size times squared distance of the centroids to the mean of
/// all rows, within that of the squared distances of the rows to their centroids.
///
/// **Source**: P. J. Rousseeuw, Silhouettes, Journal of Computational and Applied Mathematics 20 (1987); D. L. Davies
/// and D. W. Bouldin, A cluster separation measure, IEEE PAMI 1 (1979); T. Caliński and J. Harabasz, A dendrite
/// method for cluster analysis, Communications in Statistics 3 (1974). **Shapes**: n × p, labels of length n, any
/// numbers. **Cost**: O(n·p) and a centred dense copy; the silhouette n²/2 distances in blocks and O(n·K) memory, never
/// n². **Determinism**: the bits do not depend on the number of threads. **Errors**: [InputException] for a value
/// that is not finite. Undefined, with the reason, unless there are 2 to n − 1 clusters.
public final class ClusterQuality {
    private final int columns;
    // Rows in order of their clusters, the mean of all rows subtracted.
    private final double[] values;
    private final int[] order;
    private final int[] starts;
    private final double[] centroids;
    private final @Nullable String reason;

    private ClusterQuality(int columns, double[] values, int[] order, int[] starts) {
        this.columns = columns;
        this.values = values;
        this.order = order;
        this.starts = starts;
        int clusters = starts.length - 1;
        this.centroids = new double[clusters * columns];
        for (int c = 0; c < clusters; c++) {
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                for (int j = 0; j < columns; j++) {
                    centroids[c * columns + j] += values[i * columns + j] / (starts[c + 1] - starts[c]);
                }
            }
        }
        this.reason = clusters >= 2 && clusters < order.length
                ? null
                : "there must be 2 to rows − 1 clusters, there are " + clusters + " of " + order.length + " rows";
    }

    /// From the rows and the cluster of each.
    public static ClusterQuality of(Matrix rows, int[] labels) {
        int n = rows.rows();
        int p = rows.columns();
        Check.length("labels", labels.length, n);
        Matrix.Place broken = rows.firstNonFinite();
        if (broken != Matrix.Place.NONE) {
            throw new InputException("row " + (broken.row() + 1) + ", column " + (broken.column() + 1)
                    + " must be a finite number, was " + broken.value());
        }
        int[] names = Arrays.stream(labels).distinct().sorted().toArray();
        int[] starts = new int[names.length + 1];
        for (int label : labels) {
            starts[Arrays.binarySearch(names, label) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[next[Arrays.binarySearch(names, labels[i])]++] = i;
        }
        double[] values = DenseMatrix.allocate(n, p);
        double[] mean = new double[p];
        for (int i = 0; i < n; i++) {
            rows.copyRow(order[i], values, i * p);
            for (int j = 0; j < p; j++) {
                mean[j] += values[i * p + j] / n;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                values[i * p + j] -= mean[j];
            }
        }
        return new ClusterQuality(p, values, order, starts);
    }

    private int clusters() {
        return starts.length - 1;
    }

    /// The mean silhouette of the rows, on the calling thread.
    public Score silhouette() {
        return silhouette(Parallel.SEQUENTIAL);
    }

    /// The mean silhouette of the rows.
    public Score silhouette(Parallel loop) {
        return reason == null
                ? Score.of(
                        Metric.SILHOUETTE,
                        Arrays.stream(silhouettes(loop)).average().orElse(0))
                : Score.undefined(Metric.SILHOUETTE, reason);
    }

    /// The silhouette of each row. Throws `IllegalStateException` where the mean is undefined.
    public double[] silhouettes(Parallel loop) {
        if (reason != null) {
            throw new IllegalStateException("silhouettes are undefined: " + reason);
        }
        int n = order.length;
        double[] sums = DistanceSums.of(n, columns, values, starts, loop);
        double[] silhouettes = new double[n];
        for (int c = 0; c < clusters(); c++) {
            int size = starts[c + 1] - starts[c];
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                double nearest = Double.POSITIVE_INFINITY;
                for (int other = 0; other < clusters(); other++) {
                    if (other != c) {
                        nearest = Math.min(nearest, sums[i * clusters() + other] / (starts[other + 1] - starts[other]));
                    }
                }
                double own = size == 1 ? 0 : sums[i * clusters() + c] / (size - 1);
                double larger = Math.max(own, nearest);
                silhouettes[order[i]] = size == 1 || larger == 0 ? 0 : (nearest - own) / larger;
            }
        }
        return silhouettes;
    }

    /// The mean over clusters of the worst overlap with another; undefined if two have the same centroid.
    public Score daviesBouldin() {
        if (reason != null) {
            return Score.undefined(Metric.DAVIES_BOULDIN, reason);
        }
        double[] spread = new double[clusters()];
        for (int c = 0; c < clusters(); c++) {
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                spread[c] += Math.sqrt(squaredDistance(i, c)) / (starts[c + 1] - starts[c]);
            }
        }
        DoubleKernels kernels = Kernels.doubles();
        double sum = 0;
        for (int c = 0; c < clusters(); c++) {
            double worst = 0;
            for (int d = 0; d < clusters(); d++) {
                double apart =
                        Math.sqrt(kernels.squaredDistance(centroids, c * columns, centroids, d * columns, columns));
                if (d != c && apart == 0) {
                    return Score.undefined(Metric.DAVIES_BOULDIN, "two clusters have the same centroid");
                }
                worst = d == c ? worst : Math.max(worst, (spread[c] + spread[d]) / apart);
            }
            sum += worst;
        }
        return Score.of(Metric.DAVIES_BOULDIN, sum / clusters());
    }

    /// The ratio of the variances between and within clusters; undefined if the latter is 0.
    public Score calinskiHarabasz() {
        if (reason != null) {
            return Score.undefined(Metric.CALINSKI_HARABASZ, reason);
        }
        double between = 0;
        double within = 0;
        for (int c = 0; c < clusters(); c++) {
            double size = starts[c + 1] - starts[c];
            between += size * Kernels.doubles().dot(centroids, c * columns, centroids, c * columns, columns);
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                within += squaredDistance(i, c);
            }
        }
        if (within == 0) {
            return Score.undefined(Metric.CALINSKI_HARABASZ, "the rows of each cluster are equal");
        }
        return Score.of(Metric.CALINSKI_HARABASZ, between / (clusters() - 1) / (within / (order.length - clusters())));
    }

    private double squaredDistance(int row, int cluster) {
        return Kernels.doubles().squaredDistance(values, row * columns, centroids, cluster * columns, columns);
    }

    @Override
    public String toString() {
        return "ClusterQuality[" + order.length + " rows, " + clusters() + " clusters]";
    }
}
