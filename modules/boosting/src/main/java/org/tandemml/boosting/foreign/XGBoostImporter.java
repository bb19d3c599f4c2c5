package org.tandemml.boosting.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.BoostedRanker;
import org.tandemml.boosting.BoostedRegressor;
import org.tandemml.boosting.Ensemble;
import org.tandemml.boosting.LinearEnsemble;
import org.tandemml.boosting.TreeEnsemble;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelImporter;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// Reads XGBoost's models, JSON and UBJ, of version 1.0 on: boosters `gbtree`, `dart` and `gblinear`.
///
/// The model computes in float as XGBoost does and reads absent cells of sparse rows as missing. Categories are the
/// codes that XGBoost saw; where the model keeps their names (version 3.1 on, trained on a data frame) their columns
/// are categories with these names, and new data are matched by them. What has no counterpart here (leaf vectors,
/// several targets, unknown objectives) is refused by name.
public final class XGBoostImporter implements ModelImporter {
    private static final int MOST_FEATURES = 1 << 24;
    private static final int MOST_OUTPUTS = 1 << 16;

    @Override
    public String format() {
        return "xgboost";
    }

    @Override
    public String meaning() {
        return "XGBoost JSON or UBJ of version 1.0 on (gbtree, dart, gblinear)";
    }

    @Override
    public Boosted read(byte[] file, Names names) {
        return read(document(file), file.length, names);
    }

    /// Both forms begin with a brace; in JSON a quotation mark follows, in UBJ the type of a length.
    private static Value document(byte[] file) {
        int at = 0;
        while (at < file.length && file[at] <= ' ' && file[at] >= 0) {
            at++;
        }
        if (at >= file.length || file[at] != '{') {
            throw new InputException(
                    file.length == 0
                            ? "it is empty"
                            : "it is neither JSON nor UBJ: load it with the XGBoost that wrote it and save it as "
                                    + "model.json");
        }
        int next = at + 1;
        while (next < file.length
                && (file[next] == ' ' || file[next] == '\n' || file[next] == '\r' || file[next] == '\t')) {
            next++;
        }
        boolean json = next >= file.length || file[next] == '"' || file[next] == '}';
        return json ? JsonReader.read(file) : UbjReader.read(file);
    }

    private static Boosted read(Value root, int bytes, Names names) {
        Value learner = root.get("learner");
        Value parameters = learner.get("learner_model_param");
        String version = root.find("version")
                .map(v -> Arrays.stream(v.numbers())
                        .mapToObj(part -> Long.toString((long) part))
                        .collect(Collectors.joining(".")))
                .orElse("of unknown version");
        if (parameters.find("num_target").map(Value::number).orElse(1.0) > 1) {
            throw new InputException(
                    "it predicts " + parameters.get("num_target").text() + " targets: models of one target are read");
        }
        String key = learner.get("objective").get("name").text();
        XGBoostObjective objective = XGBoostObjective.named(key);
        int features = parameters.get("num_feature").integer(0, MOST_FEATURES);
        int outputs = Math.max(
                1,
                parameters
                        .find("num_class")
                        .map(v -> v.integer(0, MOST_OUTPUTS))
                        .orElse(1));
        if ((objective.kind == XGBoostObjective.Kind.CLASSES) != outputs > 1) {
            throw new InputException("the objective " + key + " does not go with " + outputs + " classes");
        }
        Value booster = learner.get("gradient_booster");
        double[] base = base(parameters.get("base_score"), objective, outputs);
        Ensemble ensemble = ensemble(booster, features, outputs, base, bytes);
        List<String> notes = new ArrayList<>();
        notes.add("base score " + Arrays.toString(base) + " on the margin scale");
        learner.find("attributes")
                .flatMap(attributes -> attributes.find("best_iteration"))
                .filter(best -> best.number() + 1 < ensemble.rounds())
                .ifPresent(best -> notes.add("early stopping chose round " + best.text()
                        + " (counted from 0); all rounds predict here, as in XGBoost's own Booster"));
        String booked = "xgboost " + version + ": " + booster.get("name").text() + ", " + key;
        FitReport report = FitReport.direct("imported from XGBoost " + version);
        report = new FitReport(
                report.converged(),
                report.reason(),
                ensemble.rounds(),
                report.objective(),
                report.trace(),
                report.certificate(),
                notes);
        Provenance provenance = new Provenance("unknown", "", 0, booked, 0, Provenance.VERSION);
        Schema schema = schema(learner, booster, Math.max(features, ensemble.featureCount()));
        return switch (objective.kind) {
            case REGRESSOR ->
                new BoostedRegressor(schema, names.target(), ensemble, objective.response, report, provenance);
            case RANKER -> new BoostedRanker(schema, names.target(), ensemble, report, provenance);
            case TWO_CLASSES, CLASSES ->
                new BoostedClassifier(
                        schema,
                        names.target(),
                        names.classes(Math.max(2, outputs)),
                        ensemble,
                        objective.response,
                        report,
                        provenance);
        };
    }

    private static Schema schema(Value learner, Value booster, int features) {
        Optional<List<Value>> names =
                learner.find("feature_names").map(Value::items).filter(list -> !list.isEmpty());
        Schema plain;
        if (names.isEmpty()) {
            plain = Schema.numeric(features);
        } else if (names.get().size() != features) {
            throw new InputException("it has " + names.get().size() + " feature names and " + features + " features");
        } else {
            plain = Schema.numeric(names.get().stream().map(Value::text).toArray(String[]::new));
        }
        Optional<Value> model = booster.find("gbtree").orElse(booster).find("model");
        List<List<String>> levels =
                model.map(trees -> XGBoostCategories.of(trees, features)).orElse(List.of());
        if (levels.stream().allMatch(List::isEmpty)) {
            return plain;
        }
        List<Column> columns = new ArrayList<>(plain.columns());
        for (int j = 0; j < features; j++) {
            if (!levels.get(j).isEmpty()) {
                columns.set(j, new Column.Categorical(plain.column(j).name(), levels.get(j)));
            }
        }
        return new Schema(columns);
    }

    /// The start values on the margin scale. Until version 3.0 a number, then the text of an array of one or all.
    private static double[] base(Value text, XGBoostObjective objective, int outputs) {
        double[] scores = scores(text);
        if (scores.length != 1 && scores.length != outputs) {
            throw new InputException(
                    text.path() + " has " + scores.length + " values, the model " + outputs + " outputs");
        }
        double[] base = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            float score = (float) scores[scores.length == 1 ? 0 : k];
            base[k] = objective.margin(score);
            if (!Double.isFinite(base[k])) {
                throw new InputException(
                        text.path() + ": the base score " + score + " is outside the domain of " + objective.key);
            }
        }
        return base;
    }

    private static double[] scores(Value value) {
        String text;
        try {
            text = value.text().strip();
        } catch (InputException notText) {
            return new double[] {value.number()};
        }
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return new double[] {value.number()};
        }
        try {
            return Arrays.stream(text.substring(1, text.length() - 1).split(","))
                    .mapToDouble(each -> Double.parseDouble(each.strip()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new InputException(value.path() + " must be an array of numbers, was \"" + text + "\"", e);
        }
    }

    private static Ensemble ensemble(Value booster, int features, int outputs, double[] base, int bytes) {
        String name = booster.get("name").text();
        return switch (name) {
            // Since version 3.4 dropout belongs to the tree booster.
            case "gbtree" ->
                trees(booster.get("model"), booster.get("model").find("weight_drop"), features, outputs, base, bytes);
            case "dart" ->
                trees(
                        booster.get("gbtree").get("model"),
                        Optional.of(booster.get("weight_drop")),
                        features,
                        outputs,
                        base,
                        bytes);
            case "gblinear" -> linear(booster.get("model"), features, outputs, base);
            default ->
                throw new InputException(booster.path() + " is \"" + name + "\", known are gbtree, dart and gblinear");
        };
    }

    private static TreeEnsemble trees(
            Value model, Optional<Value> weightDrop, int features, int outputs, double[] base, int bytes) {
        List<Value> items = model.get("trees").items();
        int count = items.size();
        int[] targets = model.get("tree_info").integers(count, 0, outputs - 1);
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        double[] drop = weightDrop.map(Value::numbers).orElse(new double[0]);
        if (drop.length > 0) {
            Check.length("weight_drop", drop.length, count);
            Arrays.setAll(weights, t -> (float) drop[t]);
        }
        return new TreeEnsemble(
                new XGBoostTrees(features, bytes).read(items),
                targets,
                weights,
                base,
                roundEnds(model, count, outputs),
                TreeEnsemble.Arithmetic.FLOAT,
                TreeEnsemble.Absent.MISSING);
    }

    private static int[] roundEnds(Value model, int count, int outputs) {
        Optional<Value> starts = model.find("iteration_indptr").filter(v -> v.numbers().length > 0);
        if (starts.isPresent()) {
            int[] all = starts.get().integers(0, count);
            return Arrays.copyOfRange(all, 1, all.length);
        }
        int parallel = model.find("gbtree_model_param")
                .flatMap(parameters -> parameters.find("num_parallel_tree"))
                .map(v -> v.integer(0, Math.max(1, count)))
                .orElse(1);
        int round = Math.max(1, parallel) * outputs;
        if (count % round != 0) {
            throw new InputException(model.path() + " has " + count + " trees, rounds of " + round + " do not fit");
        }
        int[] ends = new int[count / round];
        Arrays.setAll(ends, r -> (r + 1) * round);
        return ends;
    }

    /// Weights are kept feature by feature, the outputs of one beside each other, the biases last.
    private static LinearEnsemble linear(Value model, int features, int outputs, double[] base) {
        long wanted = (features + 1L) * outputs;
        double[] all = model.get("weights").numbers();
        if (all.length != wanted) {
            throw new InputException(model.path() + ".weights must have " + wanted + " numbers, had " + all.length);
        }
        double[] weights = new double[features * outputs];
        double[] bias = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j < features; j++) {
                weights[k * features + j] = (float) all[j * outputs + k];
            }
            bias[k] = (float) all[features * outputs + k];
        }
        int rounds = model.find("boosted_rounds")
                .or(() -> model.find("param").flatMap(p -> p.find("num_boosted_rounds")))
                .map(v -> v.integer(0, Integer.MAX_VALUE))
                .orElse(0);
        return new LinearEnsemble(features, weights, bias, base, rounds, TreeEnsemble.Arithmetic.FLOAT);
    }
}
