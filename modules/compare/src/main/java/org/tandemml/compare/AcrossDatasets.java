package org.tandemml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.Metric;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.RankComparison;

/// The learners over five and more data sets: mean ranks and what can be told apart.
///
/// Learners count that finished on every data set; the metric is the primary one of all of them.
///
/// @param learners the names, in the order of the ranks' indices
/// @param metric what was ranked
/// @param datasets how many
/// @param ranks the tests
public record AcrossDatasets(List<String> learners, Metric metric, int datasets, RankComparison ranks) {
    /// With fewer, tests over data sets say nothing.
    static final int FEWEST = 5;

    public AcrossDatasets {
        learners = List.copyOf(learners);
    }

    static Optional<AcrossDatasets> of(List<DatasetResult> results) {
        if (absence(results).isPresent()) {
            return Optional.empty();
        }
        Metric metric = results.getFirst().verdict().metric();
        List<String> names = everywhere(results);
        double[][] values = new double[results.size()][names.size()];
        for (int d = 0; d < values.length; d++) {
            for (int l = 0; l < names.size(); l++) {
                values[d][l] = mean(results.get(d), names.get(l));
            }
        }
        return Optional.of(new AcrossDatasets(
                names, metric, values.length, RankComparison.of(values, metric.higherIsBetter(), Verdict.ALPHA)));
    }

    /// Why there is no comparison over data sets; empty if there is one.
    static Optional<String> absence(List<DatasetResult> results) {
        if (results.size() < FEWEST) {
            return Optional.of(
                    "tests over data sets need at least " + FEWEST + " of them, there are " + results.size());
        }
        List<Metric> metrics =
                results.stream().map(r -> r.verdict().metric()).distinct().toList();
        if (metrics.size() > 1) {
            return Optional.of("the data sets have different kinds of targets: "
                    + metrics.stream().map(Wording::name).collect(Collectors.joining(" and "))
                    + " cannot be ranked together");
        }
        return everywhere(results).size() < 2
                ? Optional.of("fewer than two learners finished on every data set")
                : Optional.empty();
    }

    private static List<String> everywhere(List<DatasetResult> results) {
        List<String> names = new ArrayList<>();
        for (CrossValidated learner : results.getFirst().learners()) {
            if (results.stream().allMatch(r -> !Double.isNaN(mean(r, learner.name())))) {
                names.add(learner.name());
            }
        }
        return names;
    }

    private static double mean(DatasetResult result, String name) {
        return result.learners().stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .flatMap(l -> l.metric(result.verdict().metric()))
                .flatMap(MetricSummary::average)
                .map(a -> a.mean())
                .orElse(Double.NaN);
    }

    /// What the tests say, in sentences.
    String text() {
        double[] mean = ranks.friedman().meanRanks();
        List<Integer> order = ranks.order();
        StringBuilder text = new StringBuilder("Over " + datasets + " data sets: ");
        double p = ranks.friedman().imanDavenport().pValue();
        if (!ranks.friedman().imanDavenport().isDefined()) {
            return text + ranks.friedman().imanDavenport().reason() + ".";
        }
        text.append("the best mean rank by ")
                .append(Wording.name(metric))
                .append(" is that of ")
                .append(learners.get(order.getFirst()))
                .append(", ")
                .append(Wording.plain(mean[order.getFirst()], 2));
        text.append("; the learners ")
                .append(p < Verdict.ALPHA ? "differ" : "cannot be told apart as a whole")
                .append(" (Friedman with Iman and Davenport's F, p ")
                .append(p < 0.001 ? "" : "= ")
                .append(Wording.pValue(p))
                .append(").");
        int needed = RankComparison.fewestDatasets(learners.size(), ranks.level());
        if (datasets < needed) {
            text.append(" Pairs cannot be told apart by Wilcoxon's test with Holm's adjustment whatever the scores: ")
                    .append(learners.size())
                    .append(" learners need at least ")
                    .append(needed)
                    .append(" data sets.");
        } else {
            for (List<Integer> clique : ranks.cliques()) {
                text.append(' ')
                        .append(clique.stream().map(learners::get).collect(Collectors.joining(", ")))
                        .append(" cannot be told apart (Wilcoxon, Holm).");
            }
            if (ranks.cliques().isEmpty()) {
                text.append(" All pairs differ (Wilcoxon, Holm).");
            }
        }
        return text.toString();
    }
}
