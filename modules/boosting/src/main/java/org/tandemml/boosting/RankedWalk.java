package org.tandemml.boosting;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The walk of one row through all trees of a [Forest], with nodes of four bytes: 500 trees of 63 leaves are 250 KB,
/// which the second cache holds.
///
/// A threshold is its rank among the thresholds of its key, and a row's key is the number of them that it reaches, so
/// 16 bits hold either. Eight trees are walked together, so that their loads overlap, for as many steps as most rows
/// need; leaves lead to themselves. Trees in which the row has further to go are then finished one by one: with paths
/// of very different lengths, as leaf-wise trees have them, that is cheaper than to walk all eight to the longest path.
final class RankedWalk {
    private static final int LANES = 8;
    private static final int CHILD_BITS = 7;
    private static final int PLACE_BITS = 9;
    private static final int CHILDREN = (1 << CHILD_BITS) - 1;
    private static final int PLACES = (1 << PLACE_BITS) - 1;
    private static final int RANK_SHIFT = CHILD_BITS + PLACE_BITS;
    /// No row's rank reaches that of a leaf.
    private static final int LEAF_RANK = Short.MAX_VALUE;

    /// What it costs, beside one step of one of eight lanes, that a branch is mispredicted, and a step on its own.
    private static final double MISPREDICTED = 12;

    private static final double STEP_ALONE = 4;

    private final KeyRanks ranks;

    /// `rank of the threshold << 16 | place of the key << 7 | number of the first child within the tree`.
    private final int[] nodes;

    private final int[] starts;

    /// Trees in the order of the steps that most rows need.
    private final int[] order;

    /// The common steps of each eight of them; the trees left over have none.
    private final int[] steps;

    private RankedWalk(KeyRanks ranks, int[] nodes, int[] starts, int[] order, int[] steps) {
        this.ranks = ranks;
        this.nodes = nodes;
        this.starts = starts;
        this.order = order;
        this.steps = steps;
    }

    /// The walk of a forest; null if it has splits of categories, or more nodes, features or thresholds than fit.
    static @Nullable RankedWalk of(Forest forest, @Nullable KeyRanks ranks, TreeEnsemble ensemble) {
        int trees = ensemble.trees().size();
        if (ranks == null || 2 * ranks.groups() - 1 > PLACES || ranks.most >= LEAF_RANK) {
            return null;
        }
        int[] nodes = new int[forest.place.length];
        double[][] longer = new double[trees][];
        int[] usual = new int[trees];
        for (int t = 0; t < trees; t++) {
            int start = forest.starts[t];
            if (forest.starts[t + 1] - start > CHILDREN + 1) {
                return null;
            }
            for (int i = start; i < forest.starts[t + 1]; i++) {
                int rank = forest.isLeaf(i) ? LEAF_RANK : ranks.ofThreshold(forest, i);
                int place = forest.isLeaf(i) ? 0 : forest.place[i];
                nodes[i] = rank << RANK_SHIFT | place << CHILD_BITS | forest.child[i] - start;
            }
            longer[t] = longer(ensemble.trees().get(t));
            usual[t] = cheapest(longer, new int[] {t});
        }
        int[] order = IntStream.range(0, trees)
                .boxed()
                .sorted((a, b) -> usual[a] != usual[b] ? Integer.compare(usual[a], usual[b]) : Integer.compare(a, b))
                .mapToInt(t -> t)
                .toArray();
        int[] steps = new int[trees / LANES];
        for (int g = 0; g < steps.length; g++) {
            steps[g] = cheapest(longer, Arrays.copyOfRange(order, g * LANES, (g + 1) * LANES));
        }
        return new RankedWalk(ranks, nodes, forest.starts, order, steps);
    }

    /// The share of rows, by their cover, whose path has more than 0, 1, … steps, up to the depth of the tree.
    private static double[] longer(Tree tree) {
        int depth = TreeShap.depth(tree);
        double[] share = new double[depth + 1];
        int[] level = new int[tree.nodes()];
        double all = tree.cover(0);
        for (int i = 0; i < tree.nodes(); i++) {
            if (!tree.isLeaf(i)) {
                level[tree.left(i)] = level[i] + 1;
                level[tree.right(i)] = level[i] + 1;
                // Models of other libraries may lack covers: then all paths count as the longest.
                share[level[i]] += all > 0 ? tree.cover(i) / all : 1;
            }
        }
        for (int k = 0; k < depth; k++) {
            share[k] = Math.min(1, share[k]);
        }
        return share;
    }

    /// The number of common steps that makes the expected cost least.
    private static int cheapest(double[][] longer, int[] trees) {
        int depth = 0;
        for (int t : trees) {
            depth = Math.max(depth, longer[t].length - 1);
        }
        int best = depth;
        double least = Double.POSITIVE_INFINITY;
        for (int s = depth; s >= 0; s--) {
            double cost = trees.length * (double) s;
            for (int t : trees) {
                for (int k = s; k < longer[t].length; k++) {
                    cost += longer[t][k] * (STEP_ALONE + (k == s ? MISPREDICTED : 0));
                }
            }
            if (cost < least) {
                least = cost;
                best = s;
            }
        }
        return best;
    }

    /// Writes to `leaf[t]` the node of the forest that tree t leads to.
    ///
    /// @param keys the keys of the row; its ranks when this returns
    void walk(int[] keys, int[] leaf) {
        for (int g = 1; g < ranks.groups(); g++) {
            int low = keys[2 * g];
            int high = keys[2 * g + 1];
            int rank = ranks.of(g, low);
            keys[2 * g] = rank;
            keys[2 * g + 1] = low == high ? rank : ranks.of(g, high);
        }
        int g = 0;
        for (; g < steps.length; g++) {
            walkEight(keys, g * LANES, steps[g], leaf);
        }
        for (int k = g * LANES; k < order.length; k++) {
            int start = starts[order[k]];
            leaf[order[k]] = finish(nodes, start, keys, start);
        }
    }

    // rank - threshold has the sign of the comparison: no branch.
    private static int step(int node, int[] row, int start) {
        int rank = row[node >>> CHILD_BITS & PLACES];
        return start + (node & CHILDREN) + 1 + (rank - (node >> RANK_SHIFT) >> 31);
    }

    private static int finish(int[] nodes, int from, int[] row, int start) {
        int at = from;
        int next = step(nodes[at], row, start);
        while (next != at) {
            at = next;
            next = step(nodes[at], row, start);
        }
        return at;
    }

    private void walkEight(int[] row, int g, int count, int[] leaf) {
        int[] all = nodes;
        int s0 = starts[order[g]];
        int s1 = starts[order[g + 1]];
        int s2 = starts[order[g + 2]];
        int s3 = starts[order[g + 3]];
        int s4 = starts[order[g + 4]];
        int s5 = starts[order[g + 5]];
        int s6 = starts[order[g + 6]];
        int s7 = starts[order[g + 7]];
        int n0 = s0;
        int n1 = s1;
        int n2 = s2;
        int n3 = s3;
        int n4 = s4;
        int n5 = s5;
        int n6 = s6;
        int n7 = s7;
        for (int d = 0; d < count; d++) {
            n0 = step(all[n0], row, s0);
            n1 = step(all[n1], row, s1);
            n2 = step(all[n2], row, s2);
            n3 = step(all[n3], row, s3);
            n4 = step(all[n4], row, s4);
            n5 = step(all[n5], row, s5);
            n6 = step(all[n6], row, s6);
            n7 = step(all[n7], row, s7);
        }
        leaf[order[g]] = finish(all, n0, row, s0);
        leaf[order[g + 1]] = finish(all, n1, row, s1);
        leaf[order[g + 2]] = finish(all, n2, row, s2);
        leaf[order[g + 3]] = finish(all, n3, row, s3);
        leaf[order[g + 4]] = finish(all, n4, row, s4);
        leaf[order[g + 5]] = finish(all, n5, row, s5);
        leaf[order[g + 6]] = finish(all, n6, row, s6);
        leaf[order[g + 7]] = finish(all, n7, row, s7);
    }
}
