package org.tandemml.knn;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;

/// Rows arranged so that those nearest to a query are found exactly, by any [Metric].
///
/// Every [Method] gives the same neighbours and distances to the last bit, one query alone or among many, on any number
/// of threads; of rows at equal distance the one with the smaller index comes first.
///
/// **Shapes**: n rows of p columns; queries of p columns. Sparse rows take `euclidean` and `cosine`. **Cost**: see
/// [Method]; the rows are not copied but under cosine, correlation and mahalanobis and for the order of a k-d tree, and
/// brute force needs at most 64 MB beyond them and the answer, whatever the number of queries. Immutable and safe for
/// any number of threads. **Errors**: `InputException` for no rows, values that are not finite, k outside `1..n`,
/// queries of another width, rows of zeros under cosine, a method that does not suit the metric, and a user's metric
/// that gives NaN or a negative number.
///
/// ```java
/// NeighborIndex index = NeighborIndex.of(rows, new Metric.Euclidean());
/// Neighbors found = index.nearest(queries, 10, new Parallel(2));
/// int[] closest = found.indices(0);
/// ```
public final class NeighborIndex implements NeighborSearch {
    /// Beyond this, boxes of a k-d tree hardly keep anything out.
    private static final int MOST_COLUMNS_OF_TREE = 12;
    private static final int LEAST_ROWS_OF_TREE = 1000;
    private static final double FAR = 1e15;
    private static final int QUERIES_OF_BLOCK = 64;
    private static final double WORK_OF_BLOCK = 1e6;
    private static final int MOST_CELLS = 2 << 20;

    private final int rows;
    private final int columns;
    private final Metric metric;
    private final Method method;
    private final String reason;
    private final @Nullable Points points;
    private final @Nullable SparsePoints sparse;
    private final @Nullable TileSearch tiles;
    private final @Nullable RowSearch search;

    private NeighborIndex(Matrix matrix, Metric metric, Method wanted, Parallel loop) {
        rows = matrix.rows();
        columns = matrix.columns();
        this.metric = metric;
        if (rows == 0 || columns == 0) {
            throw new InputException("neighbours need at least 1 row and 1 column, got " + rows + " x " + columns);
        }
        checkFinite(matrix);
        if (matrix instanceof SparseMatrix s) {
            if (!SparsePoints.takes(metric)) {
                throw new InputException("sparse rows take the metrics euclidean and cosine, not " + metric
                        + ": make them dense, or choose one of these");
            }
            if (wanted != Method.AUTO && wanted != Method.BRUTE) {
                throw new InputException("sparse rows are searched by brute force: choose method brute or auto");
            }
            method = Method.BRUTE;
            reason = "brute force: the rows are sparse";
            points = null;
            sparse = new SparsePoints(s, metric);
            tiles = null;
            search = null;
            return;
        }
        Points own = new Points(matrix, metric);
        points = own;
        sparse = null;
        boolean tree = own.hasBoxes() && columns <= MOST_COLUMNS_OF_TREE && rows >= LEAST_ROWS_OF_TREE;
        method = wanted != Method.AUTO ? wanted : tree ? Method.KD_TREE : Method.BRUTE;
        if (method == Method.KD_TREE && !own.hasBoxes()) {
            throw new InputException("a k-d tree cannot be searched by " + metric
                    + ", whose distance to a box is unknown: choose method brute or vp-tree");
        }
        boolean tiled = method == Method.BRUTE && TileSearch.canHold(own);
        tiles = tiled ? TileSearch.of(own, loop) : null;
        search = switch (method) {
            case KD_TREE -> new KdTree(own, loop);
            case VP_TREE -> new VantagePointTree(own);
            default -> this::everyRow;
        };
        String why = wanted != Method.AUTO
                ? "as asked for"
                : tree
                        ? columns + " columns <= " + MOST_COLUMNS_OF_TREE + ", " + rows + " rows"
                        : !own.hasBoxes()
                                ? "no boxes under " + metric
                                : columns > MOST_COLUMNS_OF_TREE
                                        ? columns + " columns > " + MOST_COLUMNS_OF_TREE
                                        : rows + " rows < " + LEAST_ROWS_OF_TREE;
        reason = method.name().toLowerCase(Locale.ROOT).replace('_', '-') + (tiled ? " by tiles" : "") + ": " + why;
    }

    /// An index of these rows; the method is chosen by their shape.
    public static NeighborIndex of(Matrix rows, Metric metric) {
        return of(rows, metric, Method.AUTO, Parallel.SEQUENTIAL);
    }

    /// An index of these rows, built on the loop's threads.
    public static NeighborIndex of(Matrix rows, Metric metric, Method method, Parallel loop) {
        return new NeighborIndex(rows, metric, method, loop);
    }

    private static void checkFinite(Matrix matrix) {
        Matrix.Place place = matrix.firstNonFinite();
        if (place.exists()) {
            throw new InputException("row " + (place.row() + 1) + ", column " + (place.column() + 1)
                    + ": distances need finite numbers, was " + place.value());
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    /// The metric.
    public Metric metric() {
        return metric;
    }

    /// How neighbours are found; never [Method#AUTO].
    public Method method() {
        return method;
    }

    /// The method and why, in words.
    public String reason() {
        return reason;
    }

    @Override
    public Neighbors nearest(Matrix queries, int k, Parallel loop) {
        return found(checked(queries), checkedCount(k, rows), 0, false, loop);
    }

    /// The k other rows nearest to each indexed row.
    public Neighbors nearestOthers(int k, Parallel loop) {
        return found(Optional.empty(), checkedCount(k, rows - 1), 0, true, loop);
    }

    /// All rows within a distance of each query, that distance included.
    public Neighbors within(Matrix queries, double radius, Parallel loop) {
        return found(checked(queries), 0, Check.notNegative("radius", radius), false, loop);
    }

    /// All other rows within a distance of each indexed row.
    public Neighbors othersWithin(double radius, Parallel loop) {
        return found(Optional.empty(), 0, Check.notNegative("radius", radius), true, loop);
    }

    /// The k nearest to one query among some dense rows, at least k of them: for a search that has looked elsewhere
    /// which
    /// rows are near. Distances and order are those of [#nearest].
    public Neighbors nearestAmong(int[] candidates, double[] query, int k) {
        Points own = points;
        if (own == null) {
            throw new IllegalStateException("candidates are measured among dense rows, these are sparse");
        }
        checked(new DenseMatrix(1, query.length, query));
        checkedCount(k, candidates.length);
        double[] embedded = query.clone();
        own.embed(embedded, 0, 0);
        Nearest nearest = Nearest.of(k);
        for (int i : candidates) {
            nearest.offer(own.reduced(i, embedded, 0), i);
        }
        int[] ids = new int[k];
        double[] distances = new double[k];
        nearest.drainTo(distances, ids, 0);
        for (int c = 0; c < k; c++) {
            distances[c] = own.distance(distances[c]);
        }
        return new Neighbors(new int[] {0, k}, ids, distances);
    }

    private static int checkedCount(int k, int most) {
        if (k < 1 || k > most) {
            throw new InputException("k must be between 1 and " + most + ", the rows there are, was " + k);
        }
        return k;
    }

    private Optional<Matrix> checked(Matrix queries) {
        if (queries.columns() != columns) {
            throw new InputException(
                    "the index holds rows of " + columns + " columns, the queries have " + queries.columns());
        }
        checkFinite(queries);
        return Optional.of(queries);
    }

    private Neighbors found(Optional<Matrix> queries, int k, double radius, boolean others, Parallel loop) {
        int count = queries.map(Matrix::rows).orElse(rows);
        if (k > 0) {
            return counted(queries, count, k, others, loop);
        }
        double[][] distances = new double[count][];
        int[][] indices = new int[count][];
        search(queries, count, 0, radius, others, loop, (i, nearest) -> {
            double[] d = new double[nearest.size()];
            int[] ids = new int[d.length];
            nearest.drainTo(d, ids, 0);
            distances[i] = d;
            indices[i] = ids;
        });
        return joined(distances, indices, radius);
    }

    /// k for each query: straight into the answer.
    private Neighbors counted(Optional<Matrix> queries, int count, int k, boolean others, Parallel loop) {
        long size = (long) count * k;
        if (size > Integer.MAX_VALUE - 8) {
            throw new InputException(count + " queries of " + k + " neighbours each give " + size
                    + " answers, more than one array can hold (2147483639): ask for fewer queries at once");
        }
        int[] ids = new int[(int) size];
        double[] all = new double[(int) size];
        int[] starts = new int[count + 1];
        Arrays.setAll(starts, i -> i * k);
        search(queries, count, k, 0, others, loop, (i, nearest) -> {
            nearest.drainTo(all, ids, i * k);
            for (int c = i * k; c < (i + 1) * k; c++) {
                all[c] = distance(all[c]);
            }
        });
        return new Neighbors(starts, ids, all);
    }

    private void search(
            Optional<Matrix> queries,
            int count,
            int k,
            double radius,
            boolean others,
            Parallel loop,
            TileSearch.Result result) {
        if (sparse != null) {
            findSparse(sparse, queries, k, radius, others, loop, result);
        } else if (points != null) {
            findDense(points, queries, count, k, radius, others, loop, result);
        }
    }

    /// Finds the k rows nearest to one query, where k is that of `single`, without allocating; but under mahalanobis
    /// and metrics of the user.
    void nearest(double[] query, Single single) {
        for (int j = 0; j < columns; j++) {
            if (!Double.isFinite(query[j])) {
                throw new InputException(
                        "row 1, column " + (j + 1) + ": distances need finite numbers, was " + query[j]);
            }
        }
        single.nearest.clear();
        if (sparse != null) {
            int size = 0;
            double squares = 0;
            for (int j = 0; j < columns; j++) {
                if (query[j] != 0) {
                    single.columns[size] = j;
                    single.query[size++] = query[j];
                    squares += query[j] * query[j];
                }
            }
            double scale = sparse.scale(squares, 0);
            for (int c = 0; c < size; c++) {
                single.query[c] *= scale;
            }
            sparse.search(single.columns, single.query, 0, size, -1, single.nearest);
        } else if (points != null && search != null) {
            System.arraycopy(query, 0, single.query, 0, columns);
            points.embed(single.query, 0, 0);
            search.search(single.query, 0, -1, single.nearest);
        }
        single.nearest.drainTo(single.distances, single.indices, 0);
        for (int c = 0; c < single.distances.length; c++) {
            single.distances[c] = distance(single.distances[c]);
        }
    }

    /// What a search for one row needs, to be used again and again by one thread at a time.
    final class Single {
        final double[] distances;
        final int[] indices;
        private final Nearest nearest;
        private final double[] query = new double[NeighborIndex.this.columns];
        private final int[] columns = new int[sparse == null ? 0 : NeighborIndex.this.columns];

        Single(int k) {
            nearest = Nearest.of(k);
            distances = new double[k];
            indices = new int[k];
        }
    }

    private Neighbors joined(double[][] distances, int[][] indices, double radius) {
        int[] starts = new int[distances.length + 1];
        for (int i = 0; i < distances.length; i++) {
            int kept = 0;
            for (int c = 0; c < distances[i].length; c++) {
                double d = distance(distances[i][c]);
                distances[i][c] = d;
                kept += d <= radius ? 1 : 0;
            }
            starts[i + 1] = Math.addExact(starts[i], kept);
        }
        int[] ids = new int[starts[distances.length]];
        double[] all = new double[ids.length];
        for (int i = 0; i < distances.length; i++) {
            System.arraycopy(indices[i], 0, ids, starts[i], starts[i + 1] - starts[i]);
            System.arraycopy(distances[i], 0, all, starts[i], starts[i + 1] - starts[i]);
        }
        return new Neighbors(starts, ids, all);
    }

    private double distance(double reduced) {
        return sparse != null ? sparse.distance(reduced) : points == null ? reduced : points.distance(reduced);
    }

    private void findDense(
            Points own,
            Optional<Matrix> queries,
            int count,
            int k,
            double radius,
            boolean others,
            Parallel loop,
            TileSearch.Result result) {
        int chunk = tiles != null && k > 0 ? tiles.chunk(k) : Math.clamp(MOST_CELLS / columns, 64, 4096);
        for (int from = 0; from < count; from += chunk) {
            int first = from;
            int size = Math.min(chunk, count - from);
            double[] rowsOfChunk = own.values;
            int offset = from * columns;
            if (queries.isPresent()) {
                rowsOfChunk = new double[size * columns];
                offset = 0;
                for (int i = 0; i < size; i++) {
                    queries.get().copyRow(from + i, rowsOfChunk, i * columns);
                    own.embed(rowsOfChunk, i * columns, from + i);
                }
            }
            TileSearch.Result shifted = (i, nearest) -> result.take(first + i, nearest);
            if (tiles != null
                    && k > 0
                    && size >= TileSearch.LEAST_QUERIES
                    && near(rowsOfChunk, offset, size * columns)) {
                tiles.search(rowsOfChunk, offset, size, others ? from : -1, k, shifted, loop);
            } else {
                oneByOne(own, rowsOfChunk, offset, size, others ? from : -1, k, radius, loop, shifted);
            }
        }
    }

    private static boolean near(double[] values, int offset, int count) {
        double largest = 0;
        for (int i = offset; i < offset + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest < FAR;
    }

    private void oneByOne(
            Points own,
            double[] queries,
            int offset,
            int count,
            int self,
            int k,
            double radius,
            Parallel loop,
            TileSearch.Result result) {
        RowSearch by = search == null ? this::everyRow : search;
        double work = method == Method.KD_TREE ? 200.0 * columns : (double) rows * columns;
        int ofBlock = (int) Math.clamp(WORK_OF_BLOCK / work, 1, QUERIES_OF_BLOCK);
        int blocks = (count + ofBlock - 1) / ofBlock;
        loop.forWork(work * count).run(blocks, block -> {
            Nearest nearest = k > 0 ? Nearest.of(k) : Nearest.within(own.reach(radius));
            int end = Math.min(count, (block + 1) * ofBlock);
            for (int i = block * ofBlock; i < end; i++) {
                by.search(queries, offset + i * columns, self < 0 ? -1 : self + i, nearest);
                result.take(i, nearest);
            }
        });
    }

    private void everyRow(double[] query, int offset, int self, Nearest into) {
        Points own = points;
        if (own == null) {
            throw new IllegalStateException("dense rows are searched row by row, these are sparse");
        }
        for (int i = 0; i < rows; i++) {
            if (i != self) {
                double limit = into.limit();
                double d = own.reducedWithin(i, query, offset, limit);
                if (d <= limit) {
                    into.offer(d, i);
                }
            }
        }
    }

    private void findSparse(
            SparsePoints own,
            Optional<Matrix> queries,
            int k,
            double radius,
            boolean others,
            Parallel loop,
            TileSearch.Result result) {
        Matrix asked = queries.orElse(own.rows);
        int count = asked.rows();
        SparseMatrix narrow = asked instanceof SparseMatrix s ? s : sparse((DenseMatrix) asked);
        double[] scale = SparsePoints.scales(narrow, metric);
        loop.forWork((double) count * own.rows.stored()).run(count, i -> {
            int from = narrow.start(i);
            int to = narrow.end(i);
            double[] values = Arrays.copyOfRange(narrow.values(), from, to);
            for (int c = 0; c < values.length; c++) {
                values[c] *= scale[i];
            }
            Nearest nearest = k > 0 ? Nearest.of(k) : Nearest.within(own.reach(radius));
            own.search(
                    Arrays.copyOfRange(narrow.indices(), from, to), values, 0, values.length, others ? i : -1, nearest);
            result.take(i, nearest);
        });
    }

    private static SparseMatrix sparse(DenseMatrix dense) {
        int[] starts = new int[dense.rows() + 1];
        int[] indices = new int[16];
        double[] values = new double[16];
        double[] row = new double[dense.columns()];
        int size = 0;
        for (int i = 0; i < dense.rows(); i++) {
            dense.copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (row[j] != 0) {
                    if (size == indices.length) {
                        indices = Arrays.copyOf(indices, 2 * size);
                        values = Arrays.copyOf(values, 2 * size);
                    }
                    indices[size] = j;
                    values[size++] = row[j];
                }
            }
            starts[i + 1] = size;
        }
        return new SparseMatrix(dense.columns(), starts, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }

    @Override
    public String toString() {
        return "NeighborIndex[" + rows + " x " + columns + ", " + metric + ", " + reason + "]";
    }
}
