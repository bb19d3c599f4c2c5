package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tandemml.core.Parallel;
import org.tandemml.evaluation.Bootstrap;
import org.tandemml.evaluation.ClassifierEvaluation;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.DeLong;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.evaluation.Holm;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.RegressorEvaluation;
import org.tandemml.evaluation.Score;
import org.tandemml.evaluation.ScoreInterval;
import org.tandemml.evaluation.TestResult;

/// The learners on the rows set aside: scores with intervals, and each against the best.
///
/// AUC of two classes has DeLong's interval, other metrics a BCa bootstrap within classes, percentiles where BCa is not
/// defined. Against the learner of the best primary score, two classes are compared by the paired test of DeLong with
/// Holm's adjustment. These intervals are about the models of one fit: they allow for the choice of the rows judged,
/// not of the rows learned from.
///
/// @param rows how many were set aside
/// @param metric the primary metric
/// @param entries one a learner that has been judged, the best first
public record HoldOut(int rows, Metric metric, List<Entry> entries) {
    /// One learner on the rows set aside.
    ///
    /// @param learner its name
    /// @param primary the primary metric
    /// @param method where the interval comes from
    /// @param accuracy for classes; empty for numbers
    /// @param againstBest the p-value of DeLong's paired test against the first entry, adjusted; `NaN` where there is
    /// none
    public record Entry(
            String learner,
            ScoreInterval primary,
            String method,
            Optional<ScoreInterval> accuracy,
            double againstBest) {}

    /// More rows make each resample slow and the interval no better.
    private static final int RESAMPLES = 2_000;

    private static final long MOST_WORK = 40_000_000;
    private static final int LEAST_RESAMPLES = 200;

    public HoldOut {
        entries = List.copyOf(entries);
    }

    /// False for an interval of no length, which a bootstrap gives where every row is right: it is not certainty.
    static boolean saysSomething(ScoreInterval interval) {
        return interval.isDefined() && interval.low().value() < interval.high().value();
    }

    private record Judged(String name, Evaluation evaluation) {}

    /// The table, if rows were set aside and a learner was judged on them.
    static Optional<HoldOut> of(List<CrossValidated> learners, List<Inspection> inspections, Metric metric) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < Math.min(learners.size(), inspections.size()); i++) {
            String name = learners.get(i).name();
            inspections
                    .get(i)
                    .holdOut()
                    .filter(h -> !h.folds().isEmpty())
                    .ifPresent(h -> judged.add(
                            new Judged(name, h.folds().getFirst().outOfFold().evaluation())));
        }
        judged.removeIf(j -> !score(j.evaluation(), metric).isDefined());
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        judged.sort(Comparator.comparingDouble(j -> (metric.higherIsBetter() ? -1 : 1)
                * score(j.evaluation(), metric).value()));
        double[] p = adjusted(judged);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            entries.add(entry(judged.get(i), metric, p[i]));
        }
        return Optional.of(new HoldOut(judged.getFirst().evaluation().rows(), metric, entries));
    }

    private static Score score(Evaluation evaluation, Metric metric) {
        Score score = evaluation.metrics().get(metric.key());
        return score == null ? Score.undefined(metric, "not measured") : score;
    }

    /// The p-values of DeLong's test against the first, adjusted; `NaN` for the first and where the test is undefined.
    private static double[] adjusted(List<Judged> judged) {
        double[] result = new double[judged.size()];
        Arrays.fill(result, Double.NaN);
        List<Integer> tested = new ArrayList<>();
        List<Double> raw = new ArrayList<>();
        for (int i = 1; i < judged.size(); i++) {
            if (judged.getFirst().evaluation() instanceof ClassifierEvaluation best
                    && judged.get(i).evaluation() instanceof ClassifierEvaluation other) {
                TestResult test = DeLong.test(best, other);
                if (test.isDefined()) {
                    tested.add(i);
                    raw.add(test.pValue());
                }
            }
        }
        double[] p = Holm.adjusted(raw.stream().mapToDouble(d -> d).toArray());
        for (int t = 0; t < p.length; t++) {
            result[tested.get(t)] = p[t];
        }
        return result;
    }

    private static Entry entry(Judged judged, Metric metric, double p) {
        return switch (judged.evaluation()) {
            case ClassifierEvaluation classes -> {
                ScoreInterval deLong =
                        metric == Metric.AUC ? classes.aucInterval() : bootstrap(classes, e -> score(e, metric));
                boolean defined = deLong.isDefined();
                ScoreInterval primary = defined ? deLong : bootstrap(classes, e -> score(e, metric));
                yield new Entry(
                        judged.name(),
                        primary,
                        metric == Metric.AUC && defined ? "DeLong" : "bootstrap",
                        Optional.of(bootstrap(classes, ClassifierEvaluation::accuracy)),
                        p);
            }
            case RegressorEvaluation numbers -> {
                Bootstrap bootstrap = new Bootstrap().withResamples(resamples(numbers.rows()));
                ScoreInterval bca = bootstrap.interval(numbers, e -> score(e, metric), Parallel.SEQUENTIAL);
                yield new Entry(judged.name(), bca, "bootstrap", Optional.empty(), p);
            }
        };
    }

    private static ScoreInterval bootstrap(
            ClassifierEvaluation evaluation, Function<ClassifierEvaluation, Score> metric) {
        Bootstrap bootstrap = new Bootstrap().withResamples(resamples(evaluation.rows()));
        ScoreInterval bca = bootstrap.interval(evaluation, metric, Parallel.SEQUENTIAL);
        return bca.isDefined()
                ? bca
                : bootstrap.withKind(Bootstrap.Kind.PERCENTILE).interval(evaluation, metric, Parallel.SEQUENTIAL);
    }

    private static int resamples(int rows) {
        return (int) Math.clamp(MOST_WORK / Math.max(1, rows), LEAST_RESAMPLES, RESAMPLES);
    }
}
