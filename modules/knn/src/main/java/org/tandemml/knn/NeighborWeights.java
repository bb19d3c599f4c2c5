package org.tandemml.knn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// The weights of the rows of a model of neighbours, and the votes that follow from them.
///
/// Weights mean repetition: a row of weight 3 is three neighbours at one place. So the rows that vote are the nearest
/// ones whose weights add up to k; of the last one only what is needed to get there counts. A row's vote is that part
/// of its weight times what its distance is worth by [Vote]; where all are worth 0 they count alike.
///
/// **Cost**: a search, and O(k) a query. **Determinism**: that of the search. **Errors**: `InputException` for weights
/// that are not above 0 and for a k beyond their sum.
public final class NeighborWeights {
    private final double[] values;
    private final boolean unit;
    private final double total;

    /// The weights of all rows, finite and above 0.
    public NeighborWeights(double[] weights) {
        values = weights.clone();
        for (double weight : values) {
            Check.positive("weight", weight);
        }
        unit = Arrays.stream(values).allMatch(w -> w == 1);
        total = Arrays.stream(values).sum();
    }

    /// The rows of `data` with a weight above 0, by position: those a model keeps.
    public static int[] kept(Dataset data) {
        int[] kept =
                IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
        if (kept.length == 0) {
            throw new InputException("all rows have weight 0: give at least one a positive weight");
        }
        return kept;
    }

    /// The weights of the rows kept.
    public static NeighborWeights of(Dataset data, int[] kept) {
        return new NeighborWeights(Arrays.stream(kept).mapToDouble(data::weight).toArray());
    }

    /// The number of rows.
    public int rows() {
        return values.length;
    }

    /// The weight of row i.
    public double of(int i) {
        return values[i];
    }

    /// All weights, as a copy.
    public double[] values() {
        return values.clone();
    }

    double total() {
        return total;
    }

    double largest() {
        return Arrays.stream(values).max().orElse(1);
    }

    /// Whether all are 1.
    boolean unit() {
        return unit;
    }

    /// Refuses a count that the rows cannot fill.
    public void require(int k) {
        if (Check.atLeast("k", k, 1) > total) {
            throw new InputException("k is " + k + ", but the rows " + (unit ? "number only " : "weigh only ")
                    + (unit ? Integer.toString(values.length) : Double.toString(total)) + ": choose a smaller k");
        }
    }

    /// Rows near each query that hold at least k by weight, or all there are. Those of a query do not depend on the
    /// others.
    Neighbors nearest(NeighborSearch search, Matrix queries, int k, Parallel loop) {
        return nearest(search, queries, k, Math.min(values.length, k), loop);
    }

    private Neighbors nearest(NeighborSearch search, Matrix queries, int k, int count, Parallel loop) {
        Neighbors found = search.nearest(queries, count, loop);
        if (unit || count == values.length) {
            return found;
        }
        int[] lacking = IntStream.range(0, found.queries())
                .filter(i -> !enough(found, i, k))
                .toArray();
        if (lacking.length == 0) {
            return found;
        }
        int more = (int) Math.min(values.length, 2L * count);
        return found.with(lacking, nearest(search, queries.select(lacking), k, more, loop));
    }

    /// Whether those found for each query hold at least k by weight.
    boolean enough(Neighbors found, int k) {
        return unit || IntStream.range(0, found.queries()).allMatch(i -> enough(found, i, k));
    }

    private boolean enough(Neighbors found, int query, int k) {
        double sum = 0;
        for (int c = found.starts()[query]; c < found.starts()[query + 1]; c++) {
            sum += values[found.indices()[c]];
        }
        return sum >= k;
    }

    /// Turns the shares of the votes for the classes of a row into its scores: with two classes `±(p₂ − p₁)`, else the
    /// shares themselves.
    public static void toScores(double[] shares, int at, int classes) {
        if (classes == 2) {
            double difference = shares[at + 1] - shares[at];
            shares[at] = -difference;
            shares[at + 1] = difference;
        }
    }

    /// The scores of rows of shares.
    public static DenseMatrix scores(DenseMatrix shares) {
        double[] values = shares.values().clone();
        for (int at = 0; at < values.length; at += shares.columns()) {
            toScores(values, at, shares.columns());
        }
        return new DenseMatrix(shares.rows(), shares.columns(), values);
    }

    /// The votes of the neighbours `from .. to-1`, in order, written to `out` from 0 on. Returns how many vote.
    int votes(int[] ids, double[] distances, int from, int to, int k, Vote vote, double[] out) {
        double left = k;
        boolean zeros = to > from && distances[from] == 0;
        int count = 0;
        double sum = 0;
        for (int c = from; c < to && left > 0; c++) {
            double counts = Math.min(left, values[ids[c]]);
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

    /// The share of each class in the votes, a row for each query.
    ///
    /// @param codes the class of each of the rows searched
    public DenseMatrix shares(
            NeighborSearch search, Matrix queries, int k, Vote vote, int[] codes, int classes, Parallel loop) {
        double[] out = DenseMatrix.allocate(queries.rows(), classes);
        if (queries.rows() > 0) {
            Neighbors found = nearest(search, queries, k, loop);
            double[] votes = new double[found.most()];
            for (int i = 0; i < queries.rows(); i++) {
                int from = found.starts()[i];
                int count = votes(found.indices(), found.distances(), from, found.starts()[i + 1], k, vote, votes);
                shares(found.indices(), from, count, votes, codes, classes, out, i * classes);
            }
        }
        return new DenseMatrix(queries.rows(), classes, out);
    }

    static void shares(int[] ids, int from, int count, double[] votes, int[] codes, int classes, double[] out, int at) {
        Arrays.fill(out, at, at + classes, 0);
        double sum = 0;
        for (int c = 0; c < count; c++) {
            out[at + codes[ids[from + c]]] += votes[c];
        }
        for (int c = at; c < at + classes; c++) {
            sum += out[c];
        }
        for (int c = at; c < at + classes; c++) {
            out[c] /= sum;
        }
    }

    /// The mean of the targets by their votes, for each query.
    ///
    /// @param targets the number of each of the rows searched
    public double[] means(NeighborSearch search, Matrix queries, int k, Vote vote, double[] targets, Parallel loop) {
        double[] out = new double[queries.rows()];
        if (out.length > 0) {
            Neighbors found = nearest(search, queries, k, loop);
            double[] votes = new double[found.most()];
            for (int i = 0; i < out.length; i++) {
                int from = found.starts()[i];
                int count = votes(found.indices(), found.distances(), from, found.starts()[i + 1], k, vote, votes);
                out[i] = mean(found.indices(), from, count, votes, targets);
            }
        }
        return out;
    }

    static double mean(int[] ids, int from, int count, double[] votes, double[] targets) {
        double sum = 0;
        double weight = 0;
        for (int c = 0; c < count; c++) {
            sum += votes[c] * targets[ids[from + c]];
            weight += votes[c];
        }
        return sum / weight;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighborWeights that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "NeighborWeights[" + values.length + (unit ? " of 1]" : " of sum " + total + "]");
    }
}
