package org.tandemml.evaluation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tandemml.core.WholeFile;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// How the curves of this module are drawn, alone or several in one frame.
final class CurvePictures {
    private CurvePictures() {}

    /// A curve among others.
    ///
    /// @param name for the legend, with its area
    record Curve(String name, double[] x, double[] y) {}

    /// Writes a picture as an SVG file, whole or not at all.
    static void write(Picture picture, Path file) {
        byte[] svg = picture.svg().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(svg));
    }

    /// Three decimals in the root locale, or `undefined`.
    static String shown(Score score) {
        return score.isDefined() ? String.format(Locale.ROOT, "%.3f", score.value()) : "undefined";
    }

    static Picture roc(String title, List<Curve> curves) {
        Chart chart = Chart.square(title, Axis.unit("false-positive rate"), Axis.unit("true-positive rate"))
                .diagonal("chance");
        return lines(chart, curves).picture(named(curves) + " The diagonal is chance.");
    }

    /// Precision over recall, in steps: between two thresholds the precision of the lower one holds, as in the sum that
    /// defines average precision. `baseline` is the share of positive rows, the precision of chance; `NaN` for none.
    static Picture precisionRecall(String title, List<Curve> curves, double baseline) {
        Chart chart = Chart.square(title, Axis.unit("recall"), Axis.unit("precision"));
        if (!Double.isNaN(baseline)) {
            chart.horizontal(String.format(Locale.ROOT, "chance (%.3f positive)", baseline), baseline);
        }
        List<Curve> steps = curves.stream().map(CurvePictures::steps).toList();
        return lines(chart, steps).picture(named(curves) + " Higher is better.");
    }

    private static Curve steps(Curve curve) {
        int n = curve.x.length;
        double[] x = new double[Math.max(0, 2 * n - 1)];
        double[] y = new double[x.length];
        for (int i = 0; i < n; i++) {
            x[2 * i] = curve.x[i];
            y[2 * i] = curve.y[i];
            if (i + 1 < n) {
                x[2 * i + 1] = curve.x[i];
                y[2 * i + 1] = curve.y[i + 1];
            }
        }
        return new Curve(curve.name, x, y);
    }

    static Picture gain(String title, List<Curve> curves) {
        Chart chart = Chart.square(title, Axis.unit("share of rows selected"), Axis.unit("share of positives found"))
                .diagonal("random selection");
        return lines(chart, curves).picture(named(curves) + " The diagonal is selection at random.");
    }

    static Picture lift(String title, Curve curve) {
        double highest = Arrays.stream(curve.y).max().orElse(1);
        Chart chart = Chart.square(title, Axis.unit("share of rows selected"), Axis.fromZero("lift", highest))
                .horizontal("random selection", 1);
        return lines(chart, List.of(curve)).picture("Random selection has lift 1.");
    }

    /// Observed shares over mean probabilities of bins, with the share of the rows that each bin holds.
    static Picture reliability(String title, String name, double[] predicted, double[] observed, double[] weights) {
        double total = Arrays.stream(weights).sum();
        Series curve = new Series(0, name);
        double[] shares = Arrays.stream(weights).map(w -> w / total).toArray();
        StringBuilder description = new StringBuilder("Observed share by mean predicted probability:");
        for (int i = 0; i < predicted.length; i++) {
            description.append(String.format(Locale.ROOT, " %.2f at %.2f;", observed[i], predicted[i]));
        }
        return Chart.square(title, Axis.unit("mean predicted probability"), Axis.unit("observed share"))
                .stems(new Series(1, "share of rows"), predicted, shares)
                .diagonal("perfectly calibrated")
                .line(curve, predicted, observed)
                .points(curve, predicted, observed)
                .picture(description + " the diagonal is perfect calibration.");
    }

    private static Chart lines(Chart chart, List<Curve> curves) {
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            chart.line(new Series(i, curve.name), curve.x, curve.y);
        }
        return chart;
    }

    private static String named(List<Curve> curves) {
        return curves.stream().map(Curve::name).collect(Collectors.joining("; ", "", "."));
    }
}
