package org.tandemml.hnsw;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.Kernels;
import org.tandemml.knn.Method;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborIndex;
import org.tandemml.knn.Neighbors;

/// Rows arranged in a graph that leads to those near a query, see [Hnsw].
///
/// What is found is measured again in double and sorted as an exact index sorts: distances are exact, only rows may be
/// missing. Immutable and safe for any number of threads.
public final class ApproximateIndex {
    // A strong reference: java.util.logging forgets the levels of loggers that nobody holds.
    private static final Logger LOG = Logger.getLogger("io.github.jbellis.jvector");

    static {
        // jvector brings native code along and announces what it uses; here it runs in Java. Whoever has set either
        // otherwise wants it so.
        for (String name :
                List.of("jvector.enable_native_vectorization", "jvector.experimental.enable_native_vectorization")) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, "false");
            }
        }
        if (LOG.getLevel() == null) {
            LOG.setLevel(Level.WARNING);
        }
    }

    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    private static final int QUERIES_OF_BLOCK = 64;

    private final Hnsw settings;
    private final DenseMatrix rows;
    private final double[] centre;
    private final ListRandomAccessVectorValues vectors;
    private final ImmutableGraphIndex graph;

    ApproximateIndex(Hnsw settings, DenseMatrix matrix) {
        this.settings = settings;
        rows = matrix.contiguous();
        if (rows.rows() == 0 || rows.columns() == 0) {
            throw new InputException(
                    "neighbours need at least 1 row and 1 column, got " + rows.rows() + " x " + rows.columns());
        }
        checkFinite(rows);
        int p = rows.columns();
        centre = new double[p];
        // Under the cosine the origin matters; otherwise float keeps more digits around the mean.
        for (int i = 0; i < rows.rows() && !cosine(); i++) {
            Kernels.doubles().axpy(1.0 / rows.rows(), rows.values(), i * p, centre, 0, p);
        }
        List<VectorFloat<?>> narrow = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            narrow.add(vector(rows, i));
        }
        vectors = new ListRandomAccessVectorValues(narrow, p);
        graph = built();
    }

    private ImmutableGraphIndex built() {
        BuildScoreProvider scores =
                BuildScoreProvider.randomAccessScoreProvider(vectors, VectorSimilarityFunction.EUCLIDEAN);
        try (ForkJoinPool one = new ForkJoinPool(1);
                GraphIndexBuilder builder = new GraphIndexBuilder(
                        scores,
                        rows.columns(),
                        settings.links(),
                        settings.buildBreadth(),
                        OVERFLOW,
                        ALPHA,
                        true,
                        true,
                        one,
                        one)) {
            for (int i = 0; i < rows.rows(); i++) {
                builder.addGraphNode(i, vectors.getVector(i));
            }
            builder.cleanup();
            return builder.getGraph();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean cosine() {
        return settings.metric() instanceof Metric.Cosine;
    }

    private static void checkFinite(Matrix matrix) {
        Matrix.Place place = matrix.firstNonFinite();
        if (place.exists()) {
            throw new InputException("row " + (place.row() + 1) + ", column " + (place.column() + 1)
                    + ": distances need finite numbers, was " + place.value());
        }
    }

    /// Row i in float, around the mean; under the cosine brought to length 1, where both metrics order alike.
    private VectorFloat<?> vector(Matrix matrix, int i) {
        int p = rows.columns();
        double[] row = new double[p];
        matrix.copyRow(i, row, 0);
        double scale = cosine() ? scale(row, 0, i) : 1;
        float[] narrow = new float[p];
        for (int j = 0; j < p; j++) {
            narrow[j] = (float) ((row[j] - centre[j]) * scale);
        }
        VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
        return types.createFloatVector(narrow);
    }

    private double scale(double[] values, int offset, int number) {
        double squares = Kernels.doubles().dot(values, offset, values, offset, rows.columns());
        if (squares == 0) {
            throw new InputException("row " + (number + 1) + " is zero in all columns: the cosine distance to it is not"
                    + " defined; leave it out or choose another metric");
        }
        return 1 / Math.sqrt(squares);
    }

    /// The settings.
    public Hnsw settings() {
        return settings;
    }

    /// The number n of rows.
    public int rows() {
        return rows.rows();
    }

    /// k rows near each query, by ascending distance.
    public Neighbors nearest(Matrix queries, int k, Parallel loop) {
        if (queries.columns() != rows.columns()) {
            throw new InputException(
                    "the index holds rows of " + rows.columns() + " columns, the queries have " + queries.columns());
        }
        if (k < 1 || k > rows.rows()) {
            throw new InputException("k must be between 1 and " + rows.rows() + ", the rows there are, was " + k);
        }
        checkFinite(queries);
        int count = queries.rows();
        int[] indices = new int[Math.multiplyExact(count, k)];
        double[] distances = new double[indices.length];
        int breadth = Math.min(rows.rows(), Math.max(k, settings.searchBreadth()));
        loop.forWork(100.0 * breadth * rows.columns() * count)
                .run((count + QUERIES_OF_BLOCK - 1) / QUERIES_OF_BLOCK, block -> {
                    try (GraphSearcher searcher = new GraphSearcher(graph)) {
                        int end = Math.min(count, (block + 1) * QUERIES_OF_BLOCK);
                        for (int i = block * QUERIES_OF_BLOCK; i < end; i++) {
                            one(searcher, queries, i, k, breadth, indices, distances);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        int[] starts = new int[count + 1];
        Arrays.setAll(starts, i -> i * k);
        return new Neighbors(starts, indices, distances);
    }

    private void one(
            GraphSearcher searcher, Matrix queries, int i, int k, int breadth, int[] indices, double[] distances) {
        SearchResult found = searcher.search(
                DefaultSearchScoreProvider.exact(vector(queries, i), VectorSimilarityFunction.EUCLIDEAN, vectors),
                breadth,
                Bits.ALL);
        int[] ids = Arrays.stream(found.getNodes()).mapToInt(node -> node.node).toArray();
        if (ids.length < k) {
            throw new IllegalStateException("the graph led to " + ids.length + " rows only, k is " + k);
        }
        // A few rows: an exact index of them alone has the distances, the order and the ties of one of all.
        Arrays.sort(ids);
        double[] row = new double[rows.columns()];
        queries.copyRow(i, row, 0);
        Neighbors best = NeighborIndex.of(rows.select(ids), settings.metric(), Method.BRUTE, Parallel.SEQUENTIAL)
                .nearest(new DenseMatrix(1, row.length, row), k, Parallel.SEQUENTIAL);
        for (int c = 0; c < k; c++) {
            indices[i * k + c] = ids[best.indices()[c]];
            distances[i * k + c] = best.distances()[c];
        }
    }

    /// How much of the exact answer is found.
    ///
    /// @param recall the share of the true k nearest rows among those found, over all queries
    /// @param worst the least share of a query
    /// @param queries how many were asked
    public record Recall(double recall, double worst, int queries) {}

    /// Compares with the exact answer, which takes a search over all rows.
    public Recall recall(Matrix queries, int k, Parallel loop) {
        Neighbors found = nearest(queries, k, loop);
        Neighbors exact =
                NeighborIndex.of(rows, settings.metric(), Method.AUTO, loop).nearest(queries, k, loop);
        double sum = 0;
        double worst = 1;
        for (int i = 0; i < queries.rows(); i++) {
            // By distance: of rows equally far any will do.
            double farthest = exact.distances(i)[k - 1];
            double share = (double) Arrays.stream(found.distances(i))
                            .filter(d -> d <= farthest)
                            .count()
                    / k;
            sum += share;
            worst = Math.min(worst, share);
        }
        return new Recall(queries.rows() == 0 ? 1 : sum / queries.rows(), worst, queries.rows());
    }

    @Override
    public String toString() {
        return "ApproximateIndex[" + rows.rows() + " x " + rows.columns() + ", " + settings + "]";
    }
}
