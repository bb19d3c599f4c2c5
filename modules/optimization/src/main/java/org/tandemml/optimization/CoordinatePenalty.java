package org.tandemml.optimization;

import org.tandemml.core.Check;

/// A penalty that is a sum over the variables, each with weights of its own: `Σ l1ⱼ·|uⱼ| + l2ⱼ/2·uⱼ²`.
///
/// Weights of 0 leave a variable free. A point minimises `f + penalty`, f smooth and convex, exactly where all
/// components of the [#subgradient] are 0.
///
/// **Cost**: O(d) a call. **Errors**: `InputException` for weights that are negative or not finite.
public final class CoordinatePenalty {
    private final double[] l1;
    private final double[] l2;

    /// The weights of |u| and of u²/2, one a variable; the arrays are copied.
    public CoordinatePenalty(double[] l1, double[] l2) {
        Check.length("l2 weights", l2.length, l1.length);
        for (int j = 0; j < l1.length; j++) {
            // The names of the variables are for those that are refused: writing all would take longer than a sum.
            if (!(l1[j] >= 0 && l1[j] <= Double.MAX_VALUE && l2[j] >= 0 && l2[j] <= Double.MAX_VALUE)) {
                Check.notNegative("l1 weight " + j, l1[j]);
                Check.notNegative("l2 weight " + j, l2[j]);
            }
        }
        this.l1 = l1.clone();
        this.l2 = l2.clone();
    }

    /// The number of variables.
    public int dimension() {
        return l1.length;
    }

    /// The weight of `|uⱼ|`.
    public double l1(int j) {
        return l1[j];
    }

    /// The weight of `uⱼ²/2`.
    public double l2(int j) {
        return l2[j];
    }

    /// The penalty at `point`.
    public double value(double[] point) {
        double sum = 0;
        for (int j = 0; j < l1.length; j++) {
            sum += l1[j] * Math.abs(point[j]) + l2[j] / 2 * point[j] * point[j];
        }
        return sum;
    }

    /// Component j of the subgradient of least size of `f + penalty` where f has the derivative `slope` and the
    /// variable the value `u`: the slope of the steepest descent.
    public double subgradient(int j, double u, double slope) {
        double smooth = slope + l2[j] * u;
        if (u != 0) {
            return smooth + Math.copySign(l1[j], u);
        }
        return Math.copySign(Math.max(0, Math.abs(smooth) - l1[j]), smooth);
    }

    /// The largest component of the subgradient in size.
    public double violation(double[] point, double[] gradient) {
        double largest = 0;
        for (int j = 0; j < l1.length; j++) {
            double size = Math.abs(subgradient(j, point[j], gradient[j]));
            // Not Math.max alone: a NaN must not pass for a small violation.
            largest = size > largest || Double.isNaN(size) ? size : largest;
        }
        return largest;
    }
}
