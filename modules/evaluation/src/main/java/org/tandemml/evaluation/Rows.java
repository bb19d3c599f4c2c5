package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;

/// Which rows belong to which side, and the checks that the raw arrays of an evaluation must pass.
final class Rows {
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
}
