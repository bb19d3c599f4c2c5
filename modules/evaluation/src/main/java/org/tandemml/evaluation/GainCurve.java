package org.tandemml.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.plot.Picture;

/// Cumulative gain and lift as data: if the rows of the largest scores are selected, which share of all positive rows
/// is among them (gain), and how many times more than among as many random rows (lift = gain / share selected).
///
/// Point 0 selects nothing: share 0, gain 0, and the lift of point 1, which is its limit. Then follows one point for
/// each distinct score, descending, ending at share 1, gain 1, lift 1. Rows of weight 0 are left out. Without
/// positive rows the curve is undefined and asking for gains is an `IllegalStateException` with that reason.
///
/// **Cost**: that of sorting n scores and 24 bytes for each distinct score. Immutable, deterministic. **Errors**:
/// [org.tandemml.core.InputException] for a `NaN` score, naming the row.
public final class GainCurve {
    private final Cumulative counts;
    private final @Nullable String reason;

    private GainCurve(Cumulative counts, @Nullable String reason) {
        this.counts = counts;
        this.reason = reason;
    }

    /// The curve of rows of weight 1: row i is positive or not and has a score, larger meaning more positive.
    public static GainCurve of(boolean[] positive, double[] scores) {
        return of(Ranking.of(positive, scores, null));
    }

    /// The curve of weighted rows.
    public static GainCurve of(boolean[] positive, double[] scores, double[] weights) {
        return of(Ranking.of(positive, scores, weights));
    }

    static GainCurve of(Ranking ranking) {
        return new GainCurve(Cumulative.of(ranking), ranking.hasPositives() ? null : ranking.missingSide());
    }

    /// True if there are positive rows.
    public boolean isDefined() {
        return reason == null;
    }

    /// Number of points.
    public int size() {
        return counts.size();
    }

    /// The threshold of each point, descending from +∞; a row is selected if its score is at least that.
    public double[] thresholds() {
        return counts.thresholds.clone();
    }

    /// The share of all rows that is selected, ascending from 0 to 1.
    public double[] shares() {
        requireDefined();
        double total = counts.positives() + counts.negatives();
        double[] shares = new double[size()];
        Arrays.setAll(shares, i -> (counts.truePositives[i] + counts.falsePositives[i]) / total);
        return shares;
    }

    /// The share of the positive rows that is selected, ascending from 0 to 1.
    public double[] gains() {
        requireDefined();
        return Cumulative.shares(counts.truePositives);
    }

    /// Gain divided by share.
    public double[] lifts() {
        double[] shares = shares();
        double[] lifts = gains();
        for (int i = 1; i < lifts.length; i++) {
            lifts[i] /= shares[i];
        }
        lifts[0] = lifts[1];
        return lifts;
    }

    /// The gain if this share of the rows is selected, linear between points: tied rows are selected in random order.
    public double gainAt(double share) {
        Check.within("share of rows selected", share, 0, 1);
        return Cumulative.interpolate(shares(), gains(), share);
    }

    /// The lift if this share of the rows is selected.
    public double liftAt(double share) {
        Check.positive("share of rows selected", share);
        return gainAt(share) / share;
    }

    private void requireDefined() {
        if (reason != null) {
            throw new IllegalStateException("the gain curve is undefined: " + reason);
        }
    }

    /// The gain drawn beside the diagonal of selection at random.
    public Picture picture() {
        return CurvePictures.gain("Cumulative gain", List.of(drawn("gain")));
    }

    /// The lift drawn above 1, that of selection at random.
    public Picture liftPicture() {
        return CurvePictures.lift("Lift", new CurvePictures.Curve("lift", shares(), lifts()));
    }

    CurvePictures.Curve drawn(String name) {
        return new CurvePictures.Curve(name, shares(), gains());
    }

    /// Writes [#picture()] as an SVG file, whole or not at all. Throws [org.tandemml.core.InputException] if it cannot
    /// be written.
    public void plot(Path file) {
        CurvePictures.write(picture(), file);
    }

    @Override
    public String toString() {
        return "GainCurve[" + size() + " points" + (reason == null ? "" : ", undefined: " + reason) + "]";
    }
}
