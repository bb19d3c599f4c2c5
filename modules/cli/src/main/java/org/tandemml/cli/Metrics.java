package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tandemml.boosting.BoostedRanker;
import org.tandemml.core.Dataset;
import org.tandemml.core.Model;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.evaluation.Ndcg;
import org.tandemml.evaluation.Score;

/// Metrics of one or more parts of the data (`train`, `test`), as JSON and as a table.
final class Metrics {
    private final Map<String, Map<String, Score>> parts = new LinkedHashMap<>();

    /// Adds the metrics of a part: where a model ranks rows whose queries are known, first NDCG with gains 2^grade − 1,
    /// as the mean of the queries.
    Metrics with(String part, Evaluation evaluation, Model model, Dataset rows) {
        Map<String, Score> all = new LinkedHashMap<>();
        if (model instanceof BoostedRanker ranker) {
            ranker.queries(rows).ifPresent(queries -> {
                double[] scores = ranker.predict(rows);
                Ndcg ndcg = new Ndcg().withGain(Ndcg.Gain.EXPONENTIAL);
                all.put("ndcg", ndcg.of(rows.numbers(), scores, queries));
                all.put("ndcg_10", ndcg.withCutoff(10).of(rows.numbers(), scores, queries));
            });
        }
        all.putAll(evaluation.metrics());
        parts.put(part, all);
        return this;
    }

    /// One object a part.
    ObjectNode json() {
        ObjectNode all = Console.object();
        parts.forEach((part, scores) -> all.set(part, json(scores)));
        return all;
    }

    /// `{"accuracy": 0.93, …}`; what is undefined is null, with the reason beside it as `auc_undefined`.
    static ObjectNode json(Map<String, Score> scores) {
        ObjectNode object = Console.object();
        scores.forEach((name, score) -> {
            if (score.isDefined()) {
                object.put(name, score.value());
            } else {
                object.putNull(name);
                object.put(name + "_undefined", score.reason());
            }
        });
        return object;
    }

    /// One line a metric, one column a part.
    void print(PrintStream out) {
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "  %-18s", ""));
        parts.keySet().forEach(part -> head.append(String.format(Locale.ROOT, " %12s", part)));
        out.println(head.toString());
        for (String name : parts.values().iterator().next().keySet()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-18s", name.replace('_', ' ')));
            String reason = "";
            for (Map<String, Score> scores : parts.values()) {
                Score score = scores.get(name);
                if (score != null) {
                    line.append(String.format(
                            Locale.ROOT, " %12s", score.isDefined() ? number(score.value()) : "undefined"));
                    reason = score.isDefined() ? reason : score.reason();
                }
            }
            out.println(Text.cut(line + (reason.isEmpty() ? "" : "  (" + reason + ")"), Text.WIDTH));
        }
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, value == 0 || (size >= 1e-3 && size < 1e6) ? "%.4f" : "%.3e", value);
    }
}
