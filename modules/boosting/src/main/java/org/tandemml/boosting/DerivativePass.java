package org.tandemml.boosting;

import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;

/// Computes and judges the derivatives of one round: rows in blocks of a fixed size where the objective allows it,
/// whole queries for ranking, all at once otherwise. An objective that leaves the numbers (NaN, infinite, a negative
/// Hessian) ends the fit with an error that names objective, round and row.
final class DerivativePass {
    /// Rows of a block: a block of all arrays stays in the L2 cache.
    private static final int BLOCK = 4096;

    /// What a row costs, in floating-point operations: an exponential and a few more, from and to memory.
    private static final double ROW_COST = 60;

    private DerivativePass() {}

    /// Fills `gradient` and `hessian` for all rows and outputs.
    ///
    /// @param round the round, from 1, for the message of an error
    static void fill(
            Objective objective,
            Labels labels,
            double[] margins,
            double[] gradient,
            double[] hessian,
            int round,
            Parallel threads) {
        int rows = labels.rows();
        int[] cuts = cuts(objective, labels);
        threads.forWork(ROW_COST * margins.length).run(cuts.length - 1, block -> {
            int from = cuts[block];
            int to = cuts[block + 1];
            objective.derivatives(labels, margins, gradient, hessian, from, to);
            for (int at = 0; at < margins.length; at += rows) {
                check(objective, margins, gradient, hessian, at, from, to, round);
            }
        });
    }

    private static int[] cuts(Objective objective, Labels labels) {
        int rows = labels.rows();
        if (objective.rowwise()) {
            int blocks = (rows + BLOCK - 1) / BLOCK;
            int[] cuts = new int[blocks + 1];
            for (int b = 0; b <= blocks; b++) {
                cuts[b] = (int) Math.min(rows, (long) b * BLOCK);
            }
            return cuts;
        }
        if (objective instanceof NdcgObjective) {
            int[] cuts = new int[labels.groupEnds().length + 1];
            int count = 1;
            for (int end : labels.groupEnds()) {
                if (end == rows || end - cuts[count - 1] >= BLOCK) {
                    cuts[count++] = end;
                }
            }
            return java.util.Arrays.copyOf(cuts, count);
        }
        return new int[] {0, rows};
    }

    private static void check(
            Objective objective,
            double[] margins,
            double[] gradient,
            double[] hessian,
            int offset,
            int from,
            int to,
            int round) {
        // One sum finds any NaN or infinity (0·x is NaN for both), one minimum any negative Hessian.
        double sum = 0;
        double least = 0;
        for (int i = offset + from; i < offset + to; i++) {
            sum += 0 * gradient[i] + 0 * hessian[i];
            least = Math.min(least, hessian[i]);
        }
        if (sum == 0 && least == 0) {
            return;
        }
        for (int i = offset + from; i < offset + to; i++) {
            if (!Double.isFinite(gradient[i]) || !(hessian[i] >= 0) || Double.isInfinite(hessian[i])) {
                throw new InputException("round " + round + ", row " + (i - offset + 1) + ": the " + objective.name()
                        + " objective gave gradient " + gradient[i] + " and Hessian " + hessian[i] + " at margin "
                        + margins[i] + "; both must be finite and the Hessian >= 0"
                        + (Math.abs(margins[i]) > 100 ? ": a smaller learning rate may help" : ""));
            }
        }
    }
}
