package org.tandemml.svm;

import org.tandemml.core.Parallel;

/// `minimise Σ lossᵢ(f(xᵢ)) + Σⱼ l1ⱼ·|wⱼ| + l2ⱼ/2·wⱼ²` over the coefficients w of [LinearRows], and its dual, `maximise
/// Σ βᵢtᵢ − conjugateᵢ(βᵢ) − Σⱼ (|zⱼ| − l1ⱼ)₊²/(2·l2ⱼ)` with `z = Σ βᵢxᵢ`; where l2ⱼ is 0, `|zⱼ| ≤ l1ⱼ` is a
/// constraint.
///
/// The difference of a primal value and a dual one bounds the distance of both from the optimum: the certificate of
/// every solver here, computed from scratch in [#certify] out of nothing but w and β.
///
/// @param rows the rows
/// @param losses their losses
/// @param l1 weight of |w| for each column
/// @param l2 weight of w²/2 for each column
/// @param free whether the last column is a constant term without penalty
record LinearProblem(LinearRows rows, LinearLosses losses, double[] l1, double[] l2, boolean free) {
    /// A point with its proof.
    ///
    /// @param w the coefficients, those of a free constant term set to their optimum for the others
    /// @param primal the objective at w
    /// @param dual the dual objective at the nearest feasible point of the dual
    record Certificate(double[] w, double primal, double dual) {
        double gap() {
            return Math.max(0, primal - dual);
        }

        /// The gap in units of the objective.
        double relativeGap() {
            return gap() / Math.max(Math.abs(primal), Double.MIN_NORMAL);
        }
    }

    int width() {
        return rows.width();
    }

    boolean hasL1() {
        for (double v : l1) {
            if (v > 0) {
                return true;
            }
        }
        return false;
    }

    double penalty(double[] w) {
        double sum = 0;
        for (int j = 0; j < w.length; j++) {
            sum += l1[j] * Math.abs(w[j]) + l2[j] / 2 * w[j] * w[j];
        }
        return sum;
    }

    /// The certificate of coefficients and of dual variables within their bounds.
    Certificate certify(double[] w, double[] beta, Parallel loop) {
        double[] feasible = free ? balanced(beta) : beta;
        double[] z = new double[width()];
        rows.addTransposed(feasible, z, loop);
        return certify(w, feasible, z, loop);
    }

    /// [#certify(double[], double[], Parallel)] where the caller has `z = Σ βᵢxᵢ` already; a free constant term needs
    /// `Σ βᵢ = 0`.
    Certificate certify(double[] w, double[] feasible, double[] z, Parallel loop) {
        int n = rows.rows();
        double[] scores = new double[n];
        rows.scores(w, scores, loop);
        double[] best = w.clone();
        if (free) {
            double shift = losses.squared ? losses.bestShiftSquared(scores) : losses.bestShift(scores);
            best[best.length - 1] += shift;
            for (int i = 0; i < n; i++) {
                scores[i] += shift;
            }
        }
        double primal = losses.total(scores) + penalty(best);
        double scale = 1;
        for (int j = 0; j < z.length - (free ? 1 : 0); j++) {
            if (l2[j] == 0 && Math.abs(z[j]) > l1[j]) {
                scale = Math.min(scale, l1[j] / Math.abs(z[j]));
            }
        }
        double dual = 0;
        for (int i = 0; i < n; i++) {
            double b = scale * feasible[i];
            dual += b * losses.target[i] - losses.conjugate(i, b);
        }
        for (int j = 0; j < z.length - (free ? 1 : 0); j++) {
            double over = Math.max(0, Math.abs(scale * z[j]) - l1[j]);
            dual -= l2[j] == 0 ? 0 : over * over / (2 * l2[j]);
        }
        return new Certificate(best, primal, dual);
    }

    /// The dual variables with those of the heavier sign made smaller, so that they sum to 0.
    private static double[] balanced(double[] beta) {
        double positive = 0;
        double negative = 0;
        for (double b : beta) {
            positive += Math.max(0, b);
            negative += Math.max(0, -b);
        }
        double up = positive > negative ? negative / positive : 1;
        double down = negative > positive ? positive / negative : 1;
        double[] result = new double[beta.length];
        for (int i = 0; i < beta.length; i++) {
            result[i] = beta[i] > 0 ? up * beta[i] : down * beta[i];
        }
        return result;
    }

    /// The problem of every `stride`-th row.
    LinearProblem sample(int stride) {
        int[] chosen = new int[(rows.rows() + stride - 1) / stride];
        double sum = 0;
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = k * stride;
            sum += losses.weight[chosen[k]];
        }
        return new LinearProblem(rows.select(chosen), losses.sample(chosen, 1 / sum), l1, l2, free);
    }
}
