package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Functions;

/// LambdaMART: ranks the rows of each query by margin so that NDCG is high, see [Objective#ndcg()].
///
/// For each pair of rows of a query of which a is more relevant than b, with `ρ = 1 / (1 + exp(f_a − f_b))` and the
/// change Δ in NDCG that swapping the two would make, `g_a −= ρ·Δ`, `g_b += ρ·Δ`, and both Hessians grow by
/// `ρ·(1 − ρ)·Δ`: the derivatives of `Σ Δ·log(1 + exp(f_b − f_a))` with Δ held fixed. Only pairs count of which one
/// stands among the first `truncation` ranks. The gain of relevance l is `2^l − 1`, the discount of rank r (from 1)
/// `1/log₂(r + 1)`; rows of equal margin rank in their order in the data.
///
/// Normalised as in LightGBM, which evens out queries of different size: Δ is divided by `0.01 + |f_a − f_b|`, and the
/// derivatives of a query by `S / log₂(1 + S)`, S being twice the sum of its ρ·Δ.
///
/// **Source**: C. J. C. Burges, *From RankNet to LambdaRank to LambdaMART: an overview*, MSR-TR-2010-82, sections 4
/// and 7. **Cost**: O(m·min(m, truncation)) for a query of m rows.
///
/// @param truncation ranks up to this one are to be right
/// @param normalized whether queries are evened out
record NdcgObjective(int truncation, boolean normalized) implements Objective {
    /// LightGBM's default.
    static final int TRUNCATION = 30;

    /// Largest relevance: gains stay exact.
    private static final int MOST_RELEVANT = 31;

    NdcgObjective {
        Check.atLeast("truncation of the ndcg objective", truncation, 1);
    }

    @Override
    public String name() {
        return "ndcg";
    }

    @Override
    public Response response() {
        return Response.IDENTITY;
    }

    @Override
    public int outputs(int classes) {
        if (classes > 0) {
            throw new InputException("the ndcg objective takes relevances as numbers and the target holds " + classes
                    + " classes: give the target as numbers");
        }
        return 1;
    }

    @Override
    public void check(Labels labels) {
        labels.require(
                name(),
                "relevances 0, 1, 2, … " + MOST_RELEVANT,
                y -> y >= 0 && y <= MOST_RELEVANT && y == Math.rint(y));
        if (labels.groupEnds().length == 0) {
            throw new InputException(
                    "the ndcg objective ranks the rows of each query and the data have no queries: name the column"
                            + " that tells them apart with group=COLUMN");
        }
    }

    @Override
    public double[] baseScore(Labels labels) {
        return new double[1];
    }

    @Override
    public boolean rowwise() {
        return false;
    }

    /// Rows `from .. to - 1` must be whole queries.
    @Override
    public void derivatives(Labels labels, double[] margins, double[] gradient, double[] hessian, int from, int to) {
        int[] ends = labels.groupEnds();
        int query = Arrays.binarySearch(ends, from);
        query = query < 0 ? 0 : query + 1;
        Arrays.fill(gradient, from, to, 0);
        Arrays.fill(hessian, from, to, 0);
        for (int start = from; start < to; start = ends[query++]) {
            new Query(labels, margins, start, ends[query]).addTo(gradient, hessian);
        }
    }

    /// One query: its rows in the order of their margins.
    private final class Query {
        private final Labels labels;
        private final int from;
        private final int[] order;
        private final double[] margin;
        private final double[] gain;
        private final double[] discount;
        private final double ideal;

        Query(Labels labels, double[] margins, int from, int to) {
            this.labels = labels;
            this.from = from;
            int rows = to - from;
            order = descending(margins, from, rows);
            margin = new double[rows];
            gain = new double[rows];
            discount = new double[rows];
            for (int rank = 0; rank < rows; rank++) {
                margin[rank] = margins[order[rank]];
                gain[rank] = Math.scalb(1.0, (int) labels.values()[order[rank]]) - 1;
                discount[rank] = discount(rank);
            }
            double[] best = gain.clone();
            Arrays.sort(best);
            double sum = 0;
            for (int rank = 0; rank < Math.min(rows, truncation); rank++) {
                sum += best[rows - 1 - rank] * discount[rank];
            }
            ideal = sum;
        }

        void addTo(double[] gradient, double[] hessian) {
            int rows = order.length;
            if (!(ideal > 0)) {
                return;
            }
            boolean spread = normalized && margin[0] != margin[rows - 1];
            double sum = 0;
            for (int i = 0; i < Math.min(rows - 1, truncation); i++) {
                for (int j = i + 1; j < rows; j++) {
                    if (gain[i] == gain[j]) {
                        continue;
                    }
                    int high = gain[i] > gain[j] ? i : j;
                    int low = i + j - high;
                    double difference = margin[high] - margin[low];
                    double delta = (gain[high] - gain[low]) * Math.abs(discount[high] - discount[low]) / ideal;
                    if (spread) {
                        delta /= 0.01 + Math.abs(difference);
                    }
                    double rho = Functions.sigmoid(-difference);
                    double force = rho * delta;
                    double curvature = rho * (1 - rho) * delta;
                    gradient[order[high]] -= force;
                    gradient[order[low]] += force;
                    hessian[order[high]] += curvature;
                    hessian[order[low]] += curvature;
                    sum += 2 * force;
                }
            }
            double factor = normalized && sum > 0 ? Math.log1p(sum) / (Math.log(2) * sum) : 1;
            for (int row = from; row < from + rows; row++) {
                gradient[row] *= factor * labels.weight(row);
                hessian[row] *= factor * labels.weight(row);
            }
        }
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }

    /// The rows `from .. from + count - 1` by falling margin, equal ones in their order.
    private static int[] descending(double[] margins, int from, int count) {
        Integer[] rows = new Integer[count];
        Arrays.setAll(rows, i -> from + i);
        Arrays.sort(rows, (a, b) -> Double.compare(margins[b], margins[a]));
        int[] order = new int[count];
        Arrays.setAll(order, i -> rows[i]);
        return order;
    }

    @Override
    public RoundMetric metric() {
        return RoundMetric.parse("ndcg");
    }

    @Override
    public String toString() {
        return truncation == TRUNCATION ? name() : name() + ":" + truncation;
    }
}
