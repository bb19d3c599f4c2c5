package org.tandemml.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tandemml.plot.Picture;

/// Precision against recall as data: for each threshold, which share of the rows with at least that score is positive
/// (precision), and which share of the positive rows they are (recall).
///
/// Point 0 has threshold +∞: recall 0 and, by convention, precision 1. Then follows one point for each distinct
/// score, descending, ending at recall 1 and the share of positive rows. Tied rows share a point; rows of weight 0
/// are left out. Without positive rows the curve is undefined: [#averagePrecision()] gives the reason, asking for
/// recalls is an `IllegalStateException`. Without negative rows the precision is 1 throughout.
///
/// Average precision is the step sum `Σ (Rₙ − Rₙ₋₁)·Pₙ`, not the trapezoid under the points, which is too high:
/// between two points precision does not run along a straight line.
///
/// **Source**: J. Davis and M. Goadrich, The relationship between precision-recall and ROC curves, ICML 2006, section
/// 3. **Cost**: that of sorting n scores and 24 bytes for each distinct score. Immutable, deterministic. **Errors**:
/// [org.tandemml.core.InputException] for a `NaN` score, naming the row.
public final class PrCurve {
    private final Cumulative counts;
    // Kept apart from the points: on a thinned curve the step sum would miss the points left out.
    private final Score averagePrecision;

    private PrCurve(Cumulative counts, Score averagePrecision) {
        this.counts = counts;
        this.averagePrecision = averagePrecision;
    }

    /// The curve of rows of weight 1: row i is positive or not and has a score, larger meaning more positive.
    public static PrCurve of(boolean[] positive, double[] scores) {
        return of(Ranking.of(positive, scores, null));
    }

    /// The curve of weighted rows.
    public static PrCurve of(boolean[] positive, double[] scores, double[] weights) {
        return of(Ranking.of(positive, scores, weights));
    }

    static PrCurve of(Ranking ranking) {
        return new PrCurve(Cumulative.of(ranking), ranking.averagePrecision());
    }

    /// True if there are positive rows.
    public boolean isDefined() {
        return averagePrecision.isDefined();
    }

    /// Number of points.
    public int size() {
        return counts.size();
    }

    /// The threshold of each point, descending from +∞; a row is called positive if its score is at least that.
    public double[] thresholds() {
        return counts.thresholds.clone();
    }

    /// The precision of each point.
    public double[] precisions() {
        double[] precisions = new double[size()];
        Arrays.setAll(precisions, this::precision);
        return precisions;
    }

    private double precision(int i) {
        return i == 0 ? 1 : counts.truePositives[i] / (counts.truePositives[i] + counts.falsePositives[i]);
    }

    /// The recall of each point, ascending from 0 to 1.
    public double[] recalls() {
        if (!isDefined()) {
            throw new IllegalStateException("the precision-recall curve is undefined: " + averagePrecision.reason());
        }
        return Cumulative.shares(counts.truePositives);
    }

    /// The mean precision over the steps of recall; the share of positive rows for a ranking without any information.
    public Score averagePrecision() {
        return averagePrecision;
    }

    /// The same curve without the points that lie on the line between their neighbours; the average precision stays
    /// that of the whole curve. Points inside vertical runs and runs of precision 1 are always recognised, those on
    /// slanted lines as long as the products of four counts stay below 2⁵³.
    public PrCurve withoutCollinear() {
        return new PrCurve(counts.without(this::isCollinear), averagePrecision);
    }

    // Slopes (p_b − p_a)/(t_b − t_a) with p = t/s compared without dividing.
    private boolean isCollinear(int a, int b, int c) {
        double rise = (top(b) * bottom(a) - top(a) * bottom(b)) * bottom(c);
        double nextRise = (top(c) * bottom(b) - top(b) * bottom(c)) * bottom(a);
        double run = counts.truePositives[b] - counts.truePositives[a];
        double nextRun = counts.truePositives[c] - counts.truePositives[b];
        return rise * nextRun == nextRise * run;
    }

    private double top(int i) {
        return i == 0 ? 1 : counts.truePositives[i];
    }

    private double bottom(int i) {
        return i == 0 ? 1 : counts.truePositives[i] + counts.falsePositives[i];
    }

    /// The curve drawn in steps above the precision of chance, with its average precision.
    public Picture picture() {
        String name = "average precision " + CurvePictures.shown(averagePrecision);
        return CurvePictures.precisionRecall("Precision-recall curve", List.of(drawn(name)), shareOfPositives());
    }

    /// The precision of a ranking without any information.
    double shareOfPositives() {
        return counts.positives() / (counts.positives() + counts.negatives());
    }

    CurvePictures.Curve drawn(String name) {
        return new CurvePictures.Curve(name, recalls(), precisions());
    }

    /// Writes [#picture()] as an SVG file, whole or not at all. Throws [org.tandemml.core.InputException] if it cannot
    /// be written.
    public void plot(Path file) {
        CurvePictures.write(picture(), file);
    }

    @Override
    public String toString() {
        return "PrCurve[" + size() + " points, average precision " + averagePrecision + "]";
    }
}
