package org.tandemml.knn;

import org.tandemml.core.Fitting;

/// The error of each k from 1 to the largest tried, each row predicted from the others; one search serves all k.
final class LeaveOneOut {
    private LeaveOneOut() {}

    /// The weighted share of wrong classes for each k.
    static double[] errors(NeighborRows rows, int[] codes, int classes, Vote vote, Fitting how) {
        int most = rows.mostAuto();
        Neighbors found = rows.others(most, how.parallel());
        double[] errors = new double[most];
        double total = 0;
        double[] votes = new double[classes];
        for (int i = 0; i < codes.length; i++) {
            double weight = rows.weights[i];
            total += weight;
            for (int k = 1; k <= most; k++) {
                java.util.Arrays.fill(votes, 0);
                rows.votes(found, i, k, vote, (row, counts) -> votes[codes[row]] += counts);
                errors[k - 1] +=
                        org.tandemml.core.Classifier.indexOfLargest(votes, 0, classes) == codes[i] ? 0 : weight;
            }
        }
        return divided(errors, total);
    }

    /// The weighted mean squared error for each k.
    static double[] errors(NeighborRows rows, double[] target, Vote vote, Fitting how) {
        int most = rows.mostAuto();
        Neighbors found = rows.others(most, how.parallel());
        double[] errors = new double[most];
        double total = 0;
        for (int i = 0; i < target.length; i++) {
            double weight = rows.weights[i];
            total += weight;
            for (int k = 1; k <= most; k++) {
                double[] sums = new double[2];
                rows.votes(found, i, k, vote, (row, counts) -> {
                    sums[0] += counts * target[row];
                    sums[1] += counts;
                });
                double residual = target[i] - sums[0] / sums[1];
                errors[k - 1] += weight * residual * residual;
            }
        }
        return divided(errors, total);
    }

    private static double[] divided(double[] errors, double total) {
        for (int k = 0; k < errors.length; k++) {
            errors[k] /= total;
        }
        return errors;
    }

    /// The k of the least error, the smallest of equals.
    static int best(double[] errors) {
        int best = 0;
        for (int k = 1; k < errors.length; k++) {
            if (errors[k] < errors[best]) {
                best = k;
            }
        }
        return best + 1;
    }
}
