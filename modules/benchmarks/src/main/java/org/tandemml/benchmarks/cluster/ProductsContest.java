package org.tandemml.benchmarks.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.tandemml.benchmarks.Contest;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.kmeans.Acceleration;
import org.tandemml.kmeans.KMeans;
import org.tandemml.kmeans.KMeansModel;
import org.tandemml.knn.Method;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborIndex;
import org.tandemml.knn.Neighbors;

/// Work that is a product of matrices at heart, beside that product alone by OpenBLAS: what is left is the price of
/// choosing the nearest.
///
/// Lloyd: 50 iterations, which are 51 passes over all rows, beside 50 products n × d × k; once as they are, with
/// bounds, and once by plain passes. Neighbours: the ten nearest of each query, beside the product queries × d × n in
/// pieces of 1,000 queries.
///
/// @param name the contest's name
/// @param n rows
/// @param p columns
/// @param k clusters, or queries
/// @param neighbors whether neighbours are sought
/// @param threads threads of all
public record ProductsContest(String name, int n, int p, int k, boolean neighbors, int threads) implements Contest {
    private static final int ITERATIONS = 50;
    private static final int PIECE = 1000;

    /// The shapes of the project's claims, on one and on two threads.
    public static List<Contest> all() {
        return IntStream.rangeClosed(1, 2)
                .boxed()
                .<Contest>mapMulti((t, into) -> {
                    into.accept(new ProductsContest("lloyd-16-" + t + "t", 500_000, 16, 64, false, t));
                    into.accept(new ProductsContest("lloyd-32-" + t + "t", 500_000, 32, 64, false, t));
                    into.accept(new ProductsContest("lloyd-784-" + t + "t", 60_000, 784, 10, false, t));
                    into.accept(new ProductsContest("knn-product-1000-" + t + "t", 60_000, 784, 1_000, true, t));
                    into.accept(new ProductsContest("knn-product-10000-" + t + "t", 60_000, 784, 10_000, true, t));
                })
                .toList();
    }

    @Override
    public String task() {
        return neighbors
                ? "the 10 nearest of " + n + " x " + p + " for " + k + " queries, beside one SGEMM of that size"
                : ITERATIONS + " iterations of Lloyd, " + n + " x " + p + ", k = " + k + ", beside as many SGEMM";
    }

    @Override
    public String qualityName() {
        return neighbors ? "mean distance" : "inertia a row";
    }

    @Override
    public double target() {
        return neighbors ? 1.4 : 1.5;
    }

    @Override
    public double operations() {
        return 2.0 * n * p * k * (neighbors ? 1 : ITERATIONS);
    }

    @Override
    public List<Entrant> entrants() {
        return neighbors
                ? List.of(
                        new Entrant("tandem", threads, this::nearest), new Entrant("openblas", threads, this::product))
                : List.of(
                        new Entrant("tandem", threads, () -> lloyd(Acceleration.AUTO)),
                        new Entrant("tandem, plain passes", threads, () -> lloyd(Acceleration.NONE)),
                        new Entrant("openblas", threads, this::product));
    }

    private Trial lloyd(Acceleration acceleration) {
        DenseMatrix rows = Blobs.around(n, p, k, 1);
        Dataset data = Dataset.of("rows", Schema.numeric(p), rows, new Target.None());
        DenseMatrix start = rows.select(IntStream.range(0, k).toArray()).contiguous();
        KMeans learner = new KMeans()
                .withK(k)
                .withTolerance(0)
                .withMaxIterations(ITERATIONS)
                .withAcceleration(acceleration);
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

    private Trial nearest() {
        DenseMatrix asked = Blobs.even(k, p, 2);
        Parallel loop = new Parallel(threads);
        NeighborIndex index = NeighborIndex.of(Blobs.even(n, p, 1), new Metric.Euclidean(), Method.BRUTE, loop);
        return new Trial() {
            @Override
            public Object run() {
                return index.nearest(asked, 10, loop);
            }

            @Override
            public double quality(Object result) {
                double sum = 0;
                for (double d : ((Neighbors) result).distances()) {
                    sum += d;
                }
                return sum / k / 10;
            }
        };
    }

    private Trial product() {
        openblas.blas_set_num_threads(threads);
        FloatPointer rows = pointer(Blobs.even(n, p, 1));
        int piece = Math.min(k, PIECE);
        FloatPointer others = pointer(Blobs.even(piece, p, 2));
        FloatPointer products = new FloatPointer((long) n * piece);
        int order = openblas_nolapack.CblasRowMajor;
        int plain = openblas_nolapack.CblasNoTrans;
        int turned = openblas_nolapack.CblasTrans;
        int times = neighbors ? k / piece : ITERATIONS;
        return new Trial() {
            @Override
            public Object run() {
                for (int i = 0; i < times; i++) {
                    if (neighbors) {
                        openblas.cblas_sgemm(order, plain, turned, piece, n, p, 1, others, p, rows, p, 0, products, n);
                    } else {
                        openblas.cblas_sgemm(
                                order, plain, turned, n, piece, p, 1, rows, p, others, p, 0, products, piece);
                    }
                }
                return products;
            }

            @Override
            public double quality(Object result) {
                return Double.NaN;
            }
        };
    }

    private static FloatPointer pointer(DenseMatrix matrix) {
        float[] values = new float[matrix.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.values()[i];
        }
        return new FloatPointer(values);
    }
}
