package org.tandemml.boosting.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.BoostedRanker;
import org.tandemml.boosting.BoostedRegressor;
import org.tandemml.boosting.Response;
import org.tandemml.boosting.Tree;
import org.tandemml.boosting.TreeEnsemble;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelImporter;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// Reads LightGBM's text models, versions 2 to 4.
///
/// The model computes in double as LightGBM does. The cover of a node is its number of training rows, on which
/// LightGBM's own contributions rest. The leaf numbers of a tree with L leaves are LightGBM's plus L − 1. Refused by
/// name: linear trees, several models in one file, unknown objectives.
public final class LightGbmImporter implements ModelImporter {
    private static final int MOST_FEATURES = 1 << 24;
    private static final int MOST_OUTPUTS = 1 << 16;

    @Override
    public String format() {
        return "lightgbm";
    }

    @Override
    public String meaning() {
        return "LightGBM text models (without linear trees)";
    }

    @Override
    public Boosted read(byte[] file, Names names) {
        LightGbmText text = LightGbmText.of(file);
        LightGbmText.Section head = text.head();
        String version = head.textOr("version", "of unknown version");
        int outputs = head.integer("num_tree_per_iteration", 1, MOST_OUTPUTS);
        int features = head.integer("max_feature_idx", 0, MOST_FEATURES) + 1;
        List<Tree> trees = new ArrayList<>();
        for (LightGbmText.Section section : text.trees()) {
            trees.add(LightGbmTrees.read(section, features, file.length));
        }
        if (trees.size() % outputs != 0) {
            throw new InputException(
                    "it has " + trees.size() + " trees, rounds of " + outputs + " do not fit: the file is cut short");
        }
        int rounds = trees.size() / outputs;
        int[] targets = new int[trees.size()];
        int[] ends = new int[rounds];
        double[] weights = new double[trees.size()];
        Arrays.setAll(targets, t -> t % outputs);
        Arrays.setAll(ends, r -> (r + 1) * outputs);
        Arrays.fill(weights, 1);
        String objective = head.textOr("objective", "");
        String[] words = objective.split(" ");
        double slope = parameter(words, "sigmoid", 1);
        Response response = response(words, outputs);
        List<String> notes = new ArrayList<>();
        if (slope != 1 && response == Response.SIGMOID) {
            notes.add("leaves are multiplied by sigmoid:" + slope + ", so that probabilities are 1/(1 + exp(-margin))");
            for (int t = 0; t < weights.length; t++) {
                weights[t] *= slope;
            }
        }
        // A random forest averages its rounds.
        TreeEnsemble ensemble = new TreeEnsemble(
                trees,
                targets,
                weights,
                head.has("average_output"),
                new double[outputs],
                ends,
                TreeEnsemble.Arithmetic.DOUBLE,
                TreeEnsemble.Absent.ZERO);
        Schema schema = schema(head, features);
        FitReport direct = FitReport.direct("imported from LightGBM " + version);
        FitReport report = new FitReport(
                true, direct.reason(), rounds, direct.objective(), direct.trace(), direct.certificate(), notes);
        Provenance provenance =
                new Provenance("unknown", "", 0, "lightgbm " + version + ": " + objective, 0, Provenance.VERSION);
        return switch (words[0]) {
            case "binary", "multiclass", "softmax", "multiclassova", "multiclass_ova", "ova", "ovr" ->
                new BoostedClassifier(
                        schema,
                        names.target(),
                        names.classes(Math.max(2, outputs)),
                        ensemble,
                        response,
                        report,
                        provenance);
            case "lambdarank", "rank_xendcg" -> new BoostedRanker(schema, names.target(), ensemble, report, provenance);
            default -> new BoostedRegressor(schema, names.target(), ensemble, response, report, provenance);
        };
    }

    private static Response response(String[] words, int outputs) {
        boolean classes = words[0].startsWith("multiclass")
                || words[0].equals("softmax")
                || words[0].equals("ova")
                || words[0].equals("ovr");
        if (outputs > 1 != classes) {
            throw new InputException("the objective \"" + words[0] + "\" does not go with " + outputs + " outputs");
        }
        return switch (words[0]) {
            case "binary", "multiclassova", "multiclass_ova", "ova", "ovr", "cross_entropy", "xentropy" ->
                Response.SIGMOID;
            case "multiclass", "softmax" -> Response.SOFTMAX;
            case "poisson", "gamma", "tweedie" -> Response.EXP;
            case "cross_entropy_lambda", "xentlambda" -> Response.SOFTPLUS;
            case "regression", "regression_l2", "l2" ->
                Arrays.asList(words).contains("sqrt") ? Response.SIGNED_SQUARE : Response.IDENTITY;
            case "regression_l1", "l1", "huber", "fair", "quantile", "mape", "lambdarank", "rank_xendcg" ->
                Response.IDENTITY;
            // A custom objective leaves no name: its margins are the predictions.
            case "", "custom" -> Response.IDENTITY;
            default -> throw new InputException("the objective \"" + words[0] + "\" is unknown");
        };
    }

    private static double parameter(String[] words, String name, double otherwise) {
        for (String word : words) {
            if (word.startsWith(name + ":")) {
                try {
                    return Double.parseDouble(word.substring(name.length() + 1));
                } catch (NumberFormatException e) {
                    throw new InputException("the objective has the parameter \"" + word + "\"", e);
                }
            }
        }
        return otherwise;
    }

    private static Schema schema(LightGbmText.Section head, int features) {
        String names = head.textOr("feature_names", "");
        if (names.isEmpty()) {
            return Schema.numeric(features);
        }
        String[] all = names.split(" ");
        if (all.length != features) {
            throw new InputException("it has " + all.length + " feature names and " + features + " features");
        }
        return Schema.numeric(all);
    }
}
