package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.ResampledMean;

/// What can be said about which learner is better, and what not.
///
/// Each pair of learners that finished is compared on the primary metric, fold by fold, by the corrected resampled
/// t-test ([ResampledMean]), two-sided; p-values are adjusted over all pairs by Holm's step-down method. Learners tie
/// with the best if their adjusted p-value against it is at least 0.05: a tie means "not told apart by these folds",
/// not "equal".
///
/// **Source**: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statistics 6 (1979).
///
/// @param metric the primary metric: AUC for classes (accuracy where no fold defines AUC), RMSE for numbers
/// @param pairs every pair; empty without significance tests
/// @param best the learners that tie with the best mean, that one first; empty if none finished
/// @param fastest the fastest of them to fit, if any finished
/// @param text the above in words
public record Verdict(Metric metric, List<Pair> pairs, List<String> best, Optional<String> fastest, String text) {
    /// The level at which two learners are told apart.
    public static final double ALPHA = 0.05;

    /// Two learners on the primary metric.
    ///
    /// @param first one learner
    /// @param second the other
    /// @param difference value of the first minus value of the second, over the folds that define both
    /// @param adjustedP the p-value after Holm's adjustment
    public record Pair(String first, String second, ResampledMean difference, double adjustedP) {
        boolean isOf(String a, String b) {
            return first.equals(a) && second.equals(b) || first.equals(b) && second.equals(a);
        }
    }

    public Verdict {
        pairs = List.copyOf(pairs);
        best = List.copyOf(best);
    }

    static Verdict of(DatasetFacts facts, List<CrossValidated> learners, boolean significance) {
        Metric metric = primary(facts, learners);
        List<CrossValidated> ranked = learners.stream()
                .filter(l -> mean(l, metric).isPresent())
                .sorted(Comparator.comparingDouble(l -> -goodness(l, metric)))
                .toList();
        if (ranked.isEmpty()) {
            return new Verdict(metric, List.of(), List.of(), Optional.empty(), "No learner finished.");
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
        String text = significance
                ? new Words(metric, ranked, tied, fastest).tested(learners.size())
                : new Words(metric, ranked, tied, fastest).untested();
        return new Verdict(metric, pairs, names, Optional.of(fastest), text);
    }

    private static Metric primary(DatasetFacts facts, List<CrossValidated> learners) {
        if (facts.isRegression()) {
            return Metric.RMSE;
        }
        return learners.stream().anyMatch(l -> mean(l, Metric.AUC).isPresent()) ? Metric.AUC : Metric.ACCURACY;
    }

    private static Optional<ResampledMean> mean(CrossValidated learner, Metric metric) {
        return learner.metric(metric).flatMap(MetricSummary::average);
    }

    private static double goodness(CrossValidated learner, Metric metric) {
        double mean = mean(learner, metric).orElseThrow().mean();
        return metric.higherIsBetter() ? mean : -mean;
    }

    private static List<Pair> adjusted(List<CrossValidated> ranked, Metric metric) {
        List<Pair> raw = new ArrayList<>();
        for (int a = 0; a < ranked.size(); a++) {
            for (int b = a + 1; b < ranked.size(); b++) {
                difference(ranked.get(a), ranked.get(b), metric).ifPresent(raw::add);
            }
        }
        List<Pair> ascending = raw.stream()
                .sorted(Comparator.comparingDouble(p -> p.difference().pValue()))
                .toList();
        List<Pair> adjusted = new ArrayList<>();
        double largest = 0;
        for (int i = 0; i < ascending.size(); i++) {
            Pair pair = ascending.get(i);
            largest = Math.max(
                    largest,
                    Math.min(1, (ascending.size() - i) * pair.difference().pValue()));
            adjusted.add(new Pair(pair.first(), pair.second(), pair.difference(), largest));
        }
        return adjusted;
    }

    /// The difference over the folds that define the metric for both; empty if there is none.
    private static Optional<Pair> difference(CrossValidated first, CrossValidated second, Metric metric) {
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
        return Optional.of(new Pair(
                first.name(), second.name(), ResampledMean.of(values, FoldResult.testShare(common)), Double.NaN));
    }

    /// The verdict in sentences.
    private record Words(Metric metric, List<CrossValidated> ranked, List<CrossValidated> tied, String fastest) {
        String tested(int judged) {
            CrossValidated top = ranked.getFirst();
            if (ranked.size() == 1) {
                return judged == 1
                        ? top.name() + " reached " + value(top) + "; there was nothing to compare it with."
                        : "Only " + top.name() + " finished, with " + value(top) + ".";
            }
            StringBuilder text = new StringBuilder();
            if (tied.size() == 1) {
                text.append(top.name()).append(" is best with ").append(value(top));
                text.append(", told apart from all others");
            } else {
                text.append(tied.stream().map(CrossValidated::name).collect(Collectors.joining(", ")));
                text.append(" cannot be told apart by ").append(Wording.name(metric));
                text.append(" (best mean: ")
                        .append(top.name())
                        .append(", ")
                        .append(value(top))
                        .append(")");
            }
            text.append("; corrected resampled t-test with Holm's adjustment at 0.05.");
            if (tied.size() > 1) {
                text.append(" Fastest of them to fit: ").append(fastest).append('.');
            }
            List<CrossValidated> worse =
                    ranked.stream().filter(l -> !tied.contains(l)).toList();
            if (!worse.isEmpty() && tied.size() > 1) {
                text.append(" Worse than ").append(top.name()).append(": ");
                text.append(worse.stream().map(CrossValidated::name).collect(Collectors.joining(", ")));
                text.append('.');
            }
            return text.toString();
        }

        String untested() {
            CrossValidated top = ranked.getFirst();
            return "Quick run, no significance: the best mean is that of " + top.name() + ", " + value(top)
                    + "; differences of this size may be chance. Repeat the folds for a test.";
        }

        private String value(CrossValidated learner) {
            ResampledMean mean = mean(learner, metric).orElseThrow();
            return Wording.name(metric) + " " + Wording.mean(mean);
        }
    }
}
