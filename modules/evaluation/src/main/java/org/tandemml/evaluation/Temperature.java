package org.tandemml.evaluation;

import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;

/// The one number T by which all scores of a classifier are divided so that softmax(z/T) has the least log loss.
///
/// The loss is convex in 1/T; its root is found by Newton's method kept inside a bracket. On data that the scores
/// separate, 1/T ends at the upper end of the bracket, 10⁴ divided by the standard deviation of the scores.
///
/// **Source**: Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML 2017, section 4.2.
/// **Cost**: O(nK) an iteration, at most 100.
final class Temperature {
    private Temperature() {}

    /// 1/T for rows of scores `z`, their classes and weights.
    static double inverse(DenseMatrix z, int[] truth, double[] weights) {
        Check.length("truths", truth.length, z.rows());
        double scale = scale(z);
        if (scale == 0) {
            return 1;
        }
        double low = 1e-4 / scale;
        double high = 1e4 / scale;
        double beta = 1 / scale;
        for (int iteration = 0; iteration < 100; iteration++) {
            double[] derivatives = derivatives(z, truth, weights, beta);
            if (derivatives[0] > 0) {
                high = beta;
            } else {
                low = beta;
            }
            double newton = beta - derivatives[0] / derivatives[1];
            double next = newton > low && newton < high ? newton : Math.sqrt(low * high);
            if (Math.abs(next - beta) <= 1e-14 * beta) {
                return next;
            }
            beta = next;
        }
        return beta;
    }

    /// Standard deviation of all differences of a score from the mean of its row.
    private static double scale(DenseMatrix z) {
        double squares = 0;
        int k = z.columns();
        for (int i = 0; i < z.rows(); i++) {
            int at = z.offset(i);
            double mean = 0;
            for (int c = 0; c < k; c++) {
                mean += z.values()[at + c] / k;
            }
            for (int c = 0; c < k; c++) {
                squares += (z.values()[at + c] - mean) * (z.values()[at + c] - mean);
            }
        }
        return Math.sqrt(squares / Math.max(1, (long) z.rows() * k));
    }

    /// First and second derivative of the loss by 1/T: the mean score under the probabilities minus that of the true
    /// class, and the variance of the score.
    private static double[] derivatives(DenseMatrix z, int[] truth, double[] weights, double beta) {
        double first = 0;
        double second = 0;
        int k = z.columns();
        double[] values = z.values();
        for (int i = 0; i < z.rows(); i++) {
            int at = z.offset(i);
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                largest = Math.max(largest, values[at + c]);
            }
            double sum = 0;
            double mean = 0;
            double square = 0;
            for (int c = 0; c < k; c++) {
                double d = values[at + c] - largest;
                double e = Math.exp(beta * d);
                sum += e;
                mean += e * d;
                square += e * d * d;
            }
            mean /= sum;
            first += weights[i] * (mean - (values[at + truth[i]] - largest));
            second += weights[i] * (square / sum - mean * mean);
        }
        return new double[] {first, second};
    }
}
