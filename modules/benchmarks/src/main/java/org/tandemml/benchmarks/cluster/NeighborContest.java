package org.tandemml.benchmarks.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;
import org.tandemml.knn.Method;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborIndex;
import org.tandemml.knn.Neighbors;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.neighbour.NeighboursQuery;
import org.tribuo.math.neighbour.bruteforce.NeighboursBruteForceFactory;
import smile.neighbor.KDTree;
import smile.neighbor.KNNSearch;
import smile.neighbor.LinearSearch;

/// The ten nearest rows of each query, or building what finds them, beside Smile, whose queries run one by
/// one, and Tribuo's brute force on two threads.
///
/// @param name the contest's name
/// @param task what is done
/// @param target largest ratio that the project claims
/// @param n rows
/// @param p columns
/// @param queries queries; 0 to build only
/// @param tree by a k-d tree, or by brute force
public record NeighborContest(String name, String task, double target, int n, int p, int queries, boolean tree)
        implements Contest {
    private static final int K = 10;

    /// The contests.
    public static List<Contest> all() {
        return List.of(
                new NeighborContest("knn-tree-build", "k-d tree of 1,000,000 x 3", 0.5, 1_000_000, 3, 0, true),
                new NeighborContest(
                        "knn-tree",
                        "k-d tree of 1,000,000 x 3, 100,000 queries, k = 10",
                        0.6,
                        1_000_000,
                        3,
                        100_000,
                        true),
                new NeighborContest(
                        "knn-brute",
                        "brute force, 60,000 x 784, 1,000 queries, k = 10",
                        0.05,
                        60_000,
                        784,
                        1_000,
                        false),
                new NeighborContest(
                        "knn-brute-10000",
                        "brute force, 60,000 x 784, 10,000 queries, k = 10",
                        0.05,
                        60_000,
                        784,
                        10_000,
                        false));
    }

    @Override
    public String qualityName() {
        return queries == 0 ? "rows" : "mean distance";
    }

    @Override
    public List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>(List.of(
                new Entrant("tandem", 1, () -> ours(1)),
                new Entrant("tandem, 2 threads", 2, () -> ours(2)),
                new Entrant("smile", 1, this::smile)));
        if (!tree) {
            entrants.add(new Entrant("tribuo", 2, this::tribuo));
        }
        return entrants;
    }

    private Trial ours(int threads) {
        DenseMatrix rows = Blobs.even(n, p, 1);
        DenseMatrix asked = Blobs.even(queries, p, 2);
        Parallel loop = new Parallel(threads);
        Method method = tree ? Method.KD_TREE : Method.BRUTE;
        NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean(), method, loop);
        return new Trial() {
            @Override
            public Object run() {
                return queries == 0
                        ? NeighborIndex.of(rows, new Metric.Euclidean(), method, loop)
                        : index.nearest(asked, K, loop);
            }

            @Override
            public double quality(Object result) {
                if (!(result instanceof Neighbors found)) {
                    return n;
                }
                double sum = 0;
                for (double d : found.distances()) {
                    sum += d;
                }
                return sum / found.distances().length;
            }
        };
    }

    private Trial tribuo() {
        SGDVector[] rows = vectors(Blobs.even(n, p, 1));
        SGDVector[] asked = vectors(Blobs.even(queries, p, 2));
        NeighboursQuery index = new NeighboursBruteForceFactory(new L2Distance(), 2).createNeighboursQuery(rows);
        return new Trial() {
            @Override
            public Object run() {
                double sum = 0;
                for (var neighbors : index.query(asked, K)) {
                    for (var neighbor : neighbors) {
                        sum += neighbor.getB();
                    }
                }
                return sum / queries / K;
            }

            @Override
            public double quality(Object result) {
                return (Double) result;
            }
        };
    }

    private static SGDVector[] vectors(DenseMatrix matrix) {
        return Arrays.stream(Blobs.rows(matrix))
                .map(DenseVector::createDenseVector)
                .toArray(SGDVector[]::new);
    }

    private Trial smile() {
        double[][] rows = Blobs.rows(Blobs.even(n, p, 1));
        double[][] asked = Blobs.rows(Blobs.even(queries, p, 2));
        KNNSearch<double[], double[]> index =
                tree ? KDTree.of(rows) : LinearSearch.of(rows, (a, b) -> smile.math.MathEx.distance(a, b));
        return new Trial() {
            @Override
            public Object run() {
                if (queries == 0) {
                    return KDTree.of(rows);
                }
                double sum = 0;
                for (double[] query : asked) {
                    for (var neighbor : index.search(query, K)) {
                        sum += neighbor.distance();
                    }
                }
                return sum / queries / K;
            }

            @Override
            public double quality(Object result) {
                return result instanceof Double mean ? mean : n;
            }
        };
    }
}
