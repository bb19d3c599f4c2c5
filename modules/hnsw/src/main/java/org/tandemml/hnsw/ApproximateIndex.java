package org.tandemml.hnsw;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.util.Bits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.knn.Method;
import org.tandemml.knn.Metric;
import org.tandemml.knn.NeighborIndex;
import org.tandemml.knn.NeighborSearch;
import org.tandemml.knn.Neighbors;

/// Rows arranged in a graph that leads to those near a query, see [Hnsw].
///
/// What is found is measured again in double and sorted as an exact index sorts: distances are exact, only rows may be
/// missing. Equal rows are one node of the graph. Where a search would keep as many candidates as there are different
/// rows, all rows are measured: no graph is built, and nothing is missing. Immutable and safe for any number of
/// threads.
public final class ApproximateIndex implements NeighborSearch {
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

    private static final int QUERIES_OF_BLOCK = 64;
    /// Queries between two looks at the cancellation while the recall is measured: each takes a pass over all rows, and
    /// two blocks keep two threads busy.
    private static final int QUERIES_OF_STEP = 2 * QUERIES_OF_BLOCK;

    private final Hnsw settings;
    private final DenseMatrix rows;
    private final NeighborIndex exact;
    private final NarrowRows narrow;
    /// Absent where every search measures all rows.
    private final Optional<Links> graph;

    private ApproximateIndex(
            Hnsw settings, DenseMatrix rows, NeighborIndex exact, NarrowRows narrow, Optional<Links> graph) {
        this.settings = settings;
        this.rows = rows;
        this.exact = exact;
        this.narrow = narrow;
        this.graph = graph;
    }

    /// Builds the graph; `watch` hears of it.
    static ApproximateIndex of(Hnsw settings, DenseMatrix matrix, GraphBuild.Watch watch) {
        DenseMatrix rows = matrix.contiguous();
        // Judges the rows, too.
        NeighborIndex exact = NeighborIndex.of(rows, settings.metric(), Method.BRUTE, Parallel.SEQUENTIAL);
        NarrowRows narrow = new NarrowRows(rows, settings.metric() instanceof Metric.Cosine);
        int p = rows.columns();
        Optional<Links> graph = needsGraph(settings, narrow)
                ? Optional.of(GraphBuild.links(settings, narrow, p, watch))
                : Optional.empty();
        return new ApproximateIndex(settings, rows, exact, narrow, graph);
    }

    private static boolean needsGraph(Hnsw settings, NarrowRows narrow) {
        return settings.searchBreadth() < narrow.places();
    }

    void write(Fields.Writer out) {
        out.integer("index-links", settings.links());
        out.integer("build-breadth", settings.buildBreadth());
        out.integer("search-breadth", settings.searchBreadth());
        out.text("metric", settings.metric().toString());
        out.numbers("rows", rows.values().clone());
        graph.ifPresent(links -> links.write(out));
    }

    static ApproximateIndex read(Fields.Reader in, int count) {
        Hnsw settings = new Hnsw(
                in.integer("index-links", 2, Integer.MAX_VALUE),
                in.integer("build-breadth", 2, Integer.MAX_VALUE),
                in.integer("search-breadth", 1, Integer.MAX_VALUE),
                Metric.parse(in.text("metric")));
        int p = in.schema().size();
        DenseMatrix rows = new DenseMatrix(count, p, in.numbers("rows", Math.multiplyExact(count, p)));
        NeighborIndex exact = NeighborIndex.of(rows, settings.metric(), Method.BRUTE, Parallel.SEQUENTIAL);
        NarrowRows narrow = new NarrowRows(rows, settings.metric() instanceof Metric.Cosine);
        Optional<Links> graph =
                needsGraph(settings, narrow) ? Optional.of(Links.read(in, narrow.places(), p)) : Optional.empty();
        return new ApproximateIndex(settings, rows, exact, narrow, graph);
    }

    /// The settings.
    public Hnsw settings() {
        return settings;
    }

    @Override
    public int rows() {
        return rows.rows();
    }

    DenseMatrix matrix() {
        return rows;
    }

    /// Whether there is a graph; without one every row is measured and the answer exact.
    public boolean approximate() {
        return graph.isPresent();
    }

    /// k rows near each query, by ascending distance.
    @Override
    public Neighbors nearest(Matrix queries, int k, Parallel loop) {
        int breadth = Math.max(k, settings.searchBreadth());
        if (graph.isEmpty() || breadth >= narrow.places()) {
            return exact.nearest(queries, k, loop);
        }
        check(queries, k);
        int count = queries.rows();
        int[] indices = new int[Math.multiplyExact(count, k)];
        double[] distances = new double[indices.length];
        loop.forWork(100.0 * breadth * rows.columns() * count)
                .run((count + QUERIES_OF_BLOCK - 1) / QUERIES_OF_BLOCK, block -> {
                    try (GraphSearcher searcher = new GraphSearcher(graph.get())) {
                        int end = Math.min(count, (block + 1) * QUERIES_OF_BLOCK);
                        for (int i = block * QUERIES_OF_BLOCK; i < end; i++) {
                            Neighbors found = one(searcher, queries, i, k, breadth);
                            System.arraycopy(found.indices(), 0, indices, i * k, k);
                            System.arraycopy(found.distances(), 0, distances, i * k, k);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        int[] starts = new int[count + 1];
        Arrays.setAll(starts, i -> i * k);
        return new Neighbors(starts, indices, distances);
    }

    private void check(Matrix queries, int k) {
        if (queries.columns() != rows.columns()) {
            throw new InputException(
                    "the index holds rows of " + rows.columns() + " columns, the queries have " + queries.columns());
        }
        if (k < 1) {
            throw new InputException("k must be between 1 and " + rows.rows() + ", the rows there are, was " + k);
        }
        Matrix.Place place = queries.firstNonFinite();
        if (place.exists()) {
            throw new InputException("row " + (place.row() + 1) + ", column " + (place.column() + 1)
                    + ": distances need finite numbers, was " + place.value());
        }
        if (settings.metric() instanceof Metric.Cosine) {
            double[] row = new double[queries.columns()];
            for (int i = 0; i < queries.rows(); i++) {
                queries.copyRow(i, row, 0);
                if (Arrays.stream(row).allMatch(value -> value == 0)) {
                    throw new InputException("row " + (i + 1) + " is zero in all columns: the cosine distance to it is"
                            + " not defined; leave it out or choose another metric");
                }
            }
        }
    }

    private Neighbors one(GraphSearcher searcher, Matrix queries, int i, int k, int breadth) {
        double[] row = new double[rows.columns()];
        queries.copyRow(i, row, 0);
        if (narrow.isFar(queries, i)) {
            // In single precision all places would be as far away.
            return exact.nearest(new DenseMatrix(1, row.length, row), k, Parallel.SEQUENTIAL);
        }
        SearchResult places = searcher.search(narrow.to(queries, i), breadth, Bits.ALL);
        int[] found = narrow.rowsAt(places.getNodes(), breadth);
        if (found.length < k) {
            // The graph promises no way to every place.
            return exact.nearest(new DenseMatrix(1, row.length, row), k, Parallel.SEQUENTIAL);
        }
        return exact.nearestAmong(found, row, k);
    }

    /// How much of the exact answer is found.
    ///
    /// @param recall the share of the true k nearest rows among those found, over all queries; 1 for no queries
    /// @param worst the least share of a query
    /// @param queries how many were asked
    public record Recall(double recall, double worst, int queries) {}

    /// Compares with the exact answer, which takes a search over all rows.
    public Recall recall(Matrix queries, int k, Parallel loop) {
        Shares shares = new Shares();
        shares.add(nearest(queries, k, loop), exact.nearest(queries, k, loop), k, new int[0]);
        return shares.recall();
    }

    /// The same for some of the rows themselves, each left out of the answers to itself; k is at most the number of
    /// other rows.
    public Recall recallOfOthers(int[] some, int k, Parallel loop) {
        return recallOfOthers(some, k, loop, done -> {});
    }

    /// The same; `each` is told how many of these rows were asked for so far, and may throw to end the work.
    Recall recallOfOthers(int[] some, int k, Parallel loop, IntConsumer each) {
        Shares shares = new Shares();
        for (int from = 0; from < some.length; from += QUERIES_OF_STEP) {
            each.accept(from);
            int[] part = Arrays.copyOfRange(some, from, Math.min(some.length, from + QUERIES_OF_STEP));
            Matrix queries = rows.select(part);
            shares.add(nearest(queries, k + 1, loop), exact.nearest(queries, k + 1, loop), k, part);
        }
        each.accept(some.length);
        return shares.recall();
    }

    /// What share of the exact answer was found, query by query.
    private static final class Shares {
        private double sum;
        private double worst = 1;
        private int count;

        void add(Neighbors found, Neighbors exact, int k, int[] left) {
            for (int i = 0; i < exact.queries(); i++) {
                int out = left.length == 0 ? -1 : left[i];
                // By distance: of rows equally far any will do.
                double farthest = others(exact, i, out, k)[k - 1];
                double share = (double) Arrays.stream(others(found, i, out, k))
                                .filter(d -> d <= farthest)
                                .count()
                        / k;
                sum += share;
                worst = Math.min(worst, share);
                count++;
            }
        }

        Recall recall() {
            return new Recall(count == 0 ? 1 : sum / count, worst, count);
        }
    }

    /// The distances of the first k neighbours of query i that are not row `out`.
    private static double[] others(Neighbors of, int i, int out, int k) {
        int[] ids = of.indices(i);
        double[] distances = of.distances(i);
        double[] kept = new double[k];
        int size = 0;
        for (int c = 0; c < ids.length && size < k; c++) {
            if (ids[c] != out) {
                kept[size++] = distances[c];
            }
        }
        return kept;
    }

    /// Whether the other holds the same rows and the same graph.
    @Override
    public boolean equals(Object other) {
        return other instanceof ApproximateIndex that
                && settings.equals(that.settings)
                && rows.equals(that.rows)
                && graph.equals(that.graph);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + settings.hashCode();
    }

    @Override
    public String toString() {
        return "ApproximateIndex[" + rows.rows() + " x " + rows.columns() + ", " + settings + "]";
    }
}
