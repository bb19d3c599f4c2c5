package org.tandemml.boosting.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.CategorySet;
import org.tandemml.boosting.Tree;
import org.tandemml.core.InputException;

/// Reads XGBoost's trees, each an object of arrays over its nodes.
final class XGBoostTrees {
    /// XGBoost's own limit: a category is below 2²⁴.
    private static final int MAX_CATEGORY = (1 << 24) - 1;

    private static final int NO_NODE = -1;

    private final int features;

    /// Words of category sets that may still be made: a code costs a file a few bytes and its bit set up to 2 MB.
    private long wordsLeft;

    XGBoostTrees(int features, int fileBytes) {
        this.features = features;
        this.wordsLeft = (1 << 16) + 16L * fileBytes;
    }

    List<Tree> read(List<Value> trees) {
        List<Tree> read = new ArrayList<>(trees.size());
        for (Value tree : trees) {
            try {
                read.add(read(tree));
            } catch (InputException e) {
                throw e.getMessage() != null && e.getMessage().contains(tree.path())
                        ? e
                        : new InputException(tree.path() + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    private Tree read(Value tree) {
        if (tree.find("tree_param")
                        .flatMap(parameters -> parameters.find("size_leaf_vector"))
                        .map(Value::number)
                        .orElse(0.0)
                > 1) {
            throw new InputException("its leaves hold vectors (multi_strategy multi_output_tree): "
                    + "only trees with one number a leaf are read");
        }
        int[] left = tree.get("left_children").integers(NO_NODE, Integer.MAX_VALUE);
        int n = left.length;
        int[] right = tree.get("right_children").integers(n, NO_NODE, Integer.MAX_VALUE);
        int[] order = order(left, right);
        double[] condition = tree.get("split_conditions").numbers(n);
        double[] indices = tree.get("split_indices").numbers(n);
        double[] defaults = tree.get("default_left").numbers(n);
        double[] gains = tree.get("loss_changes").numbers(n);
        double[] covers = tree.get("sum_hessian").numbers(n);
        @Nullable CategorySet[] sets = categories(tree, n);
        int[] place = new int[n];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        int count = order.length;
        int[] newLeft = new int[count];
        int[] newRight = new int[count];
        int[] feature = new int[count];
        double[] value = new double[count];
        boolean[] defaultLeft = new boolean[count];
        double[] gain = new double[count];
        double[] cover = new double[count];
        Tree.Missing[] missing = new Tree.Missing[count];
        @Nullable CategorySet[] newSets = new @Nullable CategorySet[count];
        Arrays.fill(missing, Tree.Missing.NAN);
        for (int i = 0; i < count; i++) {
            int node = order[i];
            boolean leaf = left[node] == NO_NODE;
            feature[i] = leaf ? Tree.LEAF : feature(indices[node], node);
            newLeft[i] = leaf ? 0 : place[left[node]];
            newRight[i] = leaf ? 0 : place[right[node]];
            // A categorical split has no threshold; some versions write NaN there.
            value[i] = leaf || sets[node] == null ? (float) condition[node] : 0;
            defaultLeft[i] = defaults[node] != 0;
            gain[i] = leaf ? 0 : gains[node];
            cover[i] = covers[node];
            newSets[i] = leaf ? null : sets[node];
        }
        return new Tree(newLeft, newRight, feature, value, defaultLeft, gain, cover, missing, newSets);
    }

    private int feature(double index, int node) {
        int feature = (int) index;
        if (feature != index || feature < 0 || feature >= features) {
            throw new InputException("node " + node + " splits feature " + index + ", the model has " + features);
        }
        return feature;
    }

    /// The nodes that the root reaches, parents first: as they stand if they stand so, else breadth first. Nodes that
    /// pruning has deleted remain in files.
    private static int[] order(int[] left, int[] right) {
        int n = left.length;
        if (n == 0) {
            throw new InputException("a tree needs at least one node");
        }
        int[] order = new int[n];
        boolean[] seen = new boolean[n];
        int count = 1;
        seen[0] = true;
        boolean asTheyStand = true;
        for (int i = 0; i < count; i++) {
            int node = order[i];
            if ((left[node] == NO_NODE) != (right[node] == NO_NODE)) {
                throw new InputException("node " + node + " has one child only");
            }
            if (left[node] == NO_NODE) {
                continue;
            }
            for (int child : new int[] {left[node], right[node]}) {
                if (child >= n || seen[child]) {
                    throw new InputException("node " + node + " has the child " + child
                            + (child >= n ? ", there are " + n + " nodes" : ", which has another parent already"));
                }
                seen[child] = true;
                asTheyStand &= child > node;
                order[count++] = child;
            }
        }
        if (asTheyStand && count == n) {
            Arrays.setAll(order, i -> i);
        }
        return Arrays.copyOf(order, count);
    }

    /// The sets of the categorical nodes; XGBoost keeps the categories that go right.
    private @Nullable CategorySet[] categories(Value tree, int n) {
        @Nullable CategorySet[] sets = new @Nullable CategorySet[n];
        double[] types = tree.find("split_type").map(t -> t.numbers(n)).orElse(new double[n]);
        int[] nodes =
                tree.find("categories_nodes").map(v -> v.integers(0, n - 1)).orElse(new int[0]);
        if (nodes.length > 0) {
            int[] all = tree.get("categories").integers(0, MAX_CATEGORY);
            int[] starts = tree.get("categories_segments").integers(nodes.length, 0, all.length);
            int[] sizes = tree.get("categories_sizes").integers(nodes.length, 0, all.length);
            for (int k = 0; k < nodes.length; k++) {
                if (sizes[k] > all.length - starts[k]) {
                    throw new InputException("categories of node " + nodes[k] + " run past their end");
                }
                sets[nodes[k]] = set(Arrays.copyOfRange(all, starts[k], starts[k] + sizes[k]));
            }
        }
        for (int i = 0; i < n; i++) {
            if (types[i] == 0) {
                sets[i] = null;
            } else if (sets[i] == null) {
                sets[i] = new CategorySet(new long[0], false);
            }
        }
        return sets;
    }

    private CategorySet set(int[] categories) {
        int largest = Arrays.stream(categories).max().orElse(-1);
        long[] bits = new long[(largest + 64) >> 6];
        wordsLeft -= bits.length;
        if (wordsLeft < 0) {
            throw new InputException("its categories are too sparse: code " + largest + " among few others");
        }
        for (int category : categories) {
            bits[category >> 6] |= 1L << category;
        }
        return new CategorySet(bits, false);
    }
}
