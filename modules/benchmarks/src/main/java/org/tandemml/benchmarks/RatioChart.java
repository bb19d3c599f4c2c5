package org.tandemml.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// Our time as a share of the best rival's for each contest, on a logarithmic axis, beside the share that is claimed.
final class RatioChart {
    private RatioChart() {}

    /// Nothing if there is no ratio to draw.
    static Optional<Picture> of(Results results) {
        List<Results.Ratio> ratios = results.ratios();
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        // The first row of such a chart is the lowest.
        List<String> names = new ArrayList<>(
                ratios.stream().map(Results.Ratio::contest).distinct().toList().reversed());
        double low = ratios.stream()
                .mapToDouble(r -> Math.min(r.ratio(), Double.isNaN(r.target()) ? r.ratio() : r.target()))
                .min()
                .orElseThrow();
        double high = ratios.stream().mapToDouble(Results.Ratio::ratio).max().orElseThrow();
        Chart chart = Chart.rows(
                "Time of Tandem / time of the best rival",
                Axis.logarithmic("ratio of medians (left of 1: Tandem is faster)", low, Math.max(1, high)),
                Axis.categories("", names));
        chart.vertical("equal time", 1);
        chart.points(
                new Series(2, "claimed at most"),
                ratios.stream().mapToDouble(Results.Ratio::target).toArray(),
                rows(names, ratios));
        int threads = ratios.stream().mapToInt(Results.Ratio::threads).max().orElseThrow();
        for (int t = 1; t <= threads; t++) {
            int those = t;
            List<Results.Ratio> some =
                    ratios.stream().filter(r -> r.threads() == those).toList();
            if (!some.isEmpty()) {
                chart.points(
                        new Series(t == 1 ? 0 : t + 1, t == 1 ? "1 thread" : t + " threads"),
                        some.stream().mapToDouble(Results.Ratio::ratio).toArray(),
                        rows(names, some));
            }
        }
        long faster = ratios.stream().filter(r -> r.ratio() < 1).count();
        return Optional.of(chart.picture(String.format(
                Locale.ROOT,
                "Tandem is faster than the best rival in %d of %d measurements; the smallest ratio is %.3f, the largest"
                        + " %.2f. Machine: %s.",
                faster,
                ratios.size(),
                ratios.stream().mapToDouble(Results.Ratio::ratio).min().orElseThrow(),
                high,
                String.join("; ", results.machines()))));
    }

    private static double[] rows(List<String> names, List<Results.Ratio> ratios) {
        return ratios.stream().mapToDouble(r -> names.indexOf(r.contest())).toArray();
    }
}
