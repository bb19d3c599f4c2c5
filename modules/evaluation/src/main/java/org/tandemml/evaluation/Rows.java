package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Target;

/// Which rows belong to which side, and the checks that the raw arrays of an evaluation must pass.
final class Rows {
    /// How far a row of probabilities may be from summing to 1; wide enough for those computed in float.
    private static final double SUM_TOLERANCE = 1e-4;

    private Rows() {}

    /// The rows `0..n-1` that satisfy the condition, ascending.
    static int[] where(int n, IntPredicate condition) {
        int[] rows = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (condition.test(i)) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    static void checkClasses(String name, int[] codes, List<String> classes) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0 || codes[i] >= classes.size()) {
                throw new InputException(name + " of row " + (i + 1) + " must be a class code in 0.."
                        + (classes.size() - 1) + ", was " + codes[i]);
            }
        }
    }

    static void checkWeights(double @Nullable [] weights, int rows) {
        if (weights == null) {
            return;
        }
        Check.length("weights", weights.length, rows);
        for (int i = 0; i < rows; i++) {
            if (!(weights[i] >= 0) || weights[i] == Double.POSITIVE_INFINITY) {
                throw new InputException("weight of row " + (i + 1) + " must be >= 0 and finite, was " + weights[i]);
            }
        }
    }

    static void checkScores(double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new InputException("the score of row " + (i + 1) + " is NaN: it cannot be ranked");
            }
        }
    }

    static void checkScores(DenseMatrix scores, List<String> classes, int rows) {
        if (scores.rows() != rows || scores.columns() != classes.size()) {
            throw new InputException("scores must be " + rows + " x " + classes.size()
                    + " (one column for each class), were " + scores.rows() + " x " + scores.columns());
        }
        for (int i = 0; i < rows; i++) {
            int from = scores.offset(i);
            for (int k = 0; k < classes.size(); k++) {
                if (Double.isNaN(scores.values()[from + k])) {
                    throw new InputException("the score of row " + (i + 1) + " for class \"" + classes.get(k)
                            + "\" is NaN: it cannot be ranked");
                }
            }
        }
    }

    /// The model's code of each row's class, found by name.
    static int[] codes(Target.Classes target, List<String> known) {
        int[] code = target.names().stream().mapToInt(known::indexOf).toArray();
        int[] codes = new int[target.codes().length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code[target.codes()[i]];
            if (codes[i] < 0) {
                throw new InputException("target \"" + target.name() + "\", row " + (i + 1) + ": the model does not"
                        + " know the class \"" + target.names().get(target.codes()[i]) + "\" (known: "
                        + (known.size() <= 40 ? String.join(", ", known) : known.size() + " classes")
                        + "): remove its rows, or fit on data that have it");
            }
        }
        return codes;
    }

    static void checkProbabilities(DenseMatrix probabilities, List<String> classes, int rows) {
        checkScores(probabilities, classes, rows);
        for (int i = 0; i < rows; i++) {
            int from = probabilities.offset(i);
            double sum = 0;
            for (int k = 0; k < classes.size(); k++) {
                double p = probabilities.values()[from + k];
                Check.within("the probability of row " + (i + 1) + " for class \"" + classes.get(k) + "\"", p, 0, 1);
                sum += p;
            }
            if (Math.abs(sum - 1) > SUM_TOLERANCE) {
                throw new InputException("the probabilities of row " + (i + 1) + " must sum to 1, they sum to " + sum
                        + ": use ofScores for other scores");
            }
        }
    }
}
