package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;

/// The scores of positive and of negative rows, each sorted: all that ROC, precision–recall and gain curves need.
///
/// Sorting the two sides apart needs no labels beside the scores, and merging them visits every distinct score once.
/// Scores are tied only if they are equal; −0 equals +0, and both sort next to each other. Rows of weight 0 are left
/// out, since they would add thresholds at which nothing happens.
final class Ranking {
    /// Receives each distinct score with the weight of the positive and negative rows that have it.
    interface Visitor {
        void visit(double score, double positive, double negative);
    }

    /// The first `count` scores, ascending, with their weights; weights of null are all 1.
    private record Side(double[] scores, double @Nullable [] weights, int count) {
        /// Takes the arrays over; only the first `rows` entries count.
        static Side sorted(double[] scores, double @Nullable [] weights, int rows) {
            int count = rows;
            if (weights != null) {
                count = 0;
                for (int i = 0; i < rows; i++) {
                    if (weights[i] != 0) {
                        scores[count] = scores[i];
                        weights[count++] = weights[i];
                    }
                }
            }
            ScoreSort.sort(scores, weights, count);
            return new Side(scores, weights, count);
        }

        static Side of(int[] rows, IntToDoubleFunction score, double @Nullable [] weights) {
            double[] values = new double[rows.length];
            Arrays.setAll(values, i -> score.applyAsDouble(rows[i]));
            double[] own = weights == null
                    ? null
                    : Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
            return sorted(values, own, rows.length);
        }

        double weight(int position) {
            return weights == null ? 1 : weights[position];
        }
    }

    private final Side positives;
    private final Side negatives;
    private final String noPositives;
    private final String noNegatives;

    private Ranking(Side positives, Side negatives, String noPositives, String noNegatives) {
        this.positives = positives;
        this.negatives = negatives;
        this.noPositives = noPositives;
        this.noNegatives = noNegatives;
    }

    /// Checks and ranks rows that are positive or not.
    static Ranking of(boolean[] positive, double[] scores, double @Nullable [] weights) {
        int n = scores.length;
        Check.length("positive", positive.length, n);
        Rows.checkWeights(weights, n);
        Rows.checkScores(scores);
        int count = 0;
        for (boolean p : positive) {
            count += p ? 1 : 0;
        }
        return new Ranking(
                side(positive, true, count, scores, weights),
                side(positive, false, n - count, scores, weights),
                "no positive row",
                "no negative row");
    }

    private static Side side(
            boolean[] positive, boolean wanted, int count, double[] scores, double @Nullable [] weights) {
        double[] own = weights == null ? null : chosen(positive, wanted, count, weights);
        return Side.sorted(chosen(positive, wanted, count, scores), own, count);
    }

    // One entry more than needed: each value is written, and the next overwrites it unless it was wanted. That needs no
    // branch, which labels in random order would mispredict every other time.
    private static double[] chosen(boolean[] positive, boolean wanted, int count, double[] values) {
        double[] chosen = new double[count + 1];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            chosen[next] = values[i];
            next += positive[i] == wanted ? 1 : 0;
        }
        return chosen;
    }

    /// Ranks chosen rows that have been checked; the texts say why a curve without one side is undefined.
    static Ranking of(
            int[] positiveRows,
            int[] negativeRows,
            IntToDoubleFunction score,
            double @Nullable [] weights,
            String noPositives,
            String noNegatives) {
        return new Ranking(
                Side.of(positiveRows, score, weights), Side.of(negativeRows, score, weights), noPositives, noNegatives);
    }

    boolean hasPositives() {
        return positives.count > 0;
    }

    /// Number of positive rows, whatever their weight.
    int positiveRows() {
        return positives.count;
    }

    /// Number of negative rows, whatever their weight.
    int negativeRows() {
        return negatives.count;
    }

    /// Why there is no ROC curve, or null.
    @Nullable
    String missingSide() {
        if (positives.count == 0) {
            return noPositives;
        }
        return negatives.count == 0 ? noNegatives : null;
    }

    /// Visits the distinct scores in descending order.
    void descending(Visitor visitor) {
        double[] p = positives.scores;
        double[] q = negatives.scores;
        int i = positives.count - 1;
        int j = negatives.count - 1;
        while (i >= 0 || j >= 0) {
            double score = j < 0 || (i >= 0 && p[i] > q[j]) ? p[i] : q[j];
            double positive = 0;
            while (i >= 0 && p[i] == score) {
                positive += positives.weight(i--);
            }
            double negative = 0;
            while (j >= 0 && q[j] == score) {
                negative += negatives.weight(j--);
            }
            visitor.visit(score, positive, negative);
        }
    }

    /// The area under the ROC curve, or why there is none.
    Score auc() {
        String reason = missingSide();
        return reason == null ? Score.of(Metric.AUC, area()) : Score.undefined(Metric.AUC, reason);
    }

    /// The area under the ROC curve, for rankings with positives and negatives: the share of pairs that are ranked
    /// correctly, ties counted half. Without weights all sums are whole numbers, exact up to about 10⁸ rows.
    double area() {
        double[] sums = new double[3];
        descending((score, positive, negative) -> {
            sums[2] += negative * (2 * sums[0] + positive);
            sums[0] += positive;
            sums[1] += negative;
        });
        return Math.min(1, sums[2] / (2 * sums[0] * sums[1]));
    }

    /// Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct scores, or why there is none.
    Score averagePrecision() {
        if (!hasPositives()) {
            return Score.undefined(Metric.AVERAGE_PRECISION, noPositives);
        }
        double[] sums = new double[3];
        descending((score, positive, negative) -> {
            sums[0] += positive;
            sums[1] += negative;
            sums[2] += positive * (sums[0] / (sums[0] + sums[1]));
        });
        return Score.of(Metric.AVERAGE_PRECISION, Math.min(1, sums[2] / sums[0]));
    }
}
