package org.tandemml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// How predicted numbers are distributed: histograms of scores and residuals, and predicted against actual values.
final class Distributions {
    private static final int SCORE_BOXES = 25;
    private static final int MOST_BOXES = 60;

    /// Larger numbers are drawn here: differences of those beyond overflow.
    private static final double LARGEST = 1e300;

    private Distributions() {}

    /// Rows that belong together.
    ///
    /// @param weights of the rows, in their order
    record Group(String name, double[] values, double[] weights) {
        double total() {
            return Arrays.stream(weights).sum();
        }
    }

    /// The pictures of the evaluation of a regressor.
    static List<Picture> pictures(RegressorEvaluation evaluation) {
        return List.of(
                predictedAgainstActual(evaluation.truth, evaluation.predicted),
                residuals(evaluation.truth, evaluation.predicted, evaluation.weights));
    }

    /// One histogram for each group, each as shares of its own weight, so that rare groups are seen. Groups without
    /// rows are left out.
    static Picture scores(String title, String label, boolean probabilities, List<Group> groups) {
        List<Group> present = groups.stream().filter(g -> g.total() > 0).toList();
        double[] all =
                present.stream().flatMapToDouble(g -> Arrays.stream(g.values)).toArray();
        double[] edges = probabilities ? even(0, 1, SCORE_BOXES) : around(all, SCORE_BOXES);
        List<double[]> heights = present.stream().map(g -> shares(g, edges)).toList();
        double highest = heights.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        Axis x = probabilities ? Axis.unit(label) : Axis.linear(label, edges[0], edges[edges.length - 1]);
        Chart chart = Chart.square(title, x, Axis.fromZero("share of the group's rows", highest));
        StringBuilder description = new StringBuilder("Medians:");
        for (int i = 0; i < present.size(); i++) {
            Group group = present.get(i);
            String name = group.name + " (" + weight(group.total()) + ")";
            chart.histogram(new Series(groups.indexOf(group), name), edges, heights.get(i));
            description.append(String.format(Locale.ROOT, " %s %.3f;", name, median(group.values)));
        }
        return chart.picture(description + " each histogram is in shares of its own rows.");
    }

    /// Predicted over actual numbers, with the line on which both are equal.
    private static Picture predictedAgainstActual(double[] actual, double[] predicted) {
        double low = Math.min(least(actual), least(predicted));
        double high = Math.max(greatest(actual), greatest(predicted));
        return Chart.square(
                        "Predicted against actual values",
                        Axis.linear("actual", low, high),
                        Axis.linear("predicted", low, high))
                .diagonal("predicted = actual")
                .points(new Series(0, "rows"), actual, predicted)
                .picture(String.format(
                        Locale.ROOT,
                        "%d rows; actual values from %.4g to %.4g, predicted ones from %.4g to %.4g.",
                        actual.length,
                        least(actual),
                        greatest(actual),
                        least(predicted),
                        greatest(predicted)));
    }

    /// The histogram of actual minus predicted numbers.
    private static Picture residuals(double[] actual, double[] predicted, double @Nullable [] weights) {
        double[] residuals = new double[actual.length];
        Arrays.setAll(residuals, i -> Math.clamp(actual[i] - predicted[i], -LARGEST, LARGEST));
        double[] ones = new double[actual.length];
        Arrays.fill(ones, 1);
        Group group = new Group("", residuals, weights == null ? ones : weights);
        double[] edges = around(residuals, boxes(residuals));
        double[] heights = shares(group, edges);
        double total = group.total();
        for (int i = 0; i < heights.length; i++) {
            heights[i] *= total;
        }
        Axis x = Axis.linear("actual − predicted", edges[0], edges[edges.length - 1]);
        return Chart.square("Residuals", x, Axis.counts("rows", greatest(heights)))
                .histogram(new Series(0, ""), edges, heights)
                .vertical("no error", 0)
                .picture(String.format(
                        Locale.ROOT,
                        "Residuals from %.4g to %.4g, median %.4g.",
                        least(residuals),
                        greatest(residuals),
                        median(residuals)));
    }

    private static double[] shares(Group group, double[] edges) {
        int boxes = edges.length - 1;
        double low = edges[0];
        double width = edges[boxes] - low;
        double total = group.total();
        double[] shares = new double[boxes];
        for (int i = 0; i < group.values.length; i++) {
            int box = Math.clamp((long) ((group.values[i] - low) / width * boxes), 0, boxes - 1);
            shares[box] += total > 0 ? group.weights[i] / total : 0;
        }
        return shares;
    }

    /// Boxes by the rule of Freedman and Diaconis, between 5 and 60.
    private static int boxes(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double middle = n == 0 ? 0 : sorted[Math.min(n - 1, 3 * n / 4)] - sorted[n / 4];
        double range = n == 0 ? 0 : sorted[n - 1] - sorted[0];
        double width = 2 * middle / Math.cbrt(Math.max(1, n));
        return width > 0 ? (int) Math.clamp(Math.ceil(range / width), 5, MOST_BOXES) : 5;
    }

    private static double[] around(double[] values, int boxes) {
        double low = values.length == 0 ? 0 : Math.max(-LARGEST, least(values));
        double high = values.length == 0 ? 1 : Math.min(LARGEST, greatest(values));
        double room = high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)) ? 0 : Math.max(1e-3, Math.abs(high));
        return even(low - room, high + room, boxes);
    }

    private static double[] even(double low, double high, int boxes) {
        return IntStream.rangeClosed(0, boxes)
                .mapToDouble(i -> low * (1 - (double) i / boxes) + high * ((double) i / boxes))
                .toArray();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).max().orElse(1);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    }

    private static String weight(double total) {
        return total == Math.rint(total)
                ? String.format(Locale.ROOT, "%.0f rows", total)
                : String.format(Locale.ROOT, "weight %.1f", total);
    }
}
