package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// The never falling function of a score that is nearest to the truths in weighted least squares: pool adjacent
/// violators.
///
/// Rows of equal score count as one. Between the knots the function is linear, beyond them constant.
///
/// **Source**: Barlow, Bartholomew, Bremner, Brunk, *Statistical inference under order restrictions*, 1972; Zadrozny,
/// Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002. **Shapes**: `x`
/// and `y` have one entry a knot, `x` ascending, `y` never falling. **Cost**: O(n log n); a look-up O(log knots).
/// **Determinism**: no randomness. **Errors**: [InputException] for no rows and for knots out of order.
///
/// @param x the scores of the knots
/// @param y the value at each knot
public record IsotonicRegression(double[] x, double[] y) implements ScoreMap {
    public IsotonicRegression {
        Check.atLeast("knots", x.length, 1);
        Check.length("values of knots", y.length, x.length);
        x = x.clone();
        y = y.clone();
        for (int i = 0; i < x.length; i++) {
            Check.finite("score of knot " + (i + 1), x[i]);
            Check.finite("value of knot " + (i + 1), y[i]);
            if (i > 0 && (!(x[i] > x[i - 1]) || y[i] < y[i - 1])) {
                throw new InputException("knot " + (i + 1) + " of an isotonic regression must be right of and not below"
                        + " the knot before it, was (" + x[i] + ", " + y[i] + ") after (" + x[i - 1] + ", " + y[i - 1]
                        + ")");
            }
        }
    }

    /// The value for every score.
    static IsotonicRegression constant(double value) {
        return new IsotonicRegression(new double[] {0}, new double[] {value});
    }

    /// The function nearest to `values` at `scores`; rows of weight 0 count for nothing.
    public static IsotonicRegression fit(double[] scores, double[] values, double[] weights) {
        Check.length("values", values.length, scores.length);
        Rows.checkWeights(weights, scores.length);
        int[] order = IntStream.range(0, scores.length)
                .filter(i -> weights[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i] + 0.0))
                .mapToInt(i -> i)
                .toArray();
        Check.atLeast("rows of an isotonic regression", order.length, 1);
        // Blocks as stacks: first and last score, sum of weights, weighted mean.
        double[] first = new double[order.length];
        double[] last = new double[order.length];
        double[] weight = new double[order.length];
        double[] mean = new double[order.length];
        int blocks = 0;
        for (int from = 0; from < order.length; ) {
            double score = scores[order[from]];
            double total = 0;
            double sum = 0;
            for (; from < order.length && scores[order[from]] == score; from++) {
                total += weights[order[from]];
                sum += weights[order[from]] * values[order[from]];
            }
            first[blocks] = score;
            last[blocks] = score;
            weight[blocks] = total;
            mean[blocks] = sum / total;
            blocks++;
            while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
                double both = weight[blocks - 2] + weight[blocks - 1];
                // Rounding must not lift the mean of ones above 1.
                mean[blocks - 2] = Math.clamp(
                        (weight[blocks - 2] * mean[blocks - 2] + weight[blocks - 1] * mean[blocks - 1]) / both,
                        mean[blocks - 1],
                        mean[blocks - 2]);
                weight[blocks - 2] = both;
                last[blocks - 2] = last[blocks - 1];
                blocks--;
            }
        }
        double[] x = new double[2 * blocks];
        double[] y = new double[2 * blocks];
        int knots = 0;
        for (int b = 0; b < blocks; b++) {
            x[knots] = first[b];
            y[knots++] = mean[b];
            if (last[b] > first[b]) {
                x[knots] = last[b];
                y[knots++] = mean[b];
            }
        }
        return new IsotonicRegression(Arrays.copyOf(x, knots), Arrays.copyOf(y, knots));
    }

    /// The scores of the knots, as a copy.
    @Override
    public double[] x() {
        return x.clone();
    }

    /// The values at the knots, as a copy.
    @Override
    public double[] y() {
        return y.clone();
    }

    double highest() {
        return y[y.length - 1];
    }

    @Override
    public double probability(double score) {
        int at = Arrays.binarySearch(x, score + 0.0);
        if (at >= 0) {
            return y[at];
        }
        int right = -at - 1;
        if (right == 0) {
            return y[0];
        }
        if (right == x.length) {
            return y[x.length - 1];
        }
        double share = (score - x[right - 1]) / (x[right] - x[right - 1]);
        return Math.clamp(y[right - 1] + share * (y[right] - y[right - 1]), y[right - 1], y[right]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IsotonicRegression that && Arrays.equals(x, that.x) && Arrays.equals(y, that.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return "IsotonicRegression[" + x.length + " knots]";
    }
}
