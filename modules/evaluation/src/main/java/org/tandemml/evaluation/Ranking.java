package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The scores of positive and of negative rows, each sorted: all that ROC curves and their area need.
///
/// Sorting the two sides apart needs no labels beside the scores, and merging them visits every distinct score once.
/// Scores are tied only if they are equal; −0 equals +0, and both sort next to each other. Rows of weight 0 are left
/// out, since they would add thresholds at which nothing happens.
final class Ranking {
    /// Receives each distinct score with the weight of the positive and negative rows that have it.
    interface Visitor {
        void visit(double score, double positive, double negative);
    }

    private record Side(double[] scores, double @Nullable [] weights) {
        static Side of(int[] rows, IntToDoubleFunction score, double @Nullable [] weights) {
            double[] values = new double[rows.length];
            double[] kept = weights == null ? null : new double[rows.length];
            int count = 0;
            for (int row : rows) {
                if (weights != null && kept != null) {
                    if (weights[row] == 0) {
                        continue;
                    }
                    kept[count] = weights[row];
                }
                values[count++] = score.applyAsDouble(row);
            }
            if (count < rows.length) {
                values = Arrays.copyOf(values, count);
                kept = kept == null ? null : Arrays.copyOf(kept, count);
            }
            ScoreSort.sort(values, kept);
            return new Side(values, kept);
        }

        double weight(int position) {
            return weights == null ? 1 : weights[position];
        }
    }

    private final Side positives;
    private final Side negatives;

    private Ranking(Side positives, Side negatives) {
        this.positives = positives;
        this.negatives = negatives;
    }

    static Ranking of(int[] positiveRows, int[] negativeRows, IntToDoubleFunction score, double @Nullable [] weights) {
        return new Ranking(Side.of(positiveRows, score, weights), Side.of(negativeRows, score, weights));
    }

    boolean hasPositives() {
        return positives.scores.length > 0;
    }

    boolean hasNegatives() {
        return negatives.scores.length > 0;
    }

    /// Visits the distinct scores in descending order.
    void descending(Visitor visitor) {
        double[] p = positives.scores;
        double[] q = negatives.scores;
        int i = p.length - 1;
        int j = q.length - 1;
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
}
