package org.tandemml.benchmarks.cluster;

import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;
import org.tandemml.evaluation.ClusterQuality;

/// The mean silhouette of 20,000 × 32 in 8 clusters, beside a straightforward double loop over all pairs of rows.
public record SilhouetteContest() implements Contest {
    private static final int N = 20_000;
    private static final int P = 32;
    private static final int K = 8;

    @Override
    public String name() {
        return "silhouette";
    }

    @Override
    public String task() {
        return "mean silhouette of " + N + " x " + P + ", " + K + " clusters, exactly";
    }

    @Override
    public String qualityName() {
        return "mean silhouette";
    }

    @Override
    public double target() {
        return 0.1;
    }

    @Override
    public List<Entrant> entrants() {
        return List.of(
                new Entrant("tandem", 1, () -> ours(1)),
                new Entrant("tandem, 2 threads", 2, () -> ours(2)),
                new Entrant("double loop", 1, this::loop));
    }

    private static int[] labels() {
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            labels[i] = i % K;
        }
        return labels;
    }

    private Trial ours(int threads) {
        DenseMatrix rows = Blobs.around(N, P, K, 1);
        Parallel loop = new Parallel(threads);
        return trial(() -> ClusterQuality.of(rows, labels()).silhouette(loop).value());
    }

    private Trial loop() {
        double[][] rows = Blobs.rows(Blobs.around(N, P, K, 1));
        int[] labels = labels();
        int[] sizes = new int[K];
        for (int label : labels) {
            sizes[label]++;
        }
        return trial(() -> {
            double total = 0;
            for (int i = 0; i < N; i++) {
                double[] sums = new double[K];
                for (int other = 0; other < N; other++) {
                    double squared = 0;
                    for (int j = 0; j < P; j++) {
                        double d = rows[i][j] - rows[other][j];
                        squared += d * d;
                    }
                    sums[labels[other]] += Math.sqrt(squared);
                }
                double own = sums[labels[i]] / (sizes[labels[i]] - 1);
                double nearest = Double.POSITIVE_INFINITY;
                for (int c = 0; c < K; c++) {
                    nearest = c == labels[i] ? nearest : Math.min(nearest, sums[c] / sizes[c]);
                }
                total += (nearest - own) / Math.max(nearest, own);
            }
            return total / N;
        });
    }

    private static Trial trial(java.util.concurrent.Callable<Double> work) {
        return new Trial() {
            @Override
            public Object run() throws Exception {
                return work.call();
            }

            @Override
            public double quality(Object result) {
                return (Double) result;
            }
        };
    }
}
