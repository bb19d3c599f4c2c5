package org.tandemml.knn;

import java.util.Arrays;
import org.tandemml.core.Classifier;
import org.tandemml.core.Fitting;

/// The error of each k from 1 to the largest tried, each row predicted from the others: one search with the largest
/// serves all k, and the votes of k + 1 are those of k and one more.
final class LeaveOneOut {
    private static final int BLOCK = 256;

    private LeaveOneOut() {}

    /// Learns what the votes of growing numbers of neighbours say of one row.
    interface Tally {
        void clear();

        void add(int row, double weight);

        /// The loss for row `self` if `weight` more of the vote went to `row`; -1 for none.
        double loss(int self, int row, double weight);
    }

    /// The weighted share of wrong classes for each k.
    static double[] errors(NeighborRows rows, int[] codes, int classes, Vote vote, Fitting how) {
        return errors(rows, vote, how, () -> new Tally() {
            private final double[] votes = new double[classes];

            @Override
            public void clear() {
                Arrays.fill(votes, 0);
            }

            @Override
            public void add(int row, double weight) {
                votes[codes[row]] += weight;
            }

            @Override
            public double loss(int self, int row, double weight) {
                double before = row < 0 ? 0 : votes[codes[row]];
                if (row >= 0) {
                    votes[codes[row]] += weight;
                }
                boolean right = Classifier.indexOfLargest(votes, 0, classes) == codes[self];
                if (row >= 0) {
                    votes[codes[row]] = before;
                }
                return right ? 0 : 1;
            }
        });
    }

    /// The weighted mean squared error for each k.
    static double[] errors(NeighborRows rows, double[] target, Vote vote, Fitting how) {
        return errors(rows, vote, how, () -> new Tally() {
            private double sum;
            private double total;

            @Override
            public void clear() {
                sum = 0;
                total = 0;
            }

            @Override
            public void add(int row, double weight) {
                sum += weight * target[row];
                total += weight;
            }

            @Override
            public double loss(int self, int row, double weight) {
                double mean = row < 0 ? sum / total : (sum + weight * target[row]) / (total + weight);
                double residual = target[self] - mean;
                return residual * residual;
            }
        });
    }

    private static double[] errors(
            NeighborRows rows, Vote vote, Fitting how, java.util.function.Supplier<Tally> tallies) {
        int most = rows.mostAuto();
        Neighbors found = rows.others(most, how.parallel());
        int n = found.queries();
        double[][] parts = new double[(n + BLOCK - 1) / BLOCK][most];
        how.parallel().forWork(20.0 * n * most).run(parts.length, block -> {
            Tally tally = tallies.get();
            Tally alike = tallies.get();
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                losses(rows, found, i, vote, tally, alike, parts[block]);
            }
        });
        double[] errors = new double[most];
        for (double[] part : parts) {
            for (int k = 0; k < most; k++) {
                errors[k] += part[k];
            }
        }
        double total = rows.weights.total();
        for (int k = 0; k < most; k++) {
            errors[k] /= total;
        }
        return errors;
    }

    /// Adds the weighted loss of row i for each k. Of the neighbour in whom k is reached only what is needed counts.
    private static void losses(
            NeighborRows rows, Neighbors found, int i, Vote vote, Tally tally, Tally alike, double[] into) {
        int from = found.starts()[i];
        int to = found.starts()[i + 1];
        boolean zeros = found.distances()[from] == 0;
        tally.clear();
        alike.clear();
        double complete = 0;
        double worthAll = 0;
        int k = 1;
        for (int c = from; c < to && k <= into.length; c++) {
            int row = found.indices()[c];
            double weight = rows.weights.of(row);
            double worth = vote.weight(found.distances()[c], zeros);
            while (k <= into.length && k <= complete + weight) {
                double part = k - complete;
                // Where no neighbour is worth anything all count alike, as in a prediction.
                boolean nothing = worthAll + part * worth == 0;
                double loss = nothing ? alike.loss(i, row, part) : tally.loss(i, row, part * worth);
                into[k - 1] += rows.weights.of(i) * loss;
                k++;
            }
            complete += weight;
            worthAll += weight * worth;
            tally.add(row, weight * worth);
            alike.add(row, weight);
        }
        for (; k <= into.length; k++) {
            into[k - 1] += rows.weights.of(i) * (worthAll == 0 ? alike : tally).loss(i, -1, 0);
        }
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
