package org.tandemml.boosting.foreign;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.tandemml.boosting.Boosted;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.boosting.BoostedRanker;
import org.tandemml.boosting.BoostedRegressor;
import org.tandemml.boosting.CategorySet;
import org.tandemml.boosting.Ensemble;
import org.tandemml.boosting.LinearEnsemble;
import org.tandemml.boosting.Response;
import org.tandemml.boosting.Tree;
import org.tandemml.boosting.TreeEnsemble;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.ModelExporter;
import org.tandemml.core.Schema;

/// Writes boosted models as XGBoost JSON in the schema of version 1.7, which later versions load too.
///
/// Numbers become floats: leaf values are rounded to the nearest, thresholds to the next float above, so that a row of
/// floats goes the same way. A start value that no base score has in float is written as a round of trees of one leaf.
/// Refused: a response without objective, a split that takes zeros for missing.
public final class XGBoostExporter implements ModelExporter {
    @Override
    public String format() {
        return "xgboost";
    }

    @Override
    public String meaning() {
        return "boosted trees and linear boosters as XGBoost JSON (version 1.7 and later load it)";
    }

    @Override
    public boolean accepts(Model model) {
        return model instanceof Boosted;
    }

    @Override
    public byte[] write(Model model) {
        if (!(model instanceof Boosted boosted)) {
            throw new InputException("a " + model.getClass().getSimpleName() + " is no boosted model");
        }
        return write(boosted);
    }

    private static byte[] write(Boosted model) {
        Ensemble ensemble = model.ensemble();
        XGBoostObjective objective = objective(model);
        double[] base = ensemble.base();
        float baseScore = objective.baseScore((float) base[0]);
        boolean expressible =
                !Float.isNaN(baseScore) && Arrays.stream(base).allMatch(b -> (float) b == (float) base[0]);
        int outputs = base.length;
        JsonWriter out = new JsonWriter();
        out.open('{').key("learner").open('{');
        out.key("attributes").open('{').close('}');
        Schema schema = model.schema();
        out.key("feature_names").open('[');
        schema.names().forEach(name -> out.text(xgboostName(name)));
        out.close(']').key("feature_types").open('[');
        boolean[] categorical = categorical(ensemble, schema);
        for (boolean c : categorical) {
            out.text(c ? "c" : "float");
        }
        out.close(']').key("gradient_booster").open('{');
        switch (ensemble) {
            case TreeEnsemble trees -> trees(trees, expressible, schema.size(), out);
            case LinearEnsemble linear -> linear(linear, expressible, schema.size(), out);
        }
        out.close('}');
        out.key("learner_model_param").open('{');
        out.text("base_score", Float.toString(expressible ? baseScore : objective.baseScore(0)));
        out.text("num_class", Integer.toString(outputs > 1 ? outputs : 0));
        out.text("num_feature", Integer.toString(schema.size()));
        out.text("num_target", "1").close('}');
        objective(objective, outputs, out);
        out.close('}');
        out.key("version").open('[').integer(1).integer(7).integer(4).close(']').close('}');
        return out.toBytes();
    }

    /// XGBoost refuses these characters in names of features.
    private static String xgboostName(String name) {
        return name.replaceAll("[\\[\\]<]", "_");
    }

    private static XGBoostObjective objective(Boosted model) {
        Response response = model.response();
        XGBoostObjective objective = switch (model) {
            case BoostedRanker ranker -> XGBoostObjective.RANK_NDCG;
            case BoostedClassifier classifier ->
                classifier.ensemble().outputCount() > 1
                        ? response == Response.SIGMOID ? null : XGBoostObjective.SOFTPROB
                        : response == Response.SIGMOID ? XGBoostObjective.LOGISTIC : XGBoostObjective.HINGE;
            case BoostedRegressor regressor ->
                switch (response) {
                    case IDENTITY -> XGBoostObjective.SQUARED;
                    case SIGMOID -> XGBoostObjective.SHARE;
                    case EXP -> XGBoostObjective.GAMMA;
                    case SOFTMAX, SIGN, SOFTPLUS, SIGNED_SQUARE -> null;
                };
        };
        if (objective == null) {
            throw new InputException(
                    "XGBoost has no objective whose predictions are the response " + response + " of these margins");
        }
        return objective;
    }

    private static void objective(XGBoostObjective objective, int outputs, JsonWriter out) {
        out.key("objective").open('{').text("name", objective.key);
        switch (objective.kind) {
            case CLASSES ->
                out.key("softmax_multiclass_param")
                        .open('{')
                        .text("num_class", Integer.toString(outputs))
                        .close('}');
            case RANKER ->
                out.key("lambda_rank_param")
                        .open('{')
                        .text("fix_list_weight", "0")
                        .text("num_pairsample", "1")
                        .close('}');
            case REGRESSOR, TWO_CLASSES -> {
                if (objective == XGBoostObjective.SQUARED
                        || objective == XGBoostObjective.SHARE
                        || objective == XGBoostObjective.LOGISTIC) {
                    out.key("reg_loss_param")
                            .open('{')
                            .text("scale_pos_weight", "1")
                            .close('}');
                }
            }
        }
        out.close('}');
    }

    private static boolean[] categorical(Ensemble ensemble, Schema schema) {
        boolean[] categorical = new boolean[schema.size()];
        for (int j = 0; j < categorical.length; j++) {
            categorical[j] = schema.column(j) instanceof Column.Categorical;
        }
        if (ensemble instanceof TreeEnsemble trees) {
            for (Tree tree : trees.trees()) {
                for (int i = 0; i < tree.nodes(); i++) {
                    if (!tree.isLeaf(i) && tree.categories(i) != null) {
                        categorical[tree.feature(i)] = true;
                    }
                }
            }
        }
        return categorical;
    }

    private static void trees(TreeEnsemble ensemble, boolean baseExpressible, int features, JsonWriter out) {
        int outputs = ensemble.outputCount();
        int start = baseExpressible ? 0 : outputs;
        int count = ensemble.trees().size() + start;
        int first = ensemble.rounds() == 0 ? outputs : ensemble.roundEnds()[0];
        int parallel = baseExpressible && outputs > 0 && first % outputs == 0 ? Math.max(1, first / outputs) : 1;
        for (int r = 0; r < ensemble.rounds(); r++) {
            int trees = ensemble.roundEnds()[r] - (r == 0 ? 0 : ensemble.roundEnds()[r - 1]);
            parallel = trees == parallel * outputs ? parallel : 1;
        }
        boolean dart = Arrays.stream(ensemble.weights()).anyMatch(w -> w != 1);
        if (dart) {
            out.key("gbtree").open('{');
        }
        out.key("model").open('{').key("gbtree_model_param").open('{');
        out.text("num_parallel_tree", Integer.toString(parallel));
        out.text("num_trees", Integer.toString(count));
        out.text("size_leaf_vector", "0").close('}');
        out.integers("tree_info", count, t -> t < start ? t : ensemble.outputs()[t - start]);
        out.key("trees").open('[');
        double[] base = ensemble.base();
        for (int t = 0; t < count; t++) {
            Tree tree = t < start
                    ? Tree.numeric(
                            new int[1],
                            new int[1],
                            new int[] {Tree.LEAF},
                            new double[] {base[t]},
                            new boolean[1],
                            new double[1],
                            new double[1])
                    : ensemble.trees().get(t - start);
            tree(tree, t, features, out);
        }
        out.close(']').close('}').text("name", "gbtree");
        if (dart) {
            out.close('}').text("name", "dart");
            out.floats("weight_drop", count, t -> t < start ? 1 : (float) ensemble.weights()[t - start]);
        }
    }

    /// The nodes breadth first, the children of each beside each other, the one that XGBoost calls left before the
    /// other: it finds a right child at the next number. XGBoost's members go right, so where ours go left the two
    /// change places.
    private static int[] order(Tree tree) {
        int[] order = new int[tree.nodes()];
        int count = 1;
        for (int i = 0; i < count; i++) {
            int node = order[i];
            if (!tree.isLeaf(node)) {
                boolean swap = swaps(tree, node);
                order[count++] = swap ? tree.right(node) : tree.left(node);
                order[count++] = swap ? tree.left(node) : tree.right(node);
            }
        }
        return order;
    }

    private static boolean swaps(Tree tree, int node) {
        CategorySet set = tree.categories(node);
        return set != null && set.membersLeft();
    }

    /// The tree with its nodes in [#order]; sets keep their side, which [#swaps] still tells.
    private static Tree ordered(Tree tree) {
        int[] order = order(tree);
        int n = order.length;
        int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            place[order[i]] = i;
        }
        return new Tree(
                IntStream.of(order)
                        .map(i -> tree.isLeaf(i) ? 0 : place[tree.left(i)])
                        .toArray(),
                IntStream.of(order)
                        .map(i -> tree.isLeaf(i) ? 0 : place[tree.right(i)])
                        .toArray(),
                IntStream.of(order).map(tree::feature).toArray(),
                IntStream.of(order).mapToDouble(tree::value).toArray(),
                flags(tree, order),
                IntStream.of(order).mapToDouble(tree::gain).toArray(),
                IntStream.of(order).mapToDouble(tree::cover).toArray(),
                IntStream.of(order).mapToObj(tree::missing).toArray(Tree.Missing[]::new),
                IntStream.of(order).mapToObj(tree::categories).toArray(CategorySet[]::new));
    }

    private static boolean[] flags(Tree tree, int[] order) {
        boolean[] flags = new boolean[order.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = tree.defaultLeft(order[i]);
        }
        return flags;
    }

    private static void tree(Tree grown, int id, int features, JsonWriter out) {
        Tree tree = ordered(grown);
        int n = tree.nodes();
        int[] left = new int[n];
        int[] right = new int[n];
        int[] parents = new int[n];
        boolean[] defaultLeft = new boolean[n];
        parents[0] = Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            if (tree.isLeaf(i)) {
                left[i] = -1;
                right[i] = -1;
                continue;
            }
            boolean swap = swaps(tree, i);
            left[i] = swap ? tree.right(i) : tree.left(i);
            right[i] = swap ? tree.left(i) : tree.right(i);
            defaultLeft[i] = missingLeft(tree, i) != swap;
            parents[left[i]] = i;
            parents[right[i]] = i;
        }
        int[] nodes = IntStream.range(0, n)
                .filter(i -> !tree.isLeaf(i) && tree.categories(i) != null)
                .toArray();
        int[][] members = Arrays.stream(nodes).mapToObj(i -> members(tree, i)).toArray(int[][]::new);
        int[] starts = new int[nodes.length + 1];
        for (int k = 0; k < nodes.length; k++) {
            starts[k + 1] = starts[k] + members[k].length;
        }
        int[] all = Arrays.stream(members).flatMapToInt(Arrays::stream).toArray();
        out.open('{');
        out.floats("base_weights", n, i -> tree.isLeaf(i) ? (float) tree.value(i) : 0);
        out.integers("categories", all.length, k -> all[k]);
        out.integers("categories_nodes", nodes.length, k -> nodes[k]);
        out.integers("categories_segments", nodes.length, k -> starts[k]);
        out.integers("categories_sizes", nodes.length, k -> members[k].length);
        out.integers("default_left", n, i -> defaultLeft[i] ? 1 : 0);
        out.key("id").integer(id);
        out.integers("left_children", n, i -> left[i]);
        out.floats("loss_changes", n, i -> (float) tree.gain(i));
        out.integers("parents", n, i -> parents[i]);
        out.integers("right_children", n, i -> right[i]);
        out.floats("split_conditions", n, i -> condition(tree, i));
        out.integers("split_indices", n, i -> tree.isLeaf(i) ? 0 : tree.feature(i));
        out.integers("split_type", n, i -> !tree.isLeaf(i) && tree.categories(i) != null ? 1 : 0);
        out.floats("sum_hessian", n, i -> (float) tree.cover(i));
        out.key("tree_param").open('{');
        out.text("num_deleted", "0").text("num_feature", Integer.toString(features));
        out.text("num_nodes", Integer.toString(n)).text("size_leaf_vector", "0").close('}');
        out.close('}');
    }

    private static int[] members(Tree tree, int node) {
        CategorySet set = tree.categories(node);
        return set == null ? new int[0] : BitSet.valueOf(set.bits()).stream().toArray();
    }

    private static float condition(Tree tree, int node) {
        double value = tree.value(node);
        float nearest = (float) value;
        return tree.isLeaf(node) || nearest >= value ? nearest : Math.nextUp(nearest);
    }

    /// Where a missing value goes; an error where XGBoost cannot say it.
    private static boolean missingLeft(Tree tree, int node) {
        boolean zeroLeft = tree.goesLeft(node, 0);
        return switch (tree.missing(node)) {
            case NAN -> tree.defaultLeft(node);
            case NONE -> zeroLeft;
            case ZERO -> {
                CategorySet set = tree.categories(node);
                boolean asNumber = set == null ? 0 < tree.value(node) : set.goesLeft(0);
                if (asNumber != tree.defaultLeft(node)) {
                    throw new InputException("a split of feature " + tree.feature(node)
                            + " takes zeros for missing and sends them away from the small numbers: "
                            + "XGBoost's format has no such split");
                }
                yield tree.defaultLeft(node);
            }
        };
    }

    private static void linear(LinearEnsemble ensemble, boolean baseExpressible, int features, JsonWriter out) {
        int outputs = ensemble.outputCount();
        double[] base = ensemble.base();
        double[] bias = ensemble.bias();
        out.key("model").open('{').key("boosted_rounds").integer(ensemble.rounds());
        out.floats("weights", (features + 1) * outputs, at -> {
            int j = at / outputs;
            int k = at % outputs;
            if (j == features) {
                return (float) (baseExpressible ? bias[k] : bias[k] + base[k]);
            }
            return j < ensemble.featureCount() ? (float) ensemble.weight(k, j) : 0;
        });
        out.close('}').text("name", "gblinear");
    }
}
