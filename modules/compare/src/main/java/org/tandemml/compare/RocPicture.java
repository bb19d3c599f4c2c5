package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tandemml.evaluation.ClassifierEvaluation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.RocCurve;
import org.tandemml.plot.Axis;
import org.tandemml.plot.Chart;
import org.tandemml.plot.Picture;
import org.tandemml.plot.Series;

/// The ROC curve of each learner: true-positive rates averaged over folds at equal false-positive rates, with a band of
/// one standard deviation of the folds.
///
/// Two classes: the second is the positive one. More: in each fold the curves of one class against the others are
/// averaged over the classes first (macro). Folds without rows of a class contribute the curves they define.
///
/// **Source**: T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), algorithm 3.
final class RocPicture {
    private static final int STEPS = 100;

    private RocPicture() {}

    /// The mean curve of one learner on the grid 0, 0.01, …, 1 with its band.
    private record Curve(Series series, double[] mean, double[] low, double[] high) {}

    /// The picture, or nothing for a numeric target and where no fold of any learner defines a curve.
    static Optional<Picture> of(DatasetResult result, SeriesOrder order) {
        if (result.facts().isRegression()) {
            return Optional.empty();
        }
        List<Curve> curves = new ArrayList<>();
        StringBuilder description = new StringBuilder("Mean over folds, band of one standard deviation. ");
        for (CrossValidated learner : result.learners()) {
            if (learner.failure().isEmpty()) {
                curve(order.of(learner.name()), learner).ifPresent(curve -> {
                    curves.add(curve);
                    description
                            .append(learner.name())
                            .append(": ")
                            .append(auc(learner))
                            .append(". ");
                });
            }
        }
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        Chart chart = Chart.square(
                        title(result.facts()), Axis.unit("false-positive rate"), Axis.unit("true-positive rate"))
                .diagonal("chance")
                .withoutLegend();
        double[] grid = grid();
        // Bands first: no band may cover a line. A curve begins at (0, 0), where its value is the upper end of a step.
        curves.forEach(c -> chart.band(c.series(), grid, c.low(), c.high()));
        curves.forEach(c -> chart.line(c.series(), prepended(0, grid), prepended(0, c.mean())));
        return Optional.of(chart.picture(description.append("Dashed: chance.").toString()));
    }

    private static String title(DatasetFacts facts) {
        return facts.classes().size() == 2
                ? "ROC curves of " + facts.name() + ", positive class "
                        + facts.classes().get(1).name()
                : "ROC curves of " + facts.name() + ", each class against the others, averaged over classes";
    }

    /// `AUC 0.994 ± 0.006`, or why there is none.
    static String auc(CrossValidated learner) {
        MetricSummary auc = learner.metric(Metric.AUC).orElseThrow();
        return auc.average().map(a -> "AUC " + Wording.mean(a)).orElseGet(() -> "AUC undefined: " + auc.reason());
    }

    private static Optional<Curve> curve(Series series, CrossValidated learner) {
        List<double[]> folds = new ArrayList<>();
        for (FoldResult fold : learner.folds()) {
            if (fold.outOfFold().evaluation() instanceof ClassifierEvaluation evaluation) {
                rates(evaluation).ifPresent(folds::add);
            }
        }
        if (folds.isEmpty()) {
            return Optional.empty();
        }
        double[] mean = new double[STEPS + 1];
        double[] low = new double[STEPS + 1];
        double[] high = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double sum = 0;
            for (double[] fold : folds) {
                sum += fold[i];
            }
            mean[i] = sum / folds.size();
            double squares = 0;
            for (double[] fold : folds) {
                squares += (fold[i] - mean[i]) * (fold[i] - mean[i]);
            }
            double sd = folds.size() == 1 ? 0 : Math.sqrt(squares / (folds.size() - 1));
            low[i] = Math.max(0, mean[i] - sd);
            high[i] = Math.min(1, mean[i] + sd);
        }
        return Optional.of(new Curve(series, mean, low, high));
    }

    /// The true-positive rates of one fold on the grid, averaged over the classes that have a curve.
    private static Optional<double[]> rates(ClassifierEvaluation evaluation) {
        List<String> positives =
                evaluation.classes().size() == 2 ? evaluation.classes().subList(1, 2) : evaluation.classes();
        List<double[]> curves = positives.stream()
                .map(evaluation::roc)
                .filter(RocCurve::isDefined)
                .map(roc -> roc.interpolate(grid()))
                .toList();
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        double[] mean = new double[STEPS + 1];
        for (double[] curve : curves) {
            for (int i = 0; i <= STEPS; i++) {
                mean[i] += curve[i] / curves.size();
            }
        }
        return Optional.of(mean);
    }

    private static double[] grid() {
        double[] grid = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            grid[i] = (double) i / STEPS;
        }
        return grid;
    }

    private static double[] prepended(double first, double[] rest) {
        double[] all = new double[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
