package org.tandemml.benchmarks.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.kernels.Kernels;
import org.tandemml.kmeans.KMeans;
import org.tandemml.kmeans.KMeansModel;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// k-means beside Smile (k-d tree and plain Lloyd), Tribuo and Commons Math, as many iterations each.
///
/// Ours begins at the first k rows and does all iterations as long as rows change clusters. The others seed by
/// k-means++ inside the clock, which no call of them can avoid; Smile ends early by a tolerance of its own.
///
/// @param problem the rows
public record KMeansContest(Problem problem) implements Contest {
    /// The shapes of the project's claims.
    public static List<Contest> all() {
        return List.of(
                new KMeansContest(new Problem("16", 500_000, 16, 64, 50)),
                new KMeansContest(new Problem("32", 500_000, 32, 64, 50)),
                new KMeansContest(Problem.MNIST));
    }

    @Override
    public String name() {
        return "kmeans-" + problem.name();
    }

    @Override
    public String task() {
        return "k-means " + problem.n() + " x " + problem.p() + ", k = " + problem.k() + ", at most "
                + problem.iterations() + " iterations";
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
                new Entrant("smile", 2, () -> smile(false)),
                new Entrant("smile lloyd", 2, () -> smile(true)),
                new Entrant("tribuo", 2, this::tribuo),
                new Entrant("commons-math", 1, this::commons));
    }

    private Trial ours(int threads) {
        DenseMatrix rows = problem.rows();
        Dataset data = Dataset.of("rows", Schema.numeric(rows.columns()), rows, new Target.None());
        int k = problem.k();
        DenseMatrix start = rows.select(IntStream.range(0, k).toArray()).contiguous();
        KMeans learner = new KMeans().withK(k).withTolerance(0).withMaxIterations(problem.iterations());
        return trial(
                () -> learner.fitFrom(start, data, Fitting.defaults().withThreads(threads), step -> {}),
                result -> ((KMeansModel) result).inertia() / problem.n());
    }

    private Trial smile(boolean lloyd) {
        double[][] rows = Blobs.rows(problem.rows());
        return trial(
                () -> lloyd
                        ? smile.clustering.KMeans.lloyd(rows, problem.k(), problem.iterations())
                        : smile.clustering.KMeans.fit(rows, problem.k(), problem.iterations()),
                result -> ((smile.clustering.CentroidClustering<?, ?>) result).distortion());
    }

    private Trial tribuo() {
        double[][] rows = Blobs.rows(problem.rows());
        ClusteringFactory factory = new ClusteringFactory();
        MutableDataset<ClusterID> data = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        String[] names = new String[problem.p()];
        Arrays.setAll(names, j -> String.format("x%04d", j));
        for (double[] row : rows) {
            data.add(new ArrayExample<>(factory.getUnknownOutput(), names, row));
        }
        KMeansTrainer trainer = new KMeansTrainer(
                problem.k(), problem.iterations(), new L2Distance(), KMeansTrainer.Initialisation.PLUSPLUS, 2, 1);
        return trial(() -> trainer.train(data), result -> {
            DenseVector[] centroids = ((org.tribuo.clustering.kmeans.KMeansModel) result).getCentroidVectors();
            return inertia(
                    rows, Arrays.stream(centroids).map(DenseVector::toArray).toArray(double[][]::new));
        });
    }

    private Trial commons() {
        double[][] rows = Blobs.rows(problem.rows());
        List<DoublePoint> points = new ArrayList<>();
        for (double[] row : rows) {
            points.add(new DoublePoint(row));
        }
        return trial(
                () -> new KMeansPlusPlusClusterer<DoublePoint>(
                                problem.k(), problem.iterations(), new EuclideanDistance(), new JDKRandomGenerator(1))
                        .cluster(points),
                result -> inertia(
                        rows,
                        ((List<?>) result)
                                .stream()
                                        .map(c -> ((CentroidCluster<?>) c)
                                                .getCenter()
                                                .getPoint())
                                        .toArray(double[][]::new)));
    }

    private static double inertia(double[][] rows, double[][] centroids) {
        double sum = 0;
        for (double[] row : rows) {
            double least = Double.POSITIVE_INFINITY;
            for (double[] centroid : centroids) {
                least = Math.min(least, Kernels.doubles().squaredDistance(row, 0, centroid, 0, row.length));
            }
            sum += least;
        }
        return sum / rows.length;
    }

    private interface Judgement {
        double quality(Object result);
    }

    private static Trial trial(java.util.concurrent.Callable<Object> work, Judgement judgement) {
        return new Trial() {
            @Override
            public Object run() throws Exception {
                return work.call();
            }

            @Override
            public double quality(Object result) {
                return judgement.quality(result);
            }
        };
    }
}
