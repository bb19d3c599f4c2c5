package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tandemml.evaluation.CorrelatedBayes;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.Holm;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.ResampledMean;

/// What follows from the numbers of one data set: which learners cannot be told apart from the best, what they cost,
/// and what would change the answer.
///
/// Every pair of learners is compared on the primary metric, fold by fold, by the corrected resampled t-test, with
/// Holm's adjustment over all pairs. A learner ties with the best if that pair's adjusted p-value is at least 0.05.
/// That two learners cannot be told apart does not mean that they are equally good: the probability of that, within a
/// region of practical equivalence, is given beside the p-value. Without repeats there are no tests and no claims.
///
/// **Source**: Nadeau, Bengio, "Inference for the Generalization Error", Machine Learning 52 (2003); Holm, "A simple
/// sequentially rejective multiple test procedure", Scand. J. Statistics 6 (1979); [CorrelatedBayes].
///
/// @param metric the primary metric: AUC for classes (accuracy where no fold defines AUC), RMSE for numbers
/// @param pairs every pair, by p-value; empty without significance tests
/// @param best the learners that tie with the best mean, that one first; empty if none finished
/// @param fastest the fastest of them to fit, if any finished
/// @param sentences the above in words, what matters most first
public record Verdict(
        Metric metric, List<Pair> pairs, List<String> best, Optional<String> fastest, List<String> sentences) {
    /// The level at which two learners are told apart.
    public static final double ALPHA = 0.05;

    /// Two learners on the primary metric.
    ///
    /// @param first one learner, the one of the better mean
    /// @param second the other
    /// @param difference value of the first minus value of the second, over the folds that define both
    /// @param adjustedP the p-value after Holm's adjustment
    /// @param bayes how probable it is that either is better, or that they are practically equal; empty for one fold
    public record Pair(
            String first, String second, ResampledMean difference, double adjustedP, Optional<CorrelatedBayes> bayes) {
        boolean isOf(String a, String b) {
            return first.equals(a) && second.equals(b) || first.equals(b) && second.equals(a);
        }
    }

    public Verdict {
        pairs = List.copyOf(pairs);
        best = List.copyOf(best);
        sentences = List.copyOf(sentences);
    }

    /// The sentences as one text.
    public String text() {
        return String.join(" ", sentences);
    }

    static Verdict of(
            DatasetFacts facts, List<CrossValidated> learners, List<Inspection> inspections, boolean significance) {
        Metric metric = primary(facts, learners);
        List<CrossValidated> ranked = ranked(learners, metric);
        if (ranked.isEmpty()) {
            return new Verdict(metric, List.of(), List.of(), Optional.empty(), List.of("No learner finished."));
        }
        List<Pair> pairs = significance ? adjusted(ranked, metric) : List.of();
        String top = ranked.getFirst().name();
        List<CrossValidated> tied = ranked.stream()
                .filter(l -> l.name().equals(top)
                        || significance
                                && pairs.stream().anyMatch(p -> p.isOf(top, l.name()) && p.adjustedP() >= ALPHA))
                .toList();
        String fastest = tied.stream()
                .min(Comparator.comparingDouble(CrossValidated::fitSeconds))
                .orElseThrow()
                .name();
        List<String> names = tied.stream().map(CrossValidated::name).toList();
        VerdictWords words = new VerdictWords(facts, metric, learners, inspections, ranked, tied, pairs);
        return new Verdict(
                metric, pairs, names, Optional.of(fastest), significance ? words.tested() : words.untested());
    }

    private static Metric primary(DatasetFacts facts, List<CrossValidated> learners) {
        if (facts.isRegression()) {
            return Metric.RMSE;
        }
        return learners.isEmpty()
                        || learners.stream().anyMatch(l -> mean(l, Metric.AUC).isPresent())
                ? Metric.AUC
                : Metric.ACCURACY;
    }

    static Optional<ResampledMean> mean(CrossValidated learner, Metric metric) {
        return learner.metric(metric).flatMap(MetricSummary::average);
    }

    /// The learners with a mean of the metric, the best first.
    static List<CrossValidated> ranked(List<CrossValidated> learners, Metric metric) {
        return learners.stream()
                .filter(l -> mean(l, metric).isPresent())
                .sorted(Comparator.comparingDouble(l -> -goodness(l, metric)))
                .toList();
    }

    private static double goodness(CrossValidated learner, Metric metric) {
        double mean = mean(learner, metric).orElseThrow().mean();
        return metric.higherIsBetter() ? mean : -mean;
    }

    private static List<Pair> adjusted(List<CrossValidated> ranked, Metric metric) {
        List<Pair> raw = new ArrayList<>();
        double region = region(ranked, metric);
        for (int a = 0; a < ranked.size(); a++) {
            for (int b = a + 1; b < ranked.size(); b++) {
                difference(ranked.get(a), ranked.get(b), metric, region).ifPresent(raw::add);
            }
        }
        double[] adjusted = Holm.adjusted(
                raw.stream().mapToDouble(p -> p.difference().pValue()).toArray());
        return IntStream.range(0, raw.size())
                .mapToObj(i -> new Pair(
                        raw.get(i).first(),
                        raw.get(i).second(),
                        raw.get(i).difference(),
                        adjusted[i],
                        raw.get(i).bayes()))
                .sorted(Comparator.comparingDouble(p -> p.difference().pValue()))
                .toList();
    }

    /// What is as good as no difference: 0.01 of a share, 1 % of the best mean error.
    private static double region(List<CrossValidated> ranked, Metric metric) {
        return metric == Metric.RMSE
                ? CorrelatedBayes.USUAL_REGION
                        * mean(ranked.getFirst(), metric).orElseThrow().mean()
                : CorrelatedBayes.USUAL_REGION;
    }

    /// The difference over the folds that define the metric for both; empty if there is none.
    private static Optional<Pair> difference(
            CrossValidated first, CrossValidated second, Metric metric, double region) {
        List<FoldResult> common = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        for (int f = 0; f < first.folds().size(); f++) {
            FoldResult a = first.folds().get(f);
            FoldResult b = second.folds().get(f);
            if (a.repeat() != b.repeat() || a.fold() != b.fold() || a.testRows() != b.testRows()) {
                throw new IllegalStateException(first.name() + " and " + second.name() + " were judged on other folds");
            }
            if (a.score(metric).isDefined() && b.score(metric).isDefined()) {
                common.add(a);
                differences.add(a.score(metric).value() - b.score(metric).value());
            }
        }
        if (common.isEmpty()) {
            return Optional.empty();
        }
        double[] values = differences.stream().mapToDouble(d -> d).toArray();
        double share = FoldResult.testShare(common);
        return Optional.of(new Pair(
                first.name(),
                second.name(),
                ResampledMean.of(values, share),
                Double.NaN,
                values.length < 2 ? Optional.empty() : Optional.of(CorrelatedBayes.of(values, share, region))));
    }
}
