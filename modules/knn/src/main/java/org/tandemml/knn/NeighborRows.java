package org.tandemml.knn;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// The training rows of a model of neighbours: their index, their weights, and which of them vote for a query.
///
/// Weights mean repetition: a row of weight 3 is three neighbours at one place. So the rows that vote are the nearest
/// ones whose weights add up to k; of the last one only what is needed to get there counts.
final class NeighborRows {
    private static final int MOST_AUTO = 50;
    private static final double DROWNING = 100;

    final Matrix rows;
    final double[] weights;
    final NeighborIndex index;
    private final boolean unit;
    private final double total;
    /// What the last search for one row used.
    private final AtomicReference<@Nullable Voting> spare = new AtomicReference<>();

    NeighborRows(Matrix rows, double[] weights, Metric metric, Method method, Parallel loop) {
        this.rows = rows;
        this.weights = weights;
        index = NeighborIndex.of(rows, metric, method, loop);
        unit = Arrays.stream(weights).allMatch(w -> w == 1);
        total = Arrays.stream(weights).sum();
    }

    /// The rows of `data` with a weight above 0, and their positions.
    static int[] kept(Dataset data) {
        int[] kept =
                IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
        if (kept.length == 0) {
            throw new InputException("all rows have weight 0: give at least one a positive weight");
        }
        return kept;
    }

    static NeighborRows of(Dataset data, int[] kept, Metric metric, Method method, Parallel loop) {
        Matrix rows = switch (data.features()) {
            case DenseMatrix dense -> (kept.length == data.rows() ? dense : dense.select(kept)).contiguous();
            case SparseMatrix sparse -> (kept.length == data.rows() ? sparse : sparse.select(kept)).contiguous();
        };
        double[] weights = Arrays.stream(kept).mapToDouble(data::weight).toArray();
        return new NeighborRows(rows, weights, metric, method, loop);
    }

    /// Refuses a count that the rows cannot fill.
    void require(int k) {
        if (k > total) {
            throw new InputException("k is " + k + ", but the rows " + (unit ? "number only " : "weigh only ")
                    + (unit ? Integer.toString(rows.rows()) : Double.toString(total)) + ": choose a smaller k");
        }
    }

    /// The largest count that `auto` tries.
    int mostAuto() {
        int most = (int) Math.min(MOST_AUTO, Math.ceil(Math.sqrt(total)));
        return Math.max(
                1, Math.min(most, (int) (total - Arrays.stream(weights).max().orElse(1))));
    }

    /// Rows that hold at least k by weight for each query, or each row itself left out if there are no queries.
    Neighbors candidates(Matrix queries, int k, Parallel loop) {
        int count = Math.min(rows.rows(), k);
        while (true) {
            Neighbors found = index.nearest(queries, count, loop);
            if (unit || count == rows.rows() || enough(found, k)) {
                return found;
            }
            count = Math.min(rows.rows(), 2 * count);
        }
    }

    Neighbors others(int k, Parallel loop) {
        int count = Math.min(rows.rows() - 1, k);
        while (true) {
            Neighbors found = index.nearestOthers(count, loop);
            if (unit || count == rows.rows() - 1 || enough(found, k)) {
                return found;
            }
            count = Math.min(rows.rows() - 1, 2 * count);
        }
    }

    private boolean enough(Neighbors found, int k) {
        for (int i = 0; i < found.queries(); i++) {
            double sum = 0;
            for (int c = found.starts()[i]; c < found.starts()[i + 1]; c++) {
                sum += weights[found.indices()[c]];
            }
            if (sum < k) {
                return false;
            }
        }
        return true;
    }

    /// The votes of the neighbours `from .. to-1`, in order: each one's weight as far as it counts, times what its
    /// distance is worth, written to `out` from 0 on. Returns how many vote.
    int votes(int[] ids, double[] distances, int from, int to, int k, Vote vote, double[] out) {
        double left = k;
        boolean zeros = to > from && distances[from] == 0;
        int count = 0;
        double sum = 0;
        for (int c = from; c < to && left > 0; c++) {
            double counts = Math.min(left, weights[ids[c]]);
            left -= counts;
            double worth = counts * vote.weight(distances[c], zeros);
            out[count++] = worth;
            sum += worth;
        }
        if (sum == 0) {
            return votes(ids, distances, from, to, k, Vote.UNIFORM, out);
        }
        return count;
    }

    /// The nearest rows of one query, with their votes in `single.votes`, and how many vote; nothing is allocated but
    /// where weights ask for more rows than k. To be given back.
    Voting one(double[] query, int k, Vote vote) {
        Voting idle = spare.getAndSet(null);
        Voting voting = idle == null || idle.single.indices.length < Math.min(k, rows.rows())
                ? new Voting(Math.min(k, rows.rows()))
                : idle;
        index.nearest(query, voting.single);
        while (!unit && voting.single.indices.length < rows.rows() && voting.weight(weights) < k) {
            voting = new Voting(Math.min(rows.rows(), 2 * voting.single.indices.length));
            index.nearest(query, voting.single);
        }
        NeighborIndex.Single single = voting.single;
        voting.count = votes(single.indices, single.distances, 0, single.indices.length, k, vote, voting.votes);
        return voting;
    }

    /// Keeps what a search used for the next one.
    void giveBack(Voting voting) {
        spare.set(voting);
    }

    /// The neighbours of one query and their votes.
    final class Voting {
        final NeighborIndex.Single single;
        final double[] votes;
        int count;

        Voting(int k) {
            single = index.new Single(k);
            votes = new double[k];
        }

        private double weight(double[] weights) {
            double sum = 0;
            for (int id : single.indices) {
                sum += weights[id];
            }
            return sum;
        }
    }

    /// Says so when one column spreads so much that it alone decides what is near.
    Optional<String> drowned(Schema schema) {
        Metric metric = index.metric();
        boolean minds = metric instanceof Metric.Euclidean
                || metric instanceof Metric.Manhattan
                || metric instanceof Metric.Chebyshev
                || metric instanceof Metric.Minkowski;
        if (!minds || rows.columns() < 2 || !(rows instanceof DenseMatrix dense)) {
            return Optional.empty();
        }
        int p = dense.columns();
        double[] mean = new double[p];
        double[] squares = new double[p];
        for (int i = 0; i < dense.rows(); i++) {
            for (int j = 0; j < p; j++) {
                double d = dense.values()[i * p + j] - mean[j];
                mean[j] += d / (i + 1);
                squares[j] += d * (dense.values()[i * p + j] - mean[j]);
            }
        }
        double sum = Arrays.stream(squares).sum();
        for (int j = 0; j < p; j++) {
            if (squares[j] > DROWNING * (sum - squares[j])) {
                return Optional.of("column \"" + schema.column(j).name()
                        + "\" spreads so much wider than all others that it alone decides what is near: put Standardize"
                        + " before it if the units differ");
            }
        }
        return Optional.empty();
    }

    void write(Fields.Writer out) {
        if (index.metric() instanceof Metric.Custom custom) {
            throw new InputException("the metric " + custom.name()
                    + " is a program, which a file cannot hold: the model" + " lives as long as this process");
        }
        out.text("metric", index.metric().toString());
        out.text("method", index.method().name());
        out.numbers("weights", weights.clone());
        out.flag("sparse", rows instanceof SparseMatrix);
        switch (rows) {
            case DenseMatrix dense -> out.numbers("rows", dense.values().clone());
            case SparseMatrix sparse -> {
                int n = sparse.rows();
                out.integers(
                        "starts",
                        IntStream.rangeClosed(0, n)
                                .map(i -> i < n ? sparse.start(i) : sparse.end(n - 1))
                                .toArray());
                out.integers("indices", sparse.indices().clone());
                out.numbers("cells", sparse.values().clone());
            }
        }
    }

    static NeighborRows read(Fields.Reader in) {
        int p = in.schema().size();
        double[] weights = in.numbers("weights");
        for (double weight : weights) {
            Check.positive("weight", weight);
        }
        Matrix rows = in.flag("sparse")
                ? new SparseMatrix(p, in.integers("starts"), in.integers("indices"), in.numbers("cells"))
                : new DenseMatrix(weights.length, p, in.numbers("rows", Math.multiplyExact(weights.length, p)));
        if (rows.rows() != weights.length) {
            throw new InputException(
                    "the model file holds " + rows.rows() + " rows and " + weights.length + " weights");
        }
        Method method = Arrays.stream(Method.values())
                .filter(m -> m.name().equals(in.text("method")))
                .findFirst()
                .orElseThrow(() -> new InputException("the model file names the unknown method " + in.text("method")));
        return new NeighborRows(rows, weights, Metric.parse(in.text("metric")), method, Parallel.SEQUENTIAL);
    }
}
