package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;

/// The primary metric of each learner against its median time of a fit, which has a logarithmic axis.
final class TimePicture {
    /// Shorter times are drawn here: below a microsecond clocks say nothing.
    private static final double SHORTEST = 1e-6;

    private static final double LABEL_HEIGHT = 15;

    private TimePicture() {}

    private record Dot(int series, String name, double seconds, double mean, double low, double high) {}

    /// The picture, or nothing where no learner has a value of the primary metric.
    static Optional<String> of(String id, DatasetResult result, SeriesOrder order) {
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
        Axis x = Axis.decades(
                "seconds of a fit (median)",
                dots.stream().mapToDouble(Dot::seconds).min().orElseThrow(),
                dots.stream().mapToDouble(Dot::seconds).max().orElseThrow());
        Axis y = Axis.linear(
                Wording.name(metric),
                dots.stream().mapToDouble(Dot::low).min().orElseThrow(),
                dots.stream().mapToDouble(Dot::high).max().orElseThrow());
        Plot plot = new Plot(460, 420, x, y);
        dots.forEach(d -> plot.point(d.series(), d.seconds(), d.mean(), d.low(), d.high()));
        label(plot, dots);
        StringBuilder description = new StringBuilder("Bars: corrected 95 % interval. ");
        dots.forEach(d -> description.append(d.name() + ": " + Wording.seconds(d.seconds()) + " s, "
                + Wording.name(metric) + " " + Wording.plain(d.mean(), 3) + ". "));
        String title = Wording.name(metric) + " against the time of a fit on "
                + result.facts().name();
        return Optional.of(plot.svg(id, title, description.toString().strip()));
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

    /// Labels from top to bottom, each pushed down until it is clear of the one above.
    private static void label(Plot plot, List<Dot> dots) {
        double last = Double.NEGATIVE_INFINITY;
        List<Dot> downwards = dots.stream()
                .sorted(Comparator.comparingDouble(d -> -d.mean()))
                .toList();
        for (Dot dot : downwards) {
            double wanted = plot.pixel(dot.mean());
            double placed = Math.max(wanted, last + LABEL_HEIGHT);
            plot.label(dot.seconds(), dot.mean(), placed - wanted, dot.name());
            last = placed;
        }
    }
}
