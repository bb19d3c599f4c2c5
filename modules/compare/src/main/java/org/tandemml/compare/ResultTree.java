package org.tandemml.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Environment;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldCost;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.RankComparison;
import org.tandemml.evaluation.Score;
import org.tandemml.evaluation.ScoreInterval;

/// A comparison as maps, lists, strings, numbers and `null`, in the shape of `compare --json`: any JSON library prints
/// it. What is undefined or was not measured is `null`, with the reason beside it where there is one; there is no
/// `NaN`.
public final class ResultTree {
    private ResultTree() {}

    /// The tree.
    public static Map<String, @Nullable Object> of(ComparisonResult result) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("seed", result.seed());
        tree.put("folds", result.folds());
        tree.put("repeats", result.repeats());
        tree.put("protocol", protocol(result.protocol()));
        tree.put("complete", result.complete());
        tree.put("missing", result.missing());
        tree.put("datasets", result.datasets().stream().map(ResultTree::dataset).toList());
        tree.put("across", result.across().map(ResultTree::across).orElse(null));
        tree.put("verdict", result.verdict());
        tree.put("environment", environment(result.environment()));
        return tree;
    }

    private static Map<String, @Nullable Object> protocol(Protocol protocol) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("folds", protocol.folds());
        tree.put("repeats", protocol.repeats());
        tree.put("group", protocol.group().orElse(null));
        tree.put("time", protocol.time().orElse(null));
        tree.put("hold_out", protocol.holdOut());
        tree.put("tuning_seconds", protocol.tuning().map(t -> t.toNanos() / 1e9).orElse(null));
        return tree;
    }

    private static Map<String, @Nullable Object> environment(Environment environment) {
        Map<String, @Nullable Object> where = new LinkedHashMap<>();
        where.put("version", environment.version());
        where.put("jvm", environment.jvm());
        where.put("system", environment.system());
        where.put("processor", environment.processor());
        where.put("cpus", environment.cpus());
        where.put("threads", environment.threads());
        where.put("simd", environment.simd());
        where.put("heap_bytes", environment.memory());
        return where;
    }

    private static Map<String, @Nullable Object> dataset(DatasetResult result) {
        DatasetFacts facts = result.facts();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", facts.name());
        tree.put("rows", facts.rows());
        tree.put("columns", facts.columns());
        tree.put("missing", facts.missing());
        tree.put("target", facts.target());
        Map<String, Integer> classes = new LinkedHashMap<>();
        facts.classes().forEach(c -> classes.put(c.name(), c.rows()));
        tree.put("classes", classes);
        tree.put("fingerprint", facts.fingerprint());
        tree.put("splits", result.splits());
        tree.put(
                "learners",
                result.learners().stream()
                        .map(l -> learner(l, result.inspection(l.name())))
                        .toList());
        tree.put("left_out", result.leftOut());
        tree.put("hold_out", result.holdOut().map(ResultTree::holdOut).orElse(null));
        tree.put("verdict", verdict(result.verdict()));
        return tree;
    }

    private static Map<String, @Nullable Object> learner(CrossValidated learner, Inspection look) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", learner.name());
        tree.put("settings", learner.settings());
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        learner.metrics().forEach(m -> metrics.put(m.metric().key(), summary(m)));
        tree.put("metrics", metrics);
        tree.put("folds", learner.folds().stream().map(ResultTree::fold).toList());
        tree.put("fit_seconds", finite(learner.fitSeconds()));
        tree.put("predict_seconds", finite(learner.predictSeconds()));
        tree.put("costs", costs(learner, look));
        tree.put("importance", importance(look));
        tree.put("learning_curve", look.curve().stream().map(ResultTree::point).toList());
        tree.put("tuned", look.tuned());
        tree.put("failure", learner.failure().orElse(null));
        tree.put("warnings", learner.warnings());
        tree.put("notes", learner.notes());
        tree.put("omissions", look.omissions());
        return tree;
    }

    private static Map<String, @Nullable Object> costs(CrossValidated learner, Inspection look) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("fit_cpu_seconds", finite(learner.cost(FoldCost::cpuSeconds)));
        tree.put("allocated_bytes", finite(learner.cost(FoldCost::allocatedBytes)));
        tree.put("peak_bytes", finite(learner.cost(FoldCost::peakBytes)));
        tree.put("joules", finite(learner.cost(FoldCost::joules)));
        latency(tree, "one_row", look.oneRow());
        latency(tree, "thousand_rows", look.manyRows());
        tree.put("model_bytes", finite(look.modelBytes()));
        tree.put("parameters", finite(look.parameters()));
        return tree;
    }

    private static void latency(Map<String, @Nullable Object> tree, String what, Optional<Inspection.Latency> latency) {
        tree.put(what + "_seconds_p50", latency.map(Inspection.Latency::median).orElse(null));
        tree.put(what + "_seconds_p99", latency.map(Inspection.Latency::slow).orElse(null));
    }

    private static Map<String, @Nullable Object> importance(Inspection look) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        look.importance().forEach(c -> tree.put(c.column(), finite(c.mean())));
        return tree;
    }

    private static Map<String, @Nullable Object> point(Inspection.CurvePoint point) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("rows", point.rows());
        tree.put("test", point.test().stream().map(ResultTree::finite).toList());
        tree.put("train", point.train().stream().map(ResultTree::finite).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> summary(MetricSummary summary) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("mean", finite(summary.mean().orNaN()));
        tree.put("sd", summary.average().map(a -> finite(a.sd())).orElse(null));
        tree.put("interval", Double.isNaN(summary.low()) ? null : List.of(summary.low(), summary.high()));
        if (summary.undefinedFolds() > 0) {
            tree.put("undefined_folds", summary.undefinedFolds());
            tree.put("undefined_reason", summary.reason());
        }
        return tree;
    }

    private static Map<String, @Nullable Object> fold(FoldResult fold) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("repeat", fold.repeat());
        tree.put("fold", fold.fold());
        tree.put("train_rows", fold.trainRows());
        tree.put("test_rows", fold.testRows());
        for (Score score : fold.scores()) {
            tree.put(score.name(), finite(score.orNaN()));
        }
        tree.put("fit_seconds", fold.fitSeconds());
        tree.put("predict_seconds", fold.predictSeconds());
        tree.put("converged", fold.converged());
        return tree;
    }

    private static Map<String, @Nullable Object> holdOut(HoldOut holdOut) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("rows", holdOut.rows());
        tree.put("metric", holdOut.metric().key());
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        for (HoldOut.Entry entry : holdOut.entries()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("learner", entry.learner());
            one.put("value", finite(entry.primary().score().orNaN()));
            one.put("interval", interval(entry.primary()));
            one.put("method", entry.method());
            one.put(
                    "accuracy",
                    entry.accuracy().map(a -> finite(a.score().orNaN())).orElse(null));
            one.put(
                    "accuracy_interval",
                    entry.accuracy().map(ResultTree::interval).orElse(null));
            one.put("p_delong_holm", finite(entry.againstBest()));
            entries.add(one);
        }
        tree.put("learners", entries);
        return tree;
    }

    private static @Nullable List<Double> interval(ScoreInterval interval) {
        return HoldOut.saysSomething(interval)
                ? List.of(interval.low().value(), interval.high().value())
                : null;
    }

    private static Map<String, @Nullable Object> verdict(Verdict verdict) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("text", verdict.text());
        tree.put("metric", verdict.metric().key());
        tree.put("best", verdict.best());
        tree.put("fastest", verdict.fastest().orElse(null));
        List<Map<String, @Nullable Object>> pairs = new ArrayList<>();
        for (Verdict.Pair pair : verdict.pairs()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("first", pair.first());
            one.put("second", pair.second());
            one.put("difference", pair.difference().mean());
            one.put("p", pair.difference().pValue());
            one.put("p_holm", pair.adjustedP());
            pair.bayes().ifPresent(bayes -> {
                one.put("region", bayes.region());
                one.put("probability_below", bayes.below());
                one.put("probability_equal", bayes.within());
                one.put("probability_above", bayes.above());
            });
            pairs.add(one);
        }
        tree.put("pairs", pairs);
        return tree;
    }

    private static Map<String, @Nullable Object> across(AcrossDatasets across) {
        RankComparison ranks = across.ranks();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("metric", across.metric().key());
        tree.put("datasets", across.datasets());
        tree.put("learners", across.learners());
        tree.put(
                "mean_ranks",
                Arrays.stream(ranks.friedman().meanRanks()).boxed().toList());
        tree.put("friedman_p", finite(ranks.friedman().chiSquare().pValue()));
        tree.put("iman_davenport_p", finite(ranks.friedman().imanDavenport().pValue()));
        tree.put("critical_difference", ranks.criticalDifference());
        tree.put(
                "cliques",
                ranks.cliques().stream()
                        .map(c -> c.stream().map(across.learners()::get).toList())
                        .toList());
        tree.put("text", across.text());
        return tree;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
