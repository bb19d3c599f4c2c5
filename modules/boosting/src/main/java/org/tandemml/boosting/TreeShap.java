package org.tandemml.boosting;

/// Exact Shapley values of one tree under its path-dependent background: the contribution of each feature to the
/// prediction of a row, where a feature that is not known is averaged over by the covers of the branches.
///
/// Contributions and the expected value sum to the tree's value up to rounding.
///
/// **Source**: Lundberg, Erion, Lee, *Consistent Individualized Feature Attribution for Tree Ensembles* (2018),
/// algorithm 2; interactions as in its section 4, by conditioning on each feature of the tree.
/// **Cost**: O(L·D²) a row for L leaves and depth D; interactions that times the number of features in the tree.
final class TreeShap {
    private final Tree tree;
    private final boolean inFloat;

    /// The path to a node holds the distinct features on it; that of depth d begins at d(d+1)/2 in these arrays.
    private final int[] feature;

    private final double[] zero;
    private final double[] one;
    private final double[] weight;

    private double[] row = {};
    private double[] phi = {};
    private double scale;
    private int condition;
    private int conditioned;

    /// @param depth at least the depth of the tree
    TreeShap(Tree tree, TreeEnsemble.Arithmetic arithmetic, int depth) {
        this.tree = tree;
        this.inFloat = arithmetic == TreeEnsemble.Arithmetic.FLOAT;
        int size = (depth + 3) * (depth + 4) / 2;
        feature = new int[size];
        zero = new double[size];
        one = new double[size];
        weight = new double[size];
    }

    /// The expected value of the tree: its leaves averaged by cover.
    static double expected(Tree tree) {
        double[] mean = new double[tree.nodes()];
        for (int i = mean.length - 1; i >= 0; i--) {
            mean[i] = tree.isLeaf(i)
                    ? tree.value(i)
                    : share(tree, i, tree.left(i)) * mean[tree.left(i)]
                            + share(tree, i, tree.right(i)) * mean[tree.right(i)];
        }
        return mean[0];
    }

    static int depth(Tree tree) {
        int[] depth = new int[tree.nodes()];
        int deepest = 0;
        for (int i = 0; i < depth.length; i++) {
            deepest = Math.max(deepest, depth[i]);
            if (!tree.isLeaf(i)) {
                depth[tree.left(i)] = depth[i] + 1;
                depth[tree.right(i)] = depth[i] + 1;
            }
        }
        return deepest;
    }

    /// The share of a node's rows that go to a child; halves where no rows were seen.
    private static double share(Tree tree, int node, int child) {
        double all = tree.cover(tree.left(node)) + tree.cover(tree.right(node));
        return all > 0 ? tree.cover(child) / all : 0.5;
    }

    /// Adds `scale` times the contributions to `phi[feature]`.
    void add(double[] row, double scale, double[] phi) {
        add(row, scale, phi, 0, -1);
    }

    /// The same with a feature known (`condition` 1), averaged over (−1), or like the others (0).
    void add(double[] row, double scale, double[] phi, int condition, int conditioned) {
        this.row = row;
        this.scale = scale;
        this.phi = phi;
        this.condition = condition;
        this.conditioned = conditioned;
        visit(0, 0, 0, 1, 1, -1, 1);
    }

    /// @param level the recursion depth, which chooses the place of this node's path
    /// @param depth the number of features on the parent's path
    private void visit(
            int node, int level, int depth, double parentZero, double parentOne, int parentFeature, double fraction) {
        if (fraction == 0) {
            return;
        }
        int at = level * (level + 1) / 2;
        int length = depth;
        if (level > 0) {
            int from = (level - 1) * level / 2;
            System.arraycopy(feature, from, feature, at, depth);
            System.arraycopy(zero, from, zero, at, depth);
            System.arraycopy(one, from, one, at, depth);
            System.arraycopy(weight, from, weight, at, depth);
        }
        if (condition == 0 || conditioned != parentFeature) {
            extend(at, length, parentZero, parentOne, parentFeature);
            length++;
        }
        if (tree.isLeaf(node)) {
            double value = tree.value(node) * scale * fraction;
            for (int i = 1; i < length; i++) {
                phi[feature[at + i]] += unwoundSum(at, length - 1, i) * (one[at + i] - zero[at + i]) * value;
            }
            return;
        }
        int split = tree.feature(node);
        double x = inFloat ? (float) row[split] : row[split];
        int hot = tree.goesLeft(node, x) ? tree.left(node) : tree.right(node);
        int cold = hot == tree.left(node) ? tree.right(node) : tree.left(node);
        double hotShare = share(tree, node, hot);
        double coldShare = share(tree, node, cold);
        double incomingZero = 1;
        double incomingOne = 1;
        for (int i = 1; i < length; i++) {
            if (feature[at + i] == split) {
                incomingZero = zero[at + i];
                incomingOne = one[at + i];
                unwind(at, length - 1, i);
                length--;
                break;
            }
        }
        double hotFraction = fraction;
        double coldFraction = fraction;
        if (split == conditioned && condition > 0) {
            coldFraction = 0;
        } else if (split == conditioned && condition < 0) {
            hotFraction *= hotShare;
            coldFraction *= coldShare;
        }
        visit(hot, level + 1, length, hotShare * incomingZero, incomingOne, split, hotFraction);
        visit(cold, level + 1, length, coldShare * incomingZero, 0, split, coldFraction);
    }

    private void extend(int at, int depth, double z, double o, int f) {
        feature[at + depth] = f;
        zero[at + depth] = z;
        one[at + depth] = o;
        weight[at + depth] = depth == 0 ? 1 : 0;
        for (int i = depth - 1; i >= 0; i--) {
            weight[at + i + 1] += o * weight[at + i] * (i + 1) / (depth + 1);
            weight[at + i] = z * weight[at + i] * (depth - i) / (depth + 1);
        }
    }

    /// Takes feature `index` off a path of `depth` + 1 entries.
    private void unwind(int at, int depth, int index) {
        double o = one[at + index];
        double z = zero[at + index];
        double next = weight[at + depth];
        for (int i = depth - 1; i >= 0; i--) {
            if (o != 0) {
                double before = weight[at + i];
                weight[at + i] = next * (depth + 1) / ((i + 1) * o);
                next = before - weight[at + i] * z * (depth - i) / (depth + 1);
            } else {
                weight[at + i] = weight[at + i] * (depth + 1) / (z * (depth - i));
            }
        }
        for (int i = index; i < depth; i++) {
            feature[at + i] = feature[at + i + 1];
            zero[at + i] = zero[at + i + 1];
            one[at + i] = one[at + i + 1];
        }
    }

    /// The sum of the weights that [#unwind] would leave.
    private double unwoundSum(int at, int depth, int index) {
        double o = one[at + index];
        double z = zero[at + index];
        double next = weight[at + depth];
        double total = 0;
        for (int i = depth - 1; i >= 0; i--) {
            if (o != 0) {
                double w = next * (depth + 1) / ((i + 1) * o);
                total += w;
                next = weight[at + i] - w * z * (depth - i) / (depth + 1);
            } else if (z != 0) {
                total += weight[at + i] / (z * (depth - i) / (depth + 1.0));
            }
        }
        return total;
    }
}
