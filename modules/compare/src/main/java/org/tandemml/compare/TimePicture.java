package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// The primary metric of each learner against its median time of a fit, which has a logarithmic axis.
final class TimePicture {
    /// Shorter times are drawn here: below a microsecond clocks say nothing.
    private static final double SHORTEST = 1e-6;

    private TimePicture() {}

    private record Dot(Series series, String name, double seconds, double mean, double low, double high) {}

    /// The picture, or nothing where no learner has a value of the primary metric.
    static Optional<Picture> of(DatasetResult result, SeriesOrder order) {
        Metric metric = result.verdict().metric();
        List<Dot> dots = new ArrayList<>();
        for (CrossValidated learner : result.learners()) {
            learner.metric(metric)
                    .filter(summary -> summary.average().isPresent())
                    .ifPresent(summary -> dots.add(dot(order, learner, summary)));
        }
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        Axis x = Axis.seconds(
                "time of a fit (median)",
                dots.stream().mapToDouble(Dot::seconds).min().orElseThrow(),
                dots.stream().mapToDouble(Dot::seconds).max().orElseThrow());
        List<Dot> inView = inView(dots, metric);
        Axis y = Axis.linear(
                Wording.name(metric),
                inView.stream().mapToDouble(Dot::low).min().orElseThrow(),
                inView.stream().mapToDouble(Dot::high).max().orElseThrow());
        String title = Wording.name(metric) + " against the time of a fit on "
                + result.facts().name();
        Chart chart = Chart.square(title, x, y).withoutLegend();
        for (Dot dot : dots) {
            chart.interval(dot.series(), dot.seconds(), dot.mean(), dot.low(), dot.high());
            if (!inView.contains(dot)) {
                chart.beyond(dot.seconds(), dot.mean(), Wording.plain(dot.mean(), 2));
            }
        }
        StringBuilder description = new StringBuilder("Bars: corrected 95 % interval. ");
        dots.forEach(d -> description.append(d.name() + ": " + Wording.seconds(d.seconds()) + " s, "
                + Wording.name(metric) + " " + Wording.plain(d.mean(), 3) + ". "));
        return Optional.of(chart.picture(description.toString().strip()));
    }

    private static Dot dot(SeriesOrder order, CrossValidated learner, MetricSummary summary) {
        double mean = summary.mean().value();
        boolean hasInterval = !Double.isNaN(summary.low());
        return new Dot(
                order.of(learner.name()),
                learner.name(),
                Math.max(SHORTEST, learner.fitSeconds()),
                mean,
                hasInterval ? summary.low() : mean,
                hasInterval ? summary.high() : mean);
    }

    /// The dots that set the range of the axis: the worst is left out, and again, where it would squeeze the others
    /// into less than a quarter of the height. It is then drawn at the edge with its value.
    private static List<Dot> inView(List<Dot> dots, Metric metric) {
        List<Dot> rest = dots.stream()
                .sorted(Comparator.comparingDouble(d -> metric.higherIsBetter() ? d.mean() : -d.mean()))
                .toList();
        while (rest.size() > 2 && range(rest.subList(1, rest.size())) < range(rest) / 4) {
            rest = rest.subList(1, rest.size());
        }
        return rest;
    }

    private static double range(List<Dot> dots) {
        return dots.stream().mapToDouble(Dot::high).max().orElseThrow()
                - dots.stream().mapToDouble(Dot::low).min().orElseThrow();
    }
}
