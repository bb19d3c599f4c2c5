package org.tandemml.evaluation;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Normalised discounted cumulative gain: how much of the relevance a ranking puts on top, as a share of the best
/// order.
///
/// `DCG = Σ_{r ≤ cutoff} gain(relevance of rank r) / log₂(r + 1)`, NDCG = DCG / the DCG of the order by relevance.
/// Rows of equal score share the mean gain of their ranks, so that the order of rows does not matter. A query without
/// any relevant row has no NDCG: alone it is undefined, among others it is left out of their mean (scikit-learn
/// counts it as 0, XGBoost and LightGBM as 1).
///
/// **Source**: K. Järvelin and J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20 (2002);
/// F. McSherry and M. Najork, Computing information retrieval performance measures efficiently in the presence of
/// tied scores, ECIR 2008 (ties). **Cost**: O(n log n). Deterministic. **Errors**: [InputException] for a negative
/// relevance and a `NaN` score, naming the row.
///
/// @param gain what a relevance is worth
/// @param cutoff ranks beyond count nothing
public record Ndcg(Gain gain, int cutoff) {
    /// What a relevance is worth.
    public enum Gain {
        /// The relevance itself, as in scikit-learn.
        LINEAR,
        /// 2^relevance − 1, as in XGBoost and LightGBM.
        EXPONENTIAL;

        double of(double relevance) {
            return this == LINEAR ? relevance : Math.pow(2, relevance) - 1;
        }
    }

    public Ndcg {
        Check.atLeast("cutoff", cutoff, 1);
    }

    /// Linear gain, all ranks.
    public Ndcg() {
        this(Gain.LINEAR, Integer.MAX_VALUE);
    }

    public Ndcg withGain(Gain gain) {
        return new Ndcg(gain, cutoff);
    }

    public Ndcg withCutoff(int cutoff) {
        return new Ndcg(gain, cutoff);
    }

    /// The NDCG of one query.
    public Score of(double[] relevance, double[] scores) {
        return of(relevance, scores, new int[scores.length]);
    }

    /// The mean NDCG of the queries; rows of equal `query` belong together, wherever they are.
    public Score of(double[] relevance, double[] scores, int[] query) {
        int n = scores.length;
        Check.length("relevance", relevance.length, n);
        Check.length("query", query.length, n);
        Rows.checkScores(scores);
        double[] queries = new double[n];
        double[] order = new double[n];
        for (int i = 0; i < n; i++) {
            if (!(relevance[i] >= 0) || Double.isInfinite(gain.of(relevance[i]))) {
                throw new InputException(
                        "the relevance of row " + (i + 1) + " must be >= 0 and finite, was " + relevance[i]);
            }
            queries[i] = query[i];
            order[i] = i;
        }
        ScoreSort.sort(queries, order);
        double sum = 0;
        int counted = 0;
        for (int from = 0, to; from < n; from = to) {
            to = Cumulative.upperBound(queries, queries[from]);
            int[] rows = new int[to - from];
            for (int i = from; i < to; i++) {
                rows[i - from] = (int) order[i];
            }
            double best = dcg(relevance, relevance, rows);
            if (best > 0) {
                sum += dcg(relevance, scores, rows) / best;
                counted++;
            }
        }
        if (counted == 0) {
            return Score.undefined(Metric.NDCG, n == 0 ? "no row" : "no row is relevant");
        }
        return Score.of(Metric.NDCG, Math.min(1, sum / counted));
    }

    private double dcg(double[] relevance, double[] scores, int[] rows) {
        double[] ranked = Arrays.stream(rows).mapToDouble(i -> -scores[i]).toArray();
        double[] gains =
                Arrays.stream(rows).mapToDouble(i -> gain.of(relevance[i])).toArray();
        ScoreSort.sort(ranked, gains);
        double sum = 0;
        for (int from = 0, to; from < ranked.length; from = to) {
            double gainOfTies = 0;
            double discounts = 0;
            for (to = from; to < ranked.length && ranked[to] == ranked[from]; to++) {
                gainOfTies += gains[to];
                discounts += to < cutoff ? Math.log(2) / Math.log(to + 2.0) : 0;
            }
            sum += discounts * (gainOfTies / (to - from));
        }
        return sum;
    }
}
