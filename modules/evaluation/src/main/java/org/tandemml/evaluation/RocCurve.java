package org.tandemml.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.plot.Picture;

/// The receiver operating characteristic as data: for each threshold, which share of the negative rows
/// (false-positive rate) and of the positive rows (true-positive rate) has a score of at least the threshold.
///
/// Point 0 has threshold +∞ and stands for "no row is called positive": (0, 0). Then follows one point for each
/// distinct score, descending, ending at (1, 1). Scores are tied only if they are equal, never because they are
/// close, and tied rows share one point, so that the order of the rows does not matter. Rows of weight 0 are left
/// out.
///
/// If one side has no row (of positive weight), [#isDefined()] is false, [#auc()] is undefined with the reason, and
/// asking for rates is an `IllegalStateException` with that reason.
///
/// **Source**: T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006), algorithms 1 and
/// 3. **Cost**: that of sorting n scores and 24 bytes for each distinct score; [Auc] needs no points. Immutable,
/// deterministic. **Errors**: [org.tandemml.core.InputException] for a `NaN` score, naming the row.
public final class RocCurve {
    private final Cumulative counts;
    private final @Nullable String reason;

    private RocCurve(Cumulative counts, @Nullable String reason) {
        this.counts = counts;
        this.reason = reason;
    }

    /// The curve of rows of weight 1: row i is positive or not and has a score, larger meaning more positive.
    public static RocCurve of(boolean[] positive, double[] scores) {
        return of(Ranking.of(positive, scores, null));
    }

    /// The curve of weighted rows.
    public static RocCurve of(boolean[] positive, double[] scores, double[] weights) {
        return of(Ranking.of(positive, scores, weights));
    }

    static RocCurve of(Ranking ranking) {
        return new RocCurve(Cumulative.of(ranking), ranking.missingSide());
    }

    /// True if there are positive and negative rows.
    public boolean isDefined() {
        return reason == null;
    }

    /// Number of points.
    public int size() {
        return counts.size();
    }

    /// The weight of all positive rows: their number, without weights.
    public double positives() {
        return counts.positives();
    }

    /// The weight of all negative rows: their number, without weights.
    public double negatives() {
        return counts.negatives();
    }

    /// The threshold of each point, descending from +∞; a row is called positive if its score is at least that.
    public double[] thresholds() {
        return counts.thresholds.clone();
    }

    /// The false-positive rate of each point, ascending from 0 to 1.
    public double[] falsePositiveRates() {
        requireDefined();
        return Cumulative.shares(counts.falsePositives);
    }

    /// The true-positive rate of each point, ascending from 0 to 1.
    public double[] truePositiveRates() {
        requireDefined();
        return Cumulative.shares(counts.truePositives);
    }

    /// The area under the curve by trapezoids: the probability that a random positive row scores above a random
    /// negative one, ties counted half (the Mann–Whitney statistic). Undefined, with the reason, where the curve is.
    public Score auc() {
        if (reason != null) {
            return Score.undefined(Metric.AUC, reason);
        }
        double twice = 0;
        for (int i = 1; i < size(); i++) {
            twice += (counts.falsePositives[i] - counts.falsePositives[i - 1])
                    * (counts.truePositives[i] + counts.truePositives[i - 1]);
        }
        return Score.of(Metric.AUC, Math.min(1, twice / (2 * positives() * negatives())));
    }

    /// The area over the false-positive rates 0..m, standardised so that chance gives ½ and perfection 1: `½·(1 + (A
    /// − m²/2) / (m − m²/2))`, A being the area by trapezoids; below ½ for a ranking worse than chance.
    ///
    /// **Source**: D. K. McClish, Analyzing a portion of the ROC curve, Medical Decision Making 9 (1989). **Errors**:
    /// [org.tandemml.core.InputException] unless 0 < `highestFalsePositiveRate` ≤ 1.
    public Score partialAuc(double highestFalsePositiveRate) {
        double m = Check.positive("highest false-positive rate", highestFalsePositiveRate);
        Check.within("highest false-positive rate", m, 0, 1);
        if (reason != null) {
            return Score.undefined(Metric.PARTIAL_AUC, reason);
        }
        double[] x = falsePositiveRates();
        double[] y = truePositiveRates();
        double area = 0;
        int i = 1;
        for (; i < x.length && x[i] <= m; i++) {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        if (x[i - 1] < m) {
            area += (m - x[i - 1]) * (Cumulative.interpolate(x, y, m) + y[i - 1]) / 2;
        }
        double chance = m * m / 2;
        return Score.of(Metric.PARTIAL_AUC, Math.min(1, (1 + (area - chance) / (m - chance)) / 2));
    }

    /// What the errors cost on average, a row, if rows that score at least `threshold` are called positive: `(cost of
    /// a false positive · weight of them + the same for false negatives) / weight of all rows`.
    public Score expectedCost(double threshold, Costs costs) {
        double total = positives() + negatives();
        if (total == 0) {
            return Score.undefined(Metric.EXPECTED_COST, "no row");
        }
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (counts.thresholds[middle] >= threshold) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Score.of(Metric.EXPECTED_COST, cost(low, costs) / total);
    }

    /// The threshold of the lowest [#expectedCost(double, Costs)] among those of the curve; of equally cheap ones the
    /// largest. +∞ means that it is cheapest to call no row positive.
    ///
    /// The threshold is chosen for these very rows, on which it looks better than on others: choose it on rows that
    /// neither fitted nor judge the model.
    public double bestThreshold(Costs costs) {
        int best = 0;
        for (int i = 1; i < size(); i++) {
            if (cost(i, costs) < cost(best, costs)) {
                best = i;
            }
        }
        return counts.thresholds[best];
    }

    private double cost(int i, Costs costs) {
        return costs.falsePositive() * counts.falsePositives[i]
                + costs.falseNegative() * (positives() - counts.truePositives[i]);
    }

    /// The same curve without the points that lie exactly on the line between their neighbours. It draws, integrates
    /// and interpolates the same from fewer points.
    public RocCurve withoutCollinear() {
        return new RocCurve(counts.without(this::isCollinear), reason);
    }

    private boolean isCollinear(int a, int b, int c) {
        double[] x = counts.falsePositives;
        double[] y = counts.truePositives;
        return equalProducts(x[b] - x[a], y[c] - y[b], y[b] - y[a], x[c] - x[b]);
    }

    /// Whether a·b = c·d, exactly: products of counts of 10⁸ rows exceed the 53 bits of a double.
    private static boolean equalProducts(double a, double b, double c, double d) {
        double left = a * b;
        double right = c * d;
        return left == right && Math.fma(a, b, -left) == Math.fma(c, d, -right);
    }

    /// The true-positive rate at each given false-positive rate, linear between points; where the curve rises
    /// vertically, its upper end. Curves of several folds are averaged vertically by averaging these values over a
    /// common grid such as 0, 0.01, …, 1; prepend the point (0, 0) when drawing the mean. O(log size) each.
    ///
    /// **Source**: Fawcett (2006), algorithm 3 (vertical averaging).
    public double[] interpolate(double[] falsePositiveRates) {
        double[] x = falsePositiveRates();
        double[] y = truePositiveRates();
        return Arrays.stream(falsePositiveRates)
                .map(rate -> Cumulative.interpolate(x, y, Check.within("false-positive rate", rate, 0, 1)))
                .toArray();
    }

    private void requireDefined() {
        if (reason != null) {
            throw new IllegalStateException("the ROC curve is undefined: " + reason);
        }
    }

    /// The curve drawn beside the diagonal of chance, with its area.
    public Picture picture() {
        return CurvePictures.roc("ROC curve", List.of(drawn("AUC " + CurvePictures.shown(auc()))));
    }

    CurvePictures.Curve drawn(String name) {
        RocCurve drawn = withoutCollinear();
        return new CurvePictures.Curve(name, drawn.falsePositiveRates(), drawn.truePositiveRates());
    }

    /// Writes [#picture()] as an SVG file, whole or not at all. Throws [org.tandemml.core.InputException] if it cannot
    /// be written.
    public void plot(Path file) {
        CurvePictures.write(picture(), file);
    }

    @Override
    public String toString() {
        return "RocCurve[" + size() + " points, auc " + auc() + "]";
    }
}
