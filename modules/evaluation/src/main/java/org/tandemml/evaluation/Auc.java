package org.tandemml.evaluation;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;

/// The area under the ROC curve, for two classes and for more, straight from the ranking.
///
/// For two classes it is the probability that a random positive row scores above a random negative one, ties counted
/// half: `AUC = (#{s⁺ > s⁻} + ½ #{s⁺ = s⁻}) / (P·N)`, with weights the weight of the pairs. For K classes:
///
/// | form | macro | weighted |
/// |---|---|---|
/// | one-vs-rest | mean over classes k of the AUC of score k, class k against all others | weighted by the prevalence
/// of k |
/// | one-vs-one | mean over pairs {i, j} of ½(A(i\|j) + A(j\|i)), A(i\|j) being the AUC of score i on rows of i and j |
/// weighted by the prevalence of the pair |
///
/// **Source**: D. J. Hand and R. J. Till, A simple generalisation of the area under the ROC curve for multiple class
/// classification problems, Machine Learning 45 (2001), equations 3 and 7 (one-vs-one macro).
/// **Cost**: sorting (a radix sort, O(n)); K sorts of n rows one-vs-rest, 2(K − 1) one-vs-one.
/// Two classes need 20 to 28 bytes a row beside the input (32 to 44 with weights).
/// **Determinism**: without weights the bits do not depend on the order of the rows.
/// **Errors**: [org.tandemml.core.InputException] for a `NaN` score, naming the row. A class without a row (of positive
/// weight) makes the score undefined with that reason.
public final class Auc {
    /// How the areas of several classes or pairs become one number.
    public enum Average {
        /// Each class or pair counts the same.
        MACRO,
        /// Each class or pair counts by the weight of its rows.
        WEIGHTED
    }

    private Auc() {}

    /// The area for rows of weight 1: row i is positive or not and has a score, larger meaning more positive.
    public static Score of(boolean[] positive, double[] scores) {
        return area(positive, scores, null);
    }

    /// The area for weighted rows.
    public static Score of(boolean[] positive, double[] scores, double[] weights) {
        return area(positive, scores, weights);
    }

    private static Score area(boolean[] positive, double[] scores, double @Nullable [] weights) {
        return area(ranking(positive, scores, weights), "no positive row", "no negative row");
    }

    static RocCurve curve(boolean[] positive, double[] scores, double @Nullable [] weights) {
        Ranking ranking = ranking(positive, scores, weights);
        return RocCurve.of(ranking, reason(ranking, "no positive row", "no negative row"));
    }

    private static Ranking ranking(boolean[] positive, double[] scores, double @Nullable [] weights) {
        int n = scores.length;
        Check.length("positive", positive.length, n);
        Rows.checkWeights(weights, n);
        Rows.checkScores(scores);
        return Ranking.of(Rows.where(n, i -> positive[i]), Rows.where(n, i -> !positive[i]), i -> scores[i], weights);
    }

    private static Score area(Ranking ranking, String noPositives, String noNegatives) {
        String reason = reason(ranking, noPositives, noNegatives);
        return reason == null ? Score.of(Metric.AUC, ranking.area()) : Score.undefined(Metric.AUC, reason);
    }

    private static @Nullable String reason(Ranking ranking, String noPositives, String noNegatives) {
        if (!ranking.hasPositives()) {
            return noPositives;
        }
        return ranking.hasNegatives() ? null : noNegatives;
    }

    /// Rows of K classes with a score for each: what the areas of more than two classes are computed from.
    record MultiClass(List<String> classes, int[] truth, DenseMatrix scores, double @Nullable [] weights) {
        /// The area of class k against all others.
        Score oneVsRest(int k) {
            return area(ranking(k), noRow(k), noRestOf(k));
        }

        /// The curve of class k against all others.
        RocCurve curve(int k) {
            Ranking ranking = ranking(k);
            return RocCurve.of(ranking, reason(ranking, noRow(k), noRestOf(k)));
        }

        Score oneVsRest(Average average) {
            String missing = missing();
            if (missing != null) {
                return Score.undefined(Metric.AUC, missing);
            }
            double sum = 0;
            double total = 0;
            for (int k = 0; k < classes.size(); k++) {
                double share = average == Average.MACRO ? 1 : weightOf(rowsOf(k));
                sum += share * ranking(k).area();
                total += share;
            }
            return Score.of(Metric.AUC, Math.min(1, sum / total));
        }

        Score oneVsOne(Average average) {
            String missing = missing();
            if (missing != null) {
                return Score.undefined(Metric.AUC, missing);
            }
            int count = classes.size();
            int[][] rows = new int[count][];
            double[] prevalence = new double[count];
            for (int k = 0; k < count; k++) {
                rows[k] = rowsOf(k);
                prevalence[k] = weightOf(rows[k]);
            }
            double sum = 0;
            double total = 0;
            for (int i = 0; i < count; i++) {
                for (int j = i + 1; j < count; j++) {
                    double there =
                            Ranking.of(rows[i], rows[j], score(i), weights).area();
                    double back =
                            Ranking.of(rows[j], rows[i], score(j), weights).area();
                    double share = average == Average.MACRO ? 1 : prevalence[i] + prevalence[j];
                    sum += share * (there + back) / 2;
                    total += share;
                }
            }
            return Score.of(Metric.AUC, Math.min(1, sum / total));
        }

        /// Why areas over all classes are undefined, or null.
        private @Nullable String missing() {
            if (classes.size() < 2) {
                return "there is 1 class (\"" + classes.get(0) + "\") and 2 are needed";
            }
            for (int k = 0; k < classes.size(); k++) {
                if (weightOf(rowsOf(k)) == 0) {
                    return noRow(k);
                }
            }
            return null;
        }

        private Ranking ranking(int k) {
            int[] others = Rows.where(truth.length, i -> truth[i] != k);
            return Ranking.of(rowsOf(k), others, score(k), weights);
        }

        private int[] rowsOf(int k) {
            return Rows.where(truth.length, i -> truth[i] == k);
        }

        private double weightOf(int[] rows) {
            if (weights == null) {
                return rows.length;
            }
            double sum = 0;
            for (int row : rows) {
                sum += weights[row];
            }
            return sum;
        }

        private IntToDoubleFunction score(int k) {
            return i -> scores.values()[scores.offset(i) + k];
        }

        private String noRow(int k) {
            return "no row of class \"" + classes.get(k) + "\"";
        }

        private String noRestOf(int k) {
            return classes.size() == 2 ? noRow(1 - k) : "no row of a class other than \"" + classes.get(k) + "\"";
        }
    }
}
