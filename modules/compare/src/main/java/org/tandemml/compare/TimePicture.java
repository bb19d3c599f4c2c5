package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// The primary metric of each learner against a time, on a logarithmic axis, with the Pareto front: the learners that
/// no other beats in both.
final class TimePicture {
    /// Shorter times are drawn here: below ten nanoseconds clocks say nothing.
    private static final double SHORTEST = 1e-8;

    private TimePicture() {}

    private record Dot(Series series, String name, double seconds, double mean, double low, double high) {}

    /// By the median time of a fit; nothing where no learner has a value of the primary metric.
    static Optional<Picture> ofFits(DatasetResult result, SeriesOrder order) {
        return of(result, order, "time of a fit", CrossValidated::fitSeconds);
    }

    /// By the median time of predicting one row.
    static Optional<Picture> ofPredictions(DatasetResult result, SeriesOrder order) {
        return of(
                result,
                order,
                "time of predicting a row",
                learner -> result.inspection(learner.name())
                        .oneRow()
                        .map(Inspection.Latency::median)
                        .orElse(Double.NaN));
    }

    private static Optional<Picture> of(
            DatasetResult result, SeriesOrder order, String what, ToDoubleFunction<CrossValidated> seconds) {
        Metric metric = result.verdict().metric();
        List<Dot> dots = new ArrayList<>();
        for (CrossValidated learner : result.learners()) {
            double time = seconds.applyAsDouble(learner);
            learner.metric(metric)
                    .filter(summary -> summary.average().isPresent() && !Double.isNaN(time))
                    .ifPresent(summary -> dots.add(dot(order, learner, summary, time)));
        }
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        Axis x = Axis.seconds(
                what + " (median)",
                dots.stream().mapToDouble(Dot::seconds).min().orElseThrow(),
                dots.stream().mapToDouble(Dot::seconds).max().orElseThrow());
        List<Dot> inView = inView(dots, metric);
        Axis y = Axis.linear(
                Wording.name(metric),
                inView.stream().mapToDouble(Dot::low).min().orElseThrow(),
                inView.stream().mapToDouble(Dot::high).max().orElseThrow());
        Chart chart = Chart.square(Wording.name(metric) + " against the " + what, x, y)
                .withoutLegend();
        List<Dot> front = front(dots, metric);
        chart.steps(
                new Series(0, "Pareto front"),
                front.stream().mapToDouble(Dot::seconds).toArray(),
                front.stream().mapToDouble(Dot::mean).toArray());
        for (Dot dot : dots) {
            chart.interval(dot.series(), dot.seconds(), dot.mean(), dot.low(), dot.high());
            if (!inView.contains(dot)) {
                chart.beyond(dot.seconds(), dot.mean(), Wording.plain(dot.mean(), 2));
            }
        }
        StringBuilder description = new StringBuilder("Bars: corrected 95 % interval. ");
        dots.forEach(d -> description.append(d.name() + ": " + Wording.duration(d.seconds()) + ", "
                + Wording.name(metric) + " " + Wording.plain(d.mean(), 3) + ". "));
        description.append("Pareto front: "
                + String.join(", ", front.stream().map(Dot::name).toList()) + ".");
        return Optional.of(chart.picture(description.toString()));
    }

    /// The dots that none beats in time and score, the quickest first.
    private static List<Dot> front(List<Dot> dots, Metric metric) {
        List<Dot> byTime = dots.stream()
                .sorted(Comparator.comparingDouble(Dot::seconds)
                        .thenComparingDouble(d -> metric.higherIsBetter() ? -d.mean() : d.mean()))
                .toList();
        List<Dot> front = new ArrayList<>();
        for (Dot dot : byTime) {
            if (front.isEmpty()
                    || (metric.higherIsBetter()
                            ? dot.mean() > front.getLast().mean()
                            : dot.mean() < front.getLast().mean())) {
                front.add(dot);
            }
        }
        return front;
    }

    private static Dot dot(SeriesOrder order, CrossValidated learner, MetricSummary summary, double seconds) {
        double mean = summary.mean().value();
        boolean hasInterval = !Double.isNaN(summary.low());
        return new Dot(
                order.of(learner.name()),
                learner.name(),
                Math.max(SHORTEST, seconds),
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
