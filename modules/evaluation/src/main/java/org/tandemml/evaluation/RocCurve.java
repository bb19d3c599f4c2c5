package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;

/// The receiver operating characteristic as data: for each threshold, which share of the negative rows (false-positive
/// rate) and of the positive rows (true-positive rate) has a score of at least the threshold.
///
/// Point 0 has threshold +∞ and stands for "no row is called positive": (0, 0). Then follows one point for each
/// distinct
/// score, descending, ending at (1, 1). Scores are tied only if they are equal, never because they are close, and
/// tied rows share one point, so that the order of the rows does not matter. Rows of weight 0 are left out.
///
/// If one side has no row (of positive weight), [#isDefined()] is false, [#auc()] is undefined with the reason, and
/// asking for rates is an `IllegalStateException` with that reason.
///
/// **Source**: T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006), algorithms 1 and 3.
/// **Cost**: that of sorting n scores and 24 bytes for each distinct score; [Auc] needs no
/// points. Immutable, deterministic. **Errors**: [org.tandemml.core.InputException] for a `NaN` score, naming the row.
public final class RocCurve {
    private final double[] thresholds;
    // Cumulative weights, not rates: whole numbers are exact, so that collinear points are recognised exactly.
    private final double[] falsePositives;
    private final double[] truePositives;
    private final @Nullable String reason;

    private RocCurve(double[] thresholds, double[] falsePositives, double[] truePositives, @Nullable String reason) {
        this.thresholds = thresholds;
        this.falsePositives = falsePositives;
        this.truePositives = truePositives;
        this.reason = reason;
    }

    /// The curve of rows of weight 1: row i is positive or not and has a score, larger meaning more positive.
    public static RocCurve of(boolean[] positive, double[] scores) {
        return Auc.curve(positive, scores, null);
    }

    /// The curve of weighted rows.
    public static RocCurve of(boolean[] positive, double[] scores, double[] weights) {
        return Auc.curve(positive, scores, weights);
    }

    /// The curve of a ranking; `reason` says why it is undefined, if it is.
    static RocCurve of(Ranking ranking, @Nullable String reason) {
        int[] distinct = {0};
        ranking.descending((score, positive, negative) -> distinct[0]++);
        double[] thresholds = new double[distinct[0] + 1];
        double[] falsePositives = new double[thresholds.length];
        double[] truePositives = new double[thresholds.length];
        thresholds[0] = Double.POSITIVE_INFINITY;
        int[] last = {0};
        ranking.descending((score, positive, negative) -> {
            int before = last[0]++;
            thresholds[before + 1] = score;
            falsePositives[before + 1] = falsePositives[before] + negative;
            truePositives[before + 1] = truePositives[before] + positive;
        });
        return new RocCurve(thresholds, falsePositives, truePositives, reason);
    }

    /// True if there are positive and negative rows.
    public boolean isDefined() {
        return reason == null;
    }

    /// Number of points.
    public int size() {
        return thresholds.length;
    }

    /// The weight of all positive rows: their number, without weights.
    public double positives() {
        return truePositives[size() - 1];
    }

    /// The weight of all negative rows: their number, without weights.
    public double negatives() {
        return falsePositives[size() - 1];
    }

    /// The threshold of each point, descending from +∞; a row is called positive if its score is at least that.
    public double[] thresholds() {
        return thresholds.clone();
    }

    /// The false-positive rate of each point, ascending from 0 to 1.
    public double[] falsePositiveRates() {
        return shares(falsePositives);
    }

    /// The true-positive rate of each point, ascending from 0 to 1.
    public double[] truePositiveRates() {
        return shares(truePositives);
    }

    private double[] shares(double[] cumulative) {
        requireDefined();
        double total = cumulative[size() - 1];
        return Arrays.stream(cumulative).map(w -> w / total).toArray();
    }

    /// The area under the curve by trapezoids: the probability that a random positive row scores above a random
    /// negative one, ties counted half (the Mann–Whitney statistic). Undefined, with the reason, where the curve is.
    public Score auc() {
        if (reason != null) {
            return Score.undefined(Metric.AUC, reason);
        }
        double twice = 0;
        for (int i = 1; i < size(); i++) {
            twice += (falsePositives[i] - falsePositives[i - 1]) * (truePositives[i] + truePositives[i - 1]);
        }
        return Score.of(Metric.AUC, Math.min(1, twice / (2 * positives() * negatives())));
    }

    /// The same curve without the inner points that lie exactly halfway between their neighbours. On untied, unweighted
    /// scores these are all points inside a horizontal or vertical run. The point of the largest score stays. It draws
    /// and integrates the same from fewer points (scikit-learn's `drop_intermediate`).
    public RocCurve withoutCollinear() {
        int last = size() - 1;
        int[] kept = IntStream.rangeClosed(0, last)
                .filter(i -> i <= 1 || i == last || !isHalfway(falsePositives, i) || !isHalfway(truePositives, i))
                .toArray();
        return new RocCurve(pick(thresholds, kept), pick(falsePositives, kept), pick(truePositives, kept), reason);
    }

    private static boolean isHalfway(double[] values, int i) {
        return values[i + 1] - values[i] == values[i] - values[i - 1];
    }

    private static double[] pick(double[] values, int[] kept) {
        return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }

    /// The true-positive rate at each given false-positive rate, linear between points; where the curve rises
    /// vertically, its upper end. Curves of several folds are averaged vertically by averaging these values over a
    /// common grid such as 0, 0.01, …, 1; prepend the point (0, 0) when drawing the mean. O(log size) each.
    ///
    /// **Source**: Fawcett (2006), algorithm 3 (vertical averaging).
    public double[] interpolate(double[] falsePositiveRates) {
        requireDefined();
        double[] x = falsePositiveRates();
        double[] y = truePositiveRates();
        DoubleUnaryOperator at = rate -> {
            Check.within("false-positive rate", rate, 0, 1);
            int right = upperBound(x, rate);
            int left = right - 1;
            if (right == x.length || x[left] == rate) {
                return y[left];
            }
            return y[left] + (y[right] - y[left]) * ((rate - x[left]) / (x[right] - x[left]));
        };
        return Arrays.stream(falsePositiveRates).map(at).toArray();
    }

    /// The first position whose value exceeds `rate`.
    private static int upperBound(double[] ascending, double rate) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= rate) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void requireDefined() {
        if (reason != null) {
            throw new IllegalStateException("the ROC curve is undefined: " + reason);
        }
    }

    @Override
    public String toString() {
        return "RocCurve[" + size() + " points, auc " + auc() + "]";
    }
}
