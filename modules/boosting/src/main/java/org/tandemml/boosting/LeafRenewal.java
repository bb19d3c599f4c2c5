package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Gives the leaves of a tree the values that a [LeafLocation] finds for their rows.
final class LeafRenewal {
    private LeafRenewal() {}

    /// The tree with new leaf values, times the learning rate.
    static Tree renewed(
            Grown grown,
            LeafLocation location,
            Labels labels,
            double[] margins,
            int offset,
            BoostingSettings settings,
            Parallel loop) {
        Tree tree = grown.tree();
        int[] leaf = grown.leafOf();
        int nodes = tree.nodes();
        int[] starts = new int[nodes + 1];
        for (int node : leaf) {
            starts[node + 1]++;
        }
        for (int k = 0; k < nodes; k++) {
            starts[k + 1] += starts[k];
        }
        int[] next = starts.clone();
        int[] rows = new int[leaf.length];
        for (int i = 0; i < leaf.length; i++) {
            rows[next[leaf[i]]++] = i;
        }
        double[] values = new double[nodes];
        loop.forWork(50.0 * leaf.length).run(nodes, node -> {
            values[node] = tree.value(node);
            int count = starts[node + 1] - starts[node];
            if (!tree.isLeaf(node) || count == 0) {
                return;
            }
            double[] residuals = new double[count];
            double[] weights = new double[count];
            for (int i = 0; i < count; i++) {
                int row = rows[starts[node] + i];
                residuals[i] = labels.values()[row] - margins[offset + row];
                weights[i] = labels.weight(row);
            }
            double value = location.of(residuals, weights, count);
            if (settings.shape().maxDeltaStep() > 0) {
                value = Math.clamp(
                        value,
                        -settings.shape().maxDeltaStep(),
                        settings.shape().maxDeltaStep());
            }
            values[node] = settings.pace().learningRate() * grown.bounded(node, value);
        });
        return withValues(tree, values);
    }

    /// The tree with other values; those of inner nodes are thresholds and must be the same.
    static Tree withValues(Tree tree, double[] values) {
        int n = tree.nodes();
        int[] left = new int[n];
        int[] right = new int[n];
        int[] feature = new int[n];
        boolean[] defaultLeft = new boolean[n];
        double[] gain = new double[n];
        double[] cover = new double[n];
        Tree.Missing[] missing = new Tree.Missing[n];
        @Nullable CategorySet[] categories = new @Nullable CategorySet[n];
        for (int k = 0; k < n; k++) {
            left[k] = tree.left(k);
            right[k] = tree.right(k);
            feature[k] = tree.feature(k);
            defaultLeft[k] = tree.defaultLeft(k);
            gain[k] = tree.gain(k);
            cover[k] = tree.cover(k);
            missing[k] = tree.missing(k);
            categories[k] = tree.categories(k);
        }
        return new Tree(left, right, feature, values, defaultLeft, gain, cover, missing, categories);
    }
}
