package org.tandemml.knn;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;

/// The training rows of a model of neighbours: their index and their weights.
final class NeighborRows {
    private static final int MOST_AUTO = 50;

    final Matrix rows;
    final NeighborWeights weights;
    final NeighborIndex index;
    /// What the last search for one row used.
    private final AtomicReference<@Nullable Voting> spare = new AtomicReference<>();

    NeighborRows(Matrix rows, NeighborWeights weights, Metric metric, Method method, Parallel loop) {
        this.rows = rows;
        this.weights = weights;
        index = NeighborIndex.of(rows, metric, method, loop);
    }

    static NeighborRows of(Dataset data, int[] kept, Metric metric, Method method, Parallel loop) {
        Matrix rows = switch (data.features()) {
            case DenseMatrix dense -> (kept.length == data.rows() ? dense : dense.select(kept)).contiguous();
            case SparseMatrix sparse -> (kept.length == data.rows() ? sparse : sparse.select(kept)).contiguous();
        };
        return new NeighborRows(rows, NeighborWeights.of(data, kept), metric, method, loop);
    }

    /// The largest count that `auto` tries.
    int mostAuto() {
        int most = (int) Math.min(MOST_AUTO, Math.ceil(Math.sqrt(weights.total())));
        return Math.max(1, Math.min(most, (int) (weights.total() - weights.largest())));
    }

    /// Rows near each row itself that hold at least k by weight.
    Neighbors others(int k, Parallel loop) {
        int count = Math.min(rows.rows() - 1, k);
        while (true) {
            Neighbors found = index.nearestOthers(count, loop);
            if (count == rows.rows() - 1 || weights.enough(found, k)) {
                return found;
            }
            count = Math.min(rows.rows() - 1, 2 * count);
        }
    }

    /// The nearest rows of one query, with their votes in `single.votes`, and how many vote; nothing is allocated but
    /// where weights ask for more rows than k. To be given back.
    Voting one(double[] query, int k, Vote vote) {
        Voting idle = spare.getAndSet(null);
        Voting voting = idle == null || idle.single.indices.length < Math.min(k, rows.rows())
                ? new Voting(Math.min(k, rows.rows()))
                : idle;
        index.nearest(query, voting.single);
        while (!weights.unit() && voting.single.indices.length < rows.rows() && voting.weight() < k) {
            voting = new Voting(Math.min(rows.rows(), 2 * voting.single.indices.length));
            index.nearest(query, voting.single);
        }
        NeighborIndex.Single single = voting.single;
        voting.count = weights.votes(single.indices, single.distances, 0, single.indices.length, k, vote, voting.votes);
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

        private double weight() {
            double sum = 0;
            for (int id : single.indices) {
                sum += weights.of(id);
            }
            return sum;
        }
    }

    void write(Fields.Writer out) {
        if (index.metric() instanceof Metric.Custom custom) {
            throw new InputException("the metric " + custom.name()
                    + " is a program, which a file cannot hold: the model" + " lives as long as this process");
        }
        out.text("metric", index.metric().toString());
        out.text("method", index.method().name());
        out.numbers("weights", weights.values());
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
        NeighborWeights weights = new NeighborWeights(in.numbers("weights"));
        Matrix rows = in.flag("sparse")
                ? new SparseMatrix(p, in.integers("starts"), in.integers("indices"), in.numbers("cells"))
                : new DenseMatrix(weights.rows(), p, in.numbers("rows", Math.multiplyExact(weights.rows(), p)));
        if (rows.rows() != weights.rows()) {
            throw new InputException(
                    "the model file holds " + rows.rows() + " rows and " + weights.rows() + " weights");
        }
        Method method = Arrays.stream(Method.values())
                .filter(m -> m.name().equals(in.text("method")))
                .findFirst()
                .orElseThrow(() -> new InputException("the model file names the unknown method " + in.text("method")));
        return new NeighborRows(rows, weights, Metric.parse(in.text("metric")), method, Parallel.SEQUENTIAL);
    }
}
