package org.tandemml.linear;

import org.tandemml.optimization.CoordinatePenalty;

/// A bound of how far a penalised logistic fit can be above the optimum: its objective minus a value of the dual.
///
/// With the derivatives rᵢ of the weighted losses along the scores, the dual value is `−Σ loss*(rᵢ) − Σ h*(−sⱼ)`, where
/// `s = Σ rᵢxᵢ` is the gradient of the loss, `loss*` its conjugate, and h the penalty: `h*(s) = max(0, |s| −
/// l1)²/(2·l2)`, or 0 where l2 = 0 and |s| ≤ l1, else infinite. At the derivatives themselves `Σ loss*(rᵢ) = γ·s +
/// b·s_b − loss`, so nothing but the gradient is needed. Two changes make them feasible:
///
/// - **Intercepts** demand `Σ rᵢ = 0`, but the gradient s_b is not quite 0. Derivatives are mixed with those of the
///   class shares alone, less `s_b` spread over all rows: r'' = (1−θ)·r + θ·r̃ with `θ/(1−θ) = max |s_b|/share`, the
///   least that keeps probabilities above 0. Columns are centred, so the spread part adds nothing to s, and with mean
///   square 1 the shares add at most 1/2 to |s|; loss* is convex and `loss*(r̃) ≤ 0`.
/// - **L1 without L2** demands `|sⱼ| ≤ l1ⱼ`: all derivatives are multiplied by the largest τ ≤ 1 that does it, and by
///   convexity `loss*(τ·r) ≤ τ·loss*(r)`.
///
/// With an **offset** o in the scores the conjugate has the term `−Σ rᵢ·oᵢ` besides, which at the derivatives
/// themselves cancels; the mix with the shares, whose derivatives sum to 0 but for the spread part, leaves `θ·r̃·o ≥
/// −θ·deviation/2 − (1−θ)·s_b·mean` of the offset.
///
/// Both changes vanish with the gradient. **Source**: Boyd and Vandenberghe, *Convex Optimization*, 2004, section 5;
/// scaled residuals: Koh, Kim and Boyd, *An interior-point method for large-scale l1-regularized logistic regression*,
/// JMLR 8, 2007, section 3. **Cost**: O(K·p), no pass over the data.
final class LogisticDualityGap {
    private static final double MOST_OF_SHARES = 0.5;

    private LogisticDualityGap() {}

    /// Weighted mean and standard deviation of the offset.
    record Offset(double mean, double deviation) {
        static final Offset NONE = new Offset(0, 0);

        static Offset of(double[] offsets, double[] weights) {
            double mean = 0;
            for (int i = 0; i < offsets.length; i++) {
                mean += weights[i] * offsets[i];
            }
            double square = 0;
            for (int i = 0; i < offsets.length; i++) {
                double d = offsets[i] - mean;
                square += weights[i] * d * d;
            }
            return new Offset(mean, Math.sqrt(square));
        }
    }

    /// @param loss the mean loss without the penalty
    /// @param point coefficients of the scaled columns, a group of `scaling.width()` for each vector
    /// @param slope the gradient of the loss without the penalty
    /// @param penalty on all of them
    /// @param shares the weighted shares of the classes
    /// @param offset what is added to the scores; only beside two classes
    static double of(
            double loss,
            double[] point,
            double[] slope,
            CoordinatePenalty penalty,
            Standardization scaling,
            double[] shares,
            Offset offset) {
        int width = scaling.width();
        double excess = 0;
        double product = 0;
        for (int i = 0; i < point.length; i++) {
            product += point[i] * slope[i];
            if (scaling.intercept && i % width == scaling.columns) {
                double share = shares.length == 2 ? Math.min(shares[0], shares[1]) : shares[i / width];
                excess = Math.max(excess, Math.abs(slope[i]) / share);
            }
        }
        double theta = excess / (1 + excess);
        double tau = 1;
        for (int i = 0; i < point.length; i++) {
            if (i % width < scaling.columns && penalty.l2(i) == 0) {
                double size = size(slope[i], theta);
                tau = size > penalty.l1(i) ? Math.min(tau, penalty.l1(i) / size) : tau;
            }
        }
        double conjugate = 0;
        for (int i = 0; i < point.length; i++) {
            if (i % width < scaling.columns && penalty.l2(i) > 0) {
                double beyond = Math.max(0, tau * size(slope[i], theta) - penalty.l1(i));
                conjugate += beyond * beyond / (2 * penalty.l2(i));
            }
        }
        double ofIntercept = scaling.intercept ? slope[scaling.columns] : 0;
        double moved = theta == 0 ? 0 : theta * offset.deviation / 2 + (1 - theta) * ofIntercept * offset.mean;
        double dual = tau * ((1 - theta) * (loss - product) - moved) - conjugate;
        return Math.max(0, loss + penalty.value(point) - dual);
    }

    private static double size(double slope, double theta) {
        return theta == 0 ? Math.abs(slope) : (1 - theta) * Math.abs(slope) + theta * MOST_OF_SHARES;
    }
}
