package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.ResampledMean;

/// The verdict in sentences: the set that cannot be told apart, the cheapest of it, what would change the answer, and
/// whether a net is worth what it costs.
///
/// @param learners all that were judged, those that failed included
/// @param inspections the closer look at each of them; may be empty
/// @param ranked those that finished, the best first
/// @param tied those that cannot be told apart from the first
/// @param pairs the tests of all pairs
record VerdictWords(
        DatasetFacts facts,
        Metric metric,
        List<CrossValidated> learners,
        List<Inspection> inspections,
        List<CrossValidated> ranked,
        List<CrossValidated> tied,
        List<Verdict.Pair> pairs) {
    /// Times closer than this are the same for a reader.
    private static final double CLEARLY = 1.5;

    private static final double MOST_ROWS_FACTOR = 1_000;

    List<String> tested() {
        CrossValidated top = ranked.getFirst();
        if (ranked.size() == 1) {
            return List.of(
                    learners.size() == 1
                            ? top.name() + " reached " + value(top) + "; there was nothing to compare it with."
                            : "Only " + top.name() + " finished, with " + value(top) + ".");
        }
        String test = "; corrected resampled t-test with Holm's adjustment at 0.05.";
        List<String> sentences = new ArrayList<>();
        if (tied.size() == 1) {
            sentences.add(top.name() + " is best with " + value(top) + ", told apart from all others" + test);
        } else {
            sentences.add(names(tied) + " cannot be told apart by " + Wording.name(metric) + " (best mean: "
                    + top.name() + ", " + value(top) + ")" + test);
            sentences.add(cheapest());
        }
        List<CrossValidated> worse =
                ranked.stream().filter(l -> !tied.contains(l)).toList();
        if (!worse.isEmpty() && tied.size() > 1) {
            sentences.add("Worse than " + top.name() + ": " + names(worse) + ".");
        }
        moreRows().ifPresent(sentences::add);
        otherMetric().ifPresent(sentences::add);
        nets().ifPresent(sentences::add);
        return sentences;
    }

    List<String> untested() {
        CrossValidated top = ranked.getFirst();
        return List.of(
                "No significance from one division: the best mean is that of " + top.name() + ", " + value(top)
                        + "; differences of this size may be chance.",
                "Repeat the folds for a test.");
    }

    private String value(CrossValidated learner) {
        return Wording.name(metric) + " " + Wording.mean(mean(learner, metric));
    }

    private static ResampledMean mean(CrossValidated learner, Metric metric) {
        return Verdict.mean(learner, metric).orElseThrow();
    }

    private static String names(List<CrossValidated> some) {
        return some.stream().map(CrossValidated::name).collect(Collectors.joining(", "));
    }

    private String cheapest() {
        CrossValidated fit = tied.stream()
                .min(Comparator.comparingDouble(CrossValidated::fitSeconds))
                .orElseThrow();
        StringBuilder text =
                new StringBuilder("Cheapest of them: " + fit.name() + ", " + duration(fit.fitSeconds()) + " for a fit");
        Optional<CrossValidated> row =
                tied.stream().filter(l -> latency(l) > 0).min(Comparator.comparingDouble(this::latency));
        row.ifPresent(quick -> text.append(
                quick.name().equals(fit.name()) || latency(fit) < CLEARLY * latency(quick)
                        ? " and " + duration(latency(fit)) + " to predict a row"
                        : "; to predict a row " + quick.name() + " with " + duration(latency(quick))));
        return text.append('.').toString();
    }

    private double latency(CrossValidated learner) {
        int i = learners.indexOf(learner);
        return i < inspections.size()
                ? inspections.get(i).oneRow().map(Inspection.Latency::median).orElse(Double.NaN)
                : Double.NaN;
    }

    /// How many rows would change the answer.
    private Optional<String> moreRows() {
        return tied.size() < 2
                ? Optional.empty()
                : rival().map(pair -> {
                    double factor = rowsFactor(pair);
                    String both = pair.first() + " and " + pair.second();
                    return "What would change this: "
                            + (factor > MOST_ROWS_FACTOR
                                    ? "hardly more rows, since the means of " + both + " are nearly the same"
                                    : "about " + Wording.oneDigit(Math.max(1.1, factor))
                                            + " times as many rows would tell " + both
                                            + " apart, if their difference stays as it is")
                            + pair.bayes()
                                    .map(b -> " (practically equal, within " + Wording.region(metric, b)
                                            + ", with probability " + Wording.plain(b.within(), 2) + ")")
                                    .orElse("")
                            + ".";
                });
    }

    /// The best learner and the next that is of another mean.
    private Optional<Verdict.Pair> rival() {
        String top = ranked.getFirst().name();
        return pairs.stream().filter(p -> p.isOf(top, tied.get(1).name())).findFirst();
    }

    /// By how much the rows must grow until the interval of the difference no longer holds 0: its width falls with the
    /// root of the number of rows.
    private static double rowsFactor(Verdict.Pair pair) {
        double ratio =
                pair.difference().halfWidth() / Math.abs(pair.difference().mean());
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio * ratio;
    }

    private Optional<String> otherMetric() {
        Metric other = facts.isRegression() ? Metric.MAE : Metric.LOG_LOSS;
        List<CrossValidated> byOther = Verdict.ranked(ranked, other);
        if (byOther.isEmpty()
                || byOther.getFirst().name().equals(ranked.getFirst().name())) {
            return Optional.empty();
        }
        CrossValidated first = byOther.getFirst();
        return Optional.of("By " + Wording.name(other) + " the best mean is that of " + first.name() + ", "
                + Wording.mean(mean(first, other)) + ".");
    }

    private static boolean isNet(CrossValidated learner) {
        return learner.name().contains("mlp") || learner.name().contains("transformer");
    }

    /// Whether a net is worth its cost here.
    private Optional<String> nets() {
        Optional<CrossValidated> net =
                ranked.stream().filter(VerdictWords::isNet).findFirst();
        List<CrossValidated> others = ranked.stream().filter(l -> !isNet(l)).toList();
        if (net.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        CrossValidated best = others.getFirst();
        CrossValidated one = net.get();
        if (tied.contains(one)) {
            Optional<CrossValidated> cheap = tied.stream()
                    .filter(l -> !isNet(l) && l.fitSeconds() < one.fitSeconds())
                    .findFirst();
            if (cheap.isEmpty() && tied.stream().anyMatch(l -> !isNet(l))) {
                return Optional.of(
                        "A net costs nothing extra here: " + one.name() + " is among the best, and none of the others"
                                + " that cannot be told apart from it fits in less time.");
            }
            if (cheap.isEmpty()) {
                return Optional.of("A net is worth its cost here: " + one.name()
                        + " is better than every other learner, next " + best.name() + " with " + value(best) + ", at "
                        + times(one, best) + " the time of a fit.");
            }
            return Optional.of("A net is not worth its cost here: " + one.name() + " cannot be told apart from "
                    + cheap.get().name() + ", which fits in "
                    + duration(cheap.get().fitSeconds()) + " instead of "
                    + duration(one.fitSeconds()) + ".");
        }
        return Optional.of("A net is not worth its cost here: the best of them, " + one.name() + ", is worse than "
                + ranked.getFirst().name() + " with " + value(one) + ".");
    }

    private static String times(CrossValidated one, CrossValidated other) {
        double factor = one.fitSeconds() / other.fitSeconds();
        return factor < 1.05 ? "no more than" : Wording.oneDigit(factor) + " times";
    }

    private static String duration(double seconds) {
        return Wording.duration(seconds);
    }
}
