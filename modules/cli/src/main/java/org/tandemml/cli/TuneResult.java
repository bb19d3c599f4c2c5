package org.tandemml.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Settings;
import org.tandemml.evaluation.CrossValidated;
import org.tandemml.evaluation.MetricSummary;
import org.tandemml.evaluation.ResampledMean;
import org.tandemml.evaluation.Search;
import org.tandemml.evaluation.SearchResult;
import org.tandemml.evaluation.Trial;

/// What `tandem tune` answers.
///
/// @param learner the learner asked for
/// @param prepared the same, with the preprocessing that the data need: what was tuned
/// @param nested the outer cross-validation, where one was made
record TuneResult(
        Learner<?> learner,
        Learner<?> prepared,
        Dataset data,
        Search search,
        SearchResult<Learner<?>> found,
        Optional<CrossValidated> nested,
        SharedOptions shared,
        Optional<Path> modelFile,
        OptionalLong modelBytes) {
    private static final int MOST_ROWS = 20;

    ObjectNode json() {
        ObjectNode answer = Console.object();
        answer.put("learner", learner.name());
        answer.put("data", data.name());
        answer.put("target", data.target().name());
        answer.put("rows", data.rows());
        answer.put("columns", data.columns());
        answer.put("seed", shared.seed);
        answer.put("metric", search.metric().key());
        ObjectNode space = answer.putObject("search");
        search.space().forEach((key, range) -> space.put(bare(key), range.toString()));
        ArrayNode trials = answer.putArray("trials");
        found.ranked().forEach(trial -> trials.add(json(trial)));
        answer.set("best", json(found.best()));
        answer.put("tuned", Settings.describe(found.learner()));
        nested.ifPresentOrElse(result -> answer.set("nested", json(result)), () -> answer.putNull("nested"));
        answer.put("model", modelFile.map(Path::toString).orElse(null));
        answer.put("model_bytes", modelBytes.isPresent() ? (Long) modelBytes.getAsLong() : null);
        return answer;
    }

    private static ObjectNode json(Trial trial) {
        ObjectNode object = Console.object();
        ObjectNode settings = object.putObject("settings");
        trial.settings().forEach((key, value) -> settings.put(bare(key), value));
        object.put("rows", trial.rows());
        Optional<ResampledMean> mean = trial.score().flatMap(MetricSummary::average);
        object.put("score", mean.map(ResampledMean::mean).orElse(null));
        object.put("failure", failure(trial).orElse(null));
        return object;
    }

    private ObjectNode json(CrossValidated result) {
        ObjectNode object = Console.object();
        object.put("folds", result.folds().size());
        object.put("failure", result.failure().orElse(null));
        ObjectNode metrics = object.putObject("metrics");
        for (MetricSummary summary : result.metrics()) {
            ObjectNode one = metrics.putObject(summary.metric().key());
            summary.average()
                    .ifPresentOrElse(
                            a -> {
                                one.put("mean", a.mean());
                                one.put("low", summary.low());
                                one.put("high", summary.high());
                            },
                            () -> one.putNull("mean").put("undefined", summary.reason()));
        }
        return object;
    }

    /// The name as the user gave it.
    private static String bare(String key) {
        return key.startsWith("learner.") ? key.substring("learner.".length()) : key;
    }

    private static Optional<String> failure(Trial trial) {
        if (trial.failure().isPresent()
                || trial.score().flatMap(MetricSummary::average).isPresent()) {
            return trial.failure();
        }
        return trial.score().map(s -> "undefined: " + s.reason());
    }

    void print(PrintStream out) {
        out.println(learner.name() + " on " + Text.cut(data.name(), 40) + ": " + data.rows() + " rows, "
                + data.columns() + " columns, target " + Text.cut(data.target().name(), 30));
        out.println();
        table(out);
        out.println();
        Text.print(out, 16, "  best", settings(found.best()));
        Text.print(out, 16, "  of the search", number(found.best()) + ", the best of many and so too good");
        nested.ifPresentOrElse(
                result -> honest(out, result),
                () -> Text.print(out, 16, "  honest", "not measured: leave out --outer 0"));
        modelFile.ifPresent(file -> Text.print(
                out, 16, "  model", String.format(Locale.ROOT, "%,d bytes in %s", modelBytes.orElse(0), file)));
    }

    private void table(PrintStream out) {
        List<Trial> ranked = found.ranked();
        out.println(String.format(
                Locale.ROOT, "  %4s %12s %10s %8s  %s", "rank", search.metric().key(), "± 95 %", "rows", "settings"));
        for (int r = 0; r < Math.min(MOST_ROWS, ranked.size()); r++) {
            Trial trial = ranked.get(r);
            double half = trial.score()
                    .flatMap(MetricSummary::average)
                    .map(ResampledMean::halfWidth)
                    .orElse(Double.NaN);
            String line = String.format(
                    Locale.ROOT,
                    "  %4d %12s %10s %8d  %s",
                    r + 1,
                    number(trial),
                    Double.isNaN(half) ? "" : String.format(Locale.ROOT, "%.4g", half),
                    trial.rows(),
                    Console.oneLine(settings(trial)
                            + failure(trial).map(f -> "  (" + f + ")").orElse("")));
            out.println(Text.cut(line, Text.WIDTH));
        }
        if (ranked.size() > MOST_ROWS) {
            out.println("  and " + (ranked.size() - MOST_ROWS) + " more (--json lists all)");
        }
    }

    private void honest(PrintStream out, CrossValidated result) {
        if (result.failure().isPresent()) {
            Text.print(out, 16, "  honest", "failed: " + result.failure().orElseThrow());
            return;
        }
        MetricSummary summary = result.metric(search.metric()).orElseThrow();
        String folds = " by " + result.folds().size() + " outer folds that each searched for themselves";
        Text.print(
                out,
                16,
                "  honest",
                summary.average()
                        .map(a -> String.format(
                                Locale.ROOT,
                                "%s %.4g, 95 %% interval %.4g to %.4g,%s",
                                search.metric().key(),
                                a.mean(),
                                summary.low(),
                                summary.high(),
                                folds))
                        .orElse("undefined: " + summary.reason()));
    }

    private static String number(Trial trial) {
        return trial.score()
                .flatMap(MetricSummary::average)
                .map(a -> String.format(Locale.ROOT, "%.4g", a.mean()))
                .orElse("failed");
    }

    private static String settings(Trial trial) {
        return trial.settings().entrySet().stream().map(TuneResult::shown).collect(Collectors.joining(" "));
    }

    private static String shown(Map.Entry<String, String> setting) {
        return bare(setting.getKey()) + "=" + setting.getValue();
    }
}
