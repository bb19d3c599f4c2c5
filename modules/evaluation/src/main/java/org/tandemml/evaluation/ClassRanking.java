package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;

/// Rows of K classes with a score for each class: what the areas and average precisions of several classes are
/// computed from. See [Auc] for the definitions.
record ClassRanking(List<String> classes, int[] truth, DenseMatrix scores, double @Nullable [] weights) {
    /// Class k against all others.
    Ranking oneVsRest(int k) {
        int[] others = Rows.where(truth.length, i -> truth[i] != k);
        return Ranking.of(rowsOf(k), others, score(k), weights, noRow(k), noRestOf(k));
    }

    /// The average of a one-vs-rest score over classes; undefined as soon as one class has no row.
    Score oneVsRest(Metric metric, Average average, Function<Ranking, Score> score) {
        String missing = missing();
        if (missing != null) {
            return Score.undefined(metric, missing);
        }
        if (average == Average.MICRO) {
            return score.apply(flat());
        }
        double sum = 0;
        double total = 0;
        for (int k = 0; k < classes.size(); k++) {
            double share = average == Average.MACRO ? 1 : weightOf(rowsOf(k));
            sum += share * score.apply(oneVsRest(k)).value();
            total += share;
        }
        return Score.of(metric, Math.min(1, sum / total));
    }

    /// The average over pairs of classes of the area within the pair.
    Score oneVsOne(Average average) {
        if (average == Average.MICRO) {
            throw new InputException("pairs of classes have no micro average: use macro or weighted");
        }
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
                double there = Ranking.of(rows[i], rows[j], score(i), weights, noRow(i), noRow(j))
                        .area();
                double back = Ranking.of(rows[j], rows[i], score(j), weights, noRow(j), noRow(i))
                        .area();
                double share = average == Average.MACRO ? 1 : prevalence[i] + prevalence[j];
                sum += share * (there + back) / 2;
                total += share;
            }
        }
        return Score.of(Metric.AUC, Math.min(1, sum / total));
    }

    /// All n·K scores as rows of two sides: cell i·K + k is positive if k is the class of row i.
    private Ranking flat() {
        int count = classes.size();
        int cells = Math.multiplyExact(truth.length, count);
        int[] own = Rows.where(cells, c -> truth[c / count] == c % count);
        int[] others = Rows.where(cells, c -> truth[c / count] != c % count);
        double[] spread = null;
        if (weights != null) {
            double[] of = weights;
            spread = new double[cells];
            Arrays.setAll(spread, c -> of[c / count]);
        }
        IntToDoubleFunction score = c -> scores.values()[scores.offset(c / count) + c % count];
        return Ranking.of(own, others, score, spread, "no row", "no row");
    }

    /// Why averages over all classes are undefined, or null.
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
