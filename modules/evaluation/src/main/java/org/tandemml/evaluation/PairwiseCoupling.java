package org.tandemml.evaluation;

import org.tandemml.core.Check;

/// Probabilities of classes from those of each two of them.
///
/// Given `r(a, b)`, an estimate of `P(a | a or b)`, the p that minimise `Σ over a ≠ b of (r(b, a)·pₐ − r(a, b)·p_b)²`
/// among those that sum to 1. With `Qₐₐ = Σ r(b, a)²` and `Q_ab = −r(b, a)·r(a, b)` they are the solution of
/// `(Q + e·eᵀ)·x = e`, divided by its sum; it is found by Cholesky.
///
/// **Source**: Wu, Lin and Weng, *Probability estimates for multi-class classification by pairwise coupling*, JMLR 5,
/// 2004, second method. **Cost**: k³/3. **Determinism**: no randomness.
public final class PairwiseCoupling {
    private static final double SMALLEST = 1e-7;

    private PairwiseCoupling() {}

    /// Writes the probabilities of `k` classes to `out`; `r[a·k + b]` for `a ≠ b`, kept within `[1e-7, 1 − 1e-7]`.
    public static void couple(int k, double[] r, double[] out) {
        Check.atLeast("classes to couple", k, 2);
        Check.length("probabilities of pairs", r.length, k * k);
        double[] upper = new double[k * k];
        for (int a = 0; a < k; a++) {
            double square = 0;
            for (int b = 0; b < k; b++) {
                if (b != a) {
                    double against = kept(r[b * k + a]);
                    square += against * against;
                    upper[a * k + b] = 1 - against * kept(r[a * k + b]);
                }
            }
            upper[a * k + a] = 1 + square;
        }
        solve(k, upper, out);
        double sum = 0;
        for (int a = 0; a < k; a++) {
            // Rounding alone can make one negative.
            out[a] = Math.max(0, out[a]);
            sum += out[a];
        }
        for (int a = 0; a < k; a++) {
            out[a] /= sum;
        }
    }

    private static double kept(double p) {
        return Math.clamp(p, SMALLEST, 1 - SMALLEST);
    }

    /// Sets `x` to the solution of `A·x = (1, …, 1)` for a positive definite A.
    private static void solve(int k, double[] matrix, double[] x) {
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                double value = matrix[i * k + j];
                for (int m = 0; m < i; m++) {
                    value -= matrix[m * k + i] * matrix[m * k + j];
                }
                matrix[i * k + j] = i == j ? Math.sqrt(value) : value / matrix[i * k + i];
            }
        }
        for (int i = 0; i < k; i++) {
            double value = 1;
            for (int m = 0; m < i; m++) {
                value -= matrix[m * k + i] * x[m];
            }
            x[i] = value / matrix[i * k + i];
        }
        for (int i = k - 1; i >= 0; i--) {
            double value = x[i];
            for (int j = i + 1; j < k; j++) {
                value -= matrix[i * k + j] * x[j];
            }
            x[i] = value / matrix[i * k + i];
        }
    }
}
