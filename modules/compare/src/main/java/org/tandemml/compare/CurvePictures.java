package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tandemml.evaluation.Binning;
import org.tandemml.evaluation.ClassifierEvaluation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.PrCurve;
import org.tandemml.evaluation.ReliabilityCurve;
import org.tandemml.evaluation.RocCurve;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// The curves of the best learners in one frame: ROC and precision–recall, averaged over folds with a band of one
/// standard deviation, and reliability.
///
/// **Source**: T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), algorithm 3.
record CurvePictures(DatasetResult result, SeriesOrder order) {
    private static final int BINS = 10;

    /// One learner's curve.
    private record Curve(Series series, CurveBand band) {}

    /// True-positive rates at equal false-positive rates; nothing where no fold of any learner defines a curve.
    Optional<Picture> roc() {
        Chart chart = Chart.square(
                        "ROC curves, " + CurveBand.classes(result.facts()),
                        Axis.unit("false-positive rate"),
                        Axis.unit("true-positive rate"))
                .diagonal("chance")
                .withoutLegend();
        return drawn(
                chart,
                (evaluation, positive) -> {
                    RocCurve roc = evaluation.roc(positive);
                    return roc.isDefined() ? Optional.of(roc.interpolate(CurveBand.grid())) : Optional.empty();
                },
                true,
                Metric.AUC,
                "Dashed: chance.");
    }

    /// Precisions at equal recalls.
    Optional<Picture> precisionRecall() {
        Chart chart = Chart.square(
                        "Precision and recall, " + CurveBand.classes(result.facts()),
                        Axis.unit("recall"),
                        Axis.unit("precision"))
                .withoutLegend();
        double prevalence = prevalence();
        chart.horizontal("chance", prevalence);
        return drawn(
                chart,
                (evaluation, positive) -> {
                    PrCurve pr = evaluation.pr(positive);
                    return pr.isDefined()
                            ? Optional.of(CurveBand.steps(pr.recalls(), pr.precisions()))
                            : Optional.empty();
                },
                false,
                Metric.AVERAGE_PRECISION,
                "Dashed: chance, the share of positive rows, " + Wording.plain(prevalence, 2) + ".");
    }

    private double prevalence() {
        List<DatasetFacts.ClassCount> classes = result.facts().classes();
        return classes.size() == 2
                ? (double) classes.get(1).rows() / result.facts().rows()
                : 1.0 / Math.max(1, classes.size());
    }

    private Optional<Picture> drawn(
            Chart chart, CurveBand.OfClass curve, boolean fromOrigin, Metric metric, String remark) {
        if (result.facts().isRegression()) {
            return Optional.empty();
        }
        List<Curve> curves = new ArrayList<>();
        StringBuilder description = new StringBuilder("Mean over folds, band of one standard deviation. ");
        for (CrossValidated learner : SeriesOrder.drawn(result)) {
            CurveBand.of(learner, curve).ifPresent(band -> {
                curves.add(new Curve(order.of(learner.name()), band));
                description.append(learner.name() + ": " + value(learner, metric) + ". ");
            });
        }
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        double[] grid = CurveBand.grid();
        // Bands first: no band may cover a line. A ROC curve begins at (0, 0), where its value is the upper end of a
        // step.
        curves.forEach(
                c -> chart.band(c.series(), grid, c.band().low(), c.band().high()));
        curves.forEach(c -> chart.line(
                c.series(),
                fromOrigin ? prepended(grid) : grid,
                fromOrigin ? prepended(c.band().mean()) : c.band().mean()));
        return Optional.of(chart.picture(description.append(remark).toString()));
    }

    /// `AUC 0.994 ± 0.006`, or why there is none.
    static String value(CrossValidated learner, Metric metric) {
        Optional<MetricSummary> summary = learner.metric(metric);
        return Wording.name(metric) + " "
                + summary.flatMap(MetricSummary::average).map(Wording::mean).orElse("undefined");
    }

    private static double[] prepended(double[] rest) {
        double[] all = new double[rest.length + 1];
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /// Observed shares over predicted probabilities, from the rows of the first division; nothing where no learner
    /// gives probabilities.
    Optional<Picture> calibration() {
        Chart chart = Chart.square(
                        "Calibration" + (result.facts().classes().size() > 2 ? ", all classes together" : ""),
                        Axis.unit("predicted probability"),
                        Axis.unit("observed share"))
                .diagonal("perfect")
                .withoutLegend();
        StringBuilder description = new StringBuilder("Ten bins of equal numbers of rows. ");
        int drawn = 0;
        for (CrossValidated learner : SeriesOrder.drawn(result)) {
            Optional<ReliabilityCurve> curve = reliability(learner);
            if (curve.isPresent()) {
                Function<Function<ReliabilityCurve.Bin, Double>, double[]> of =
                        f -> curve.get().bins().stream().mapToDouble(f::apply).toArray();
                double[] x = of.apply(ReliabilityCurve.Bin::meanPredicted);
                double[] y = of.apply(ReliabilityCurve.Bin::observed);
                chart.line(order.of(learner.name()), x, y);
                chart.points(order.of(learner.name()), x, y);
                description.append(learner.name() + ": calibration error "
                        + Wording.plain(curve.get().expectedCalibrationError().orNaN(), 3) + ". ");
                drawn++;
            }
        }
        return drawn == 0
                ? Optional.empty()
                : Optional.of(
                        chart.picture(description.append("Dashed: perfect.").toString()));
    }

    /// The curve of the rows of the first division together.
    static Optional<ReliabilityCurve> reliability(CrossValidated learner) {
        return pooled(learner)
                .filter(ClassifierEvaluation::hasProbabilities)
                .map(e -> e.reliabilityOfAll(new Binning.Quantile(BINS)));
    }

    /// The rows of the first division together.
    static Optional<ClassifierEvaluation> pooled(CrossValidated learner) {
        List<ClassifierEvaluation> parts = new ArrayList<>();
        learner.folds().stream().filter(f -> f.repeat() == 0).forEach(f -> {
            if (f.outOfFold().evaluation() instanceof ClassifierEvaluation evaluation) {
                parts.add(evaluation);
            }
        });
        boolean alike =
                parts.stream().map(ClassifierEvaluation::classes).distinct().count() == 1;
        return alike ? Optional.of(ClassifierEvaluation.pooled(parts)) : Optional.empty();
    }
}
