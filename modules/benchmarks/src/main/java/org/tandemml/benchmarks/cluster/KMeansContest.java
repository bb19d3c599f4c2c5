package org.tandemml.benchmarks.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.kmeans.KMeans;
import org.tandemml.kmeans.KMeansModel;

/// k-means with at most 50 of Lloyd's iterations, beside Smile.
///
/// Ours begins at the first k rows and does all 50 iterations as long as rows change clusters. Smile seeds by k-means++
/// inside the clock, which no call of it can avoid, and ends early by a tolerance of its own: it does fewer iterations.
///
/// @param name the contest's name
/// @param n rows
/// @param p columns
/// @param k clusters
public record KMeansContest(String name, int n, int p, int k) implements Contest {
    /// The two shapes.
    public static List<Contest> all() {
        return List.of(
                new KMeansContest("kmeans-16", 500_000, 16, 64), new KMeansContest("kmeans-32", 500_000, 32, 64));
    }

    @Override
    public String task() {
        return "k-means " + n + " x " + p + ", k = " + k + ", at most 50 iterations of Lloyd";
    }

    @Override
    public String qualityName() {
        return "inertia a row";
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
                new Entrant("smile", 2, this::smile));
    }

    private Trial ours(int threads) {
        DenseMatrix rows = Blobs.around(n, p, k, 1);
        Dataset data = Dataset.of("blobs", Schema.numeric(p), rows, new Target.None());
        DenseMatrix start = rows.select(IntStream.range(0, k).toArray());
        KMeans learner = new KMeans().withK(k).withTolerance(0).withMaxIterations(50);
        return new Trial() {
            @Override
            public Object run() {
                return learner.fitFrom(start, data, Fitting.defaults().withThreads(threads), step -> {});
            }

            @Override
            public double quality(Object result) {
                return ((KMeansModel) result).inertia() / n;
            }
        };
    }

    private Trial smile() {
        double[][] rows = Blobs.rows(Blobs.around(n, p, k, 1));
        return new Trial() {
            @Override
            public Object run() {
                return smile.clustering.KMeans.fit(rows, k, 50);
            }

            @Override
            public double quality(Object result) {
                return ((smile.clustering.CentroidClustering<?, ?>) result).distortion();
            }
        };
    }
}
