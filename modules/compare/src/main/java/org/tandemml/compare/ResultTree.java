package org.tandemml.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.FoldResult;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.Score;

/// A comparison as maps, lists, strings, numbers and `null`, in the shape of `compare --json`: any JSON library prints
/// it. What is undefined is `null`, with the reason beside it; there is no `NaN`.
public final class ResultTree {
    private ResultTree() {}

    /// The tree.
    public static Map<String, @Nullable Object> of(ComparisonResult result) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("seed", result.seed());
        tree.put("folds", result.folds());
        tree.put("repeats", result.repeats());
        tree.put("datasets", result.datasets().stream().map(ResultTree::dataset).toList());
        tree.put("verdict", result.verdict());
        Environment environment = result.environment();
        Map<String, @Nullable Object> where = new LinkedHashMap<>();
        where.put("version", environment.version());
        where.put("jvm", environment.jvm());
        where.put("system", environment.system());
        where.put("cpus", environment.cpus());
        where.put("threads", environment.threads());
        where.put("simd", environment.simd());
        tree.put("environment", where);
        return tree;
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
        tree.put("learners", result.learners().stream().map(ResultTree::learner).toList());
        tree.put("left_out", result.leftOut());
        tree.put("verdict", verdict(result.verdict()));
        return tree;
    }

    private static Map<String, @Nullable Object> learner(CrossValidated learner) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", learner.name());
        tree.put("settings", learner.settings());
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        learner.metrics().forEach(m -> metrics.put(m.metric().key(), summary(m)));
        tree.put("metrics", metrics);
        tree.put("folds", learner.folds().stream().map(ResultTree::fold).toList());
        tree.put("fit_seconds", finite(learner.fitSeconds()));
        tree.put("predict_seconds", finite(learner.predictSeconds()));
        tree.put("failure", learner.failure().orElse(null));
        tree.put("warnings", learner.warnings());
        tree.put("notes", learner.notes());
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
            pairs.add(one);
        }
        tree.put("pairs", pairs);
        return tree;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
