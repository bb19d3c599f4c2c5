package org.tandemml.svm;

import java.util.Arrays;

/// The losses of all rows of a linear machine, and their conjugates: rows of a class and numbers alike.
///
/// Row i has a target tᵢ, a weight cᵢ (they sum to 1) and a score fᵢ; its residual is `rᵢ = tᵢ − fᵢ`. For a class the
/// target is ±1 and the loss `c·max(0, ±r)`, since `1 − y·f = y·r`; for a number it is `c·max(0, |r| − ε)`; squared
/// where asked for. The dual variable βᵢ lies between [#low] and [#high]; Σ βᵢxᵢ is the gradient of the penalty at the
/// optimum, and the conjugate of the loss is `ε|β| + β²/(4c)`, the last term for squared losses only.
final class LinearLosses {
    private static final int MOST_STEPS = 60;

    final int rows;
    final double[] target;
    final double[] weight;
    final boolean squared;
    final double epsilon;
    /// +1 or −1 where only residuals of that sign cost, 0 where both do.
    private final byte[] side;

    private LinearLosses(double[] target, double[] weight, byte[] side, boolean squared, double epsilon) {
        rows = target.length;
        this.target = target;
        this.weight = weight;
        this.side = side;
        this.squared = squared;
        this.epsilon = epsilon;
    }

    static LinearLosses ofClasses(boolean[] positive, double[] weight, LinearLoss loss) {
        double[] target = new double[positive.length];
        byte[] side = new byte[positive.length];
        for (int i = 0; i < target.length; i++) {
            side[i] = (byte) (positive[i] ? 1 : -1);
            target[i] = side[i];
        }
        return new LinearLosses(target, weight, side, loss == LinearLoss.SQUARED_HINGE, 0);
    }

    static LinearLosses ofNumbers(double[] target, double[] weight, LinearLoss loss, double epsilon) {
        return new LinearLosses(target, weight, new byte[target.length], loss == LinearLoss.SQUARED_HINGE, epsilon);
    }

    /// Some of the rows, their weights times a factor.
    LinearLosses sample(int[] chosen, double factor) {
        double[] t = new double[chosen.length];
        double[] c = new double[chosen.length];
        byte[] s = new byte[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            t[k] = target[chosen[k]];
            c[k] = weight[chosen[k]] * factor;
            s[k] = side[chosen[k]];
        }
        return new LinearLosses(t, c, s, squared, epsilon);
    }

    double low(int i) {
        return side[i] > 0 ? 0 : squared ? Double.NEGATIVE_INFINITY : -weight[i];
    }

    double high(int i) {
        return side[i] < 0 ? 0 : squared ? Double.POSITIVE_INFINITY : weight[i];
    }

    /// What is beyond the margin of the residual.
    private double excess(int i, double r) {
        return side[i] == 0 ? Math.max(0, Math.abs(r) - epsilon) : Math.max(0, side[i] * r);
    }

    /// The loss of row i at a residual.
    double value(int i, double r) {
        double e = excess(i, r);
        return weight[i] * (squared ? e * e : e);
    }

    /// The conjugate of the loss of row i at a dual variable within its bounds.
    double conjugate(int i, double beta) {
        double value = epsilon * Math.abs(beta);
        return squared ? value + beta * beta / (4 * weight[i]) : value;
    }

    /// The derivative of the loss's Moreau envelope of curvature `s` around the dual variable `base` at a residual:
    /// `clip(soft(base + s·r, s·ε), low, high)`. With `base = 0` and `s = 2c` that of a squared loss itself.
    double response(int i, double base, double s, double r) {
        double raw = base + s * r;
        if (epsilon > 0) {
            double size = Math.abs(raw) - s * epsilon;
            raw = size > 0 ? Math.copySign(size, raw) : 0;
        }
        return Math.min(Math.max(raw, low(i)), high(i));
    }

    /// Whether [#response] changes with the residual where it has this value.
    boolean responds(int i, double b) {
        return b > low(i) && b < high(i) && (epsilon == 0 || b != 0);
    }

    /// Σ of the losses at some scores.
    double total(double[] scores) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += value(i, target[i] - scores[i]);
        }
        return sum;
    }

    /// The constant that makes the sum of the losses least when added to every score: the middle where an interval of
    /// constants does. Hinge losses only: their sum is piecewise linear in the constant, so its breakpoints
    /// are sorted. **Cost**: O(n log n).
    double bestShift(double[] scores) {
        int count = 0;
        double slope = 0;
        double[] at = new double[side.length == 0 || side[0] == 0 ? 2 * rows : rows];
        double[] step = new double[at.length];
        for (int i = 0; i < rows; i++) {
            double r = target[i] - scores[i];
            if (side[i] >= 0) {
                slope -= weight[i];
                at[count] = r - epsilon;
                step[count++] = weight[i];
            }
            if (side[i] <= 0) {
                at[count] = r + epsilon;
                step[count++] = weight[i];
            }
        }
        return firstZero(Arrays.copyOf(at, count), step, slope);
    }

    /// [#bestShift] for squared losses: Newton's method, kept between the bounds that the signs of the slope give.
    double bestShiftSquared(double[] scores) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double shift = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double slope = 0;
            double bend = 0;
            for (int i = 0; i < rows; i++) {
                double r = target[i] - scores[i] - shift;
                double e = excess(i, r);
                if (e > 0) {
                    slope -= weight[i] * Math.copySign(e, r);
                    bend += weight[i];
                }
            }
            if (slope == 0 || bend == 0) {
                return shift;
            }
            low = slope < 0 ? shift : low;
            high = slope > 0 ? shift : high;
            double next = shift - slope / bend;
            if (next <= low || next >= high) {
                next = (low + high) / 2;
            }
            if (!Double.isFinite(next) || Math.abs(next - shift) <= 1e-15 * (1 + Math.abs(shift))) {
                return shift;
            }
            shift = next;
        }
        return shift;
    }

    /// Where a slope that begins at `slope` and rises by `step[k]` at `at[k]` reaches 0.
    private static double firstZero(double[] at, double[] step, double slope) {
        double[] sorted = at.clone();
        Arrays.sort(sorted);
        // Steps by the rank of their breakpoint; equal ones add up at the first.
        double[] rise = new double[sorted.length];
        for (int k = 0; k < at.length; k++) {
            rise[firstAtLeast(sorted, at[k])] += step[k];
        }
        double flat = 1e-12 * -slope;
        double sum = slope;
        for (int k = 0; k < sorted.length; k++) {
            sum += rise[k];
            if (Math.abs(sum) <= flat) {
                int next = k + 1;
                while (next < sorted.length && rise[next] == 0) {
                    next++;
                }
                return next < sorted.length ? (sorted[k] + sorted[next]) / 2 : sorted[k];
            }
            if (sum > 0) {
                return sorted[k];
            }
        }
        return 0;
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
