package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// A tree of [ExactGrower], its nodes numbered level by level, with the leaf of each training row.
final class ExactGrown implements Grown {
    private final List<ExactNode> kept = new ArrayList<>();
    private final Tree tree;
    private final int[] leafOf;
    private final Parallel loop;

    /// @param nodeOf the last node each row was in before pruning, −1 for rows that did not take part
    ExactGrown(
            ExactNode root,
            int grown,
            int[] nodeOf,
            Matrix features,
            TreeSettings settings,
            ExactSearch search,
            Parallel loop) {
        this.loop = loop;
        int[] number = new int[grown];
        kept.add(root);
        for (int k = 0; k < kept.size(); k++) {
            ExactNode node = kept.get(k);
            number[node.id] = k;
            if (node.left != null && node.right != null) {
                kept.add(node.left);
                kept.add(node.right);
            }
        }
        int n = kept.size();
        int[] left = new int[n];
        int[] right = new int[n];
        int[] feature = new int[n];
        double[] value = new double[n];
        boolean[] defaultLeft = new boolean[n];
        double[] gain = new double[n];
        double[] cover = new double[n];
        Arrays.fill(left, -1);
        Arrays.fill(right, -1);
        Arrays.fill(feature, Tree.LEAF);
        for (int k = 0; k < n; k++) {
            ExactNode node = kept.get(k);
            cover[k] = node.hessian;
            if (node.left != null && node.right != null && node.split != null) {
                left[k] = number[node.left.id];
                right[k] = number[node.right.id];
                feature[k] = node.split.feature();
                value[k] = node.split.threshold();
                defaultLeft[k] = node.split.missingLeft();
                gain[k] = node.split.gain();
            } else {
                value[k] = settings.learningRate() * search.weight(node, node.gradient, node.hessian);
            }
        }
        tree = Tree.numeric(left, right, feature, value, defaultLeft, gain, cover);
        leafOf = leaves(nodeOf, number, grown, features);
    }

    /// The nodes that rows were last in, unless pruning or sampling left rows elsewhere: then all walk the tree.
    private int[] leaves(int[] nodeOf, int[] number, int grown, Matrix features) {
        int[] leafOfNode = new int[grown];
        boolean[] inTree = new boolean[grown];
        for (ExactNode node : kept) {
            inTree[node.id] = true;
            leafOfNode[node.id] = number[node.id];
        }
        int[] leaves = new int[nodeOf.length];
        boolean walk = false;
        for (int i = 0; i < leaves.length && !walk; i++) {
            walk = nodeOf[i] < 0 || !inTree[nodeOf[i]];
            leaves[i] = walk ? 0 : leafOfNode[nodeOf[i]];
        }
        return walk ? TreePass.leaves(tree, features, loop) : leaves;
    }

    @Override
    public Tree tree() {
        return tree;
    }

    @Override
    public int[] leafOf() {
        return leafOf;
    }

    @Override
    public void addTo(Tree values, double factor, double[] margins, int offset) {
        loop.forWork(2.0 * leafOf.length).run((leafOf.length + TreePass.BLOCK - 1) / TreePass.BLOCK, b -> {
            for (int i = b * TreePass.BLOCK; i < Math.min(leafOf.length, (b + 1) * TreePass.BLOCK); i++) {
                margins[offset + i] += factor * values.value(leafOf[i]);
            }
        });
    }

    @Override
    public double bounded(int leaf, double value) {
        ExactNode node = kept.get(leaf);
        return Math.clamp(value, node.least, node.most);
    }
}
