package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The nodes of a tree so far, in the order of their numbers.
final class GrowingTree {
    final List<GrowingNode> nodes = new ArrayList<>();
    private final List<int[]> children = new ArrayList<>();
    int leaves;

    void addRoot(GrowingNode root) {
        nodes.add(root);
        children.add(new int[] {-1, -1});
        leaves = 1;
    }

    void addChildren(GrowingNode parent, GrowingNode left, GrowingNode right) {
        children.get(parent.id)[0] = left.id;
        children.get(parent.id)[1] = right.id;
        nodes.add(left);
        nodes.add(right);
        children.add(new int[] {-1, -1});
        children.add(new int[] {-1, -1});
        leaves++;
    }

    boolean isLeaf(int node) {
        return children.get(node)[0] < 0;
    }

    int[] left() {
        return children.stream().mapToInt(c -> c[0]).toArray();
    }

    int[] right() {
        return children.stream().mapToInt(c -> c[1]).toArray();
    }

    /// The split of each node, null at leaves.
    @Nullable
    Split[] splits() {
        @Nullable Split[] splits = new @Nullable Split[nodes.size()];
        for (int k = 0; k < splits.length; k++) {
            splits[k] = isLeaf(k) ? null : nodes.get(k).split;
        }
        return splits;
    }

    /// The numbers of the leaves from left to right.
    int[] leavesInOrder() {
        int[] order = new int[leaves];
        int count = 0;
        List<Integer> open = new ArrayList<>(List.of(0));
        while (!open.isEmpty()) {
            int node = open.removeLast();
            if (isLeaf(node)) {
                order[count++] = node;
            } else {
                open.add(children.get(node)[1]);
                open.add(children.get(node)[0]);
            }
        }
        return order;
    }

    Tree tree(SplitFinder finder, FeatureBins[] features, double learningRate) {
        int n = nodes.size();
        int[] feature = new int[n];
        double[] value = new double[n];
        boolean[] defaultLeft = new boolean[n];
        double[] gain = new double[n];
        double[] cover = new double[n];
        Tree.Missing[] missing = new Tree.Missing[n];
        @Nullable CategorySet[] categories = new @Nullable CategorySet[n];
        for (int k = 0; k < n; k++) {
            GrowingNode node = nodes.get(k);
            missing[k] = Tree.Missing.NAN;
            cover[k] = finder.hessian(node.sum);
            Split split = node.split;
            if (isLeaf(k) || split == null) {
                feature[k] = Tree.LEAF;
                value[k] = learningRate * finder.weight(node.sum, node.least, node.most);
                continue;
            }
            feature[k] = split.feature;
            defaultLeft[k] = split.missingLeft;
            gain[k] = split.gain;
            if (split.left != null) {
                categories[k] = new CategorySet(split.left, true);
            } else {
                value[k] = features[split.feature].threshold(split.bin);
            }
        }
        return new Tree(left(), right(), feature, value, defaultLeft, gain, cover, missing, categories);
    }
}
