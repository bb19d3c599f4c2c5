package org.tandemml.boosting;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The trees of an ensemble laid out for prediction: breadth first, siblings beside each other, thresholds as the keys
/// of [SplitKeys].
///
/// One row walks eight trees at a time, trees of like depth together, so that their loads overlap; leaves lead to
/// themselves, so no step asks whether it has arrived. Nothing is allocated but once a thread. Blocks of rows are in
/// [ForestBlock]. Both add the trees in their order and give the bits of the plain walk.
final class Forest {
    private static final int LANES = 8;

    /// Sixteen bits hold the place of a key and the number of a node within its tree.
    private static final int PACKED = 1 << 16;

    final SplitKeys keys;
    final boolean inFloat;
    final double[] base;
    final int[] outputs;

    /// Where each tree begins; one more than trees.
    final int[] starts;

    /// For each node: the place of its key, its threshold, the number of its first child (itself at a leaf).
    final int[] place;

    final int[] threshold;
    final int[] child;

    /// What a leaf adds to its output.
    final double[] value;

    final int[] original;
    final @Nullable CategorySet[] categories;
    final boolean[] defaultLeft;

    /// Per tree: whether it has splits of categories or is too large to be packed.
    private final boolean[] plain;

    /// `threshold << 32 | place << 16 | child within the tree`.
    private final long[] packed;

    /// Trees by depth in groups of eight, and the steps of each group; the trees that are not plain follow.
    private final int[] order;

    private final int[] steps;
    private final int grouped;

    /// The faster walk of forests that fit into it, null for others.
    private final @Nullable RankedWalk ranked;

    private final @Nullable KeyRanks ranks;
    private volatile boolean isRanked;
    private volatile @Nullable RankedSplits splits;

    private static final class Scratch {
        final int[] keys;
        final int[] leaf;

        Scratch(int keys, int trees) {
            this.keys = new int[keys];
            this.leaf = new int[trees];
        }
    }

    private final ThreadLocal<Scratch> scratch;

    Forest(TreeEnsemble ensemble) {
        keys = new SplitKeys(ensemble);
        inFloat = ensemble.arithmetic() == TreeEnsemble.Arithmetic.FLOAT;
        base = ensemble.base();
        outputs = ensemble.outputs();
        int trees = outputs.length;
        starts = new int[trees + 1];
        for (int t = 0; t < trees; t++) {
            starts[t + 1] = Math.addExact(starts[t], ensemble.trees().get(t).nodes());
        }
        int nodes = starts[trees];
        place = new int[nodes];
        threshold = new int[nodes];
        child = new int[nodes];
        value = new double[nodes];
        original = new int[nodes];
        categories = new @Nullable CategorySet[nodes];
        defaultLeft = new boolean[nodes];
        packed = new long[nodes];
        plain = new boolean[trees];
        int[] depth = new int[trees];
        boolean narrow = 2 * keys.groups() <= PACKED;
        for (int t = 0; t < trees; t++) {
            Tree tree = ensemble.trees().get(t);
            plain[t] = lay(tree, starts[t], ensemble.weights()[t]) && narrow && tree.nodes() <= PACKED;
            depth[t] = TreeShap.depth(tree);
            for (int i = starts[t]; i < starts[t + 1]; i++) {
                packed[i] = (long) threshold[i] << 32 | (long) (place[i] & PACKED - 1) << 16 | child[i] - starts[t];
            }
        }
        order = IntStream.range(0, trees)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(t -> plain[t] ? 0 : 1).thenComparingInt(t -> depth[t]))
                .mapToInt(t -> t)
                .toArray();
        int plainTrees = (int) IntStream.range(0, trees).filter(t -> plain[t]).count();
        grouped = plainTrees / LANES * LANES;
        steps = new int[grouped / LANES];
        for (int g = 0; g < steps.length; g++) {
            steps[g] = depth[order[g * LANES + LANES - 1]];
        }
        int keyCount = 2 * keys.groups();
        ranks = KeyRanks.of(this);
        ranked = RankedWalk.of(this, ranks, ensemble);
        scratch = ThreadLocal.withInitial(() -> new Scratch(keyCount, trees));
    }

    /// The splits as [VectorBlock] reads them, made when they are first asked for; null for a forest that does not fit
    /// into them. Two threads may both make them; they make the same.
    @Nullable
    RankedSplits splits() {
        if (!isRanked) {
            splits = RankedSplits.of(this, ranks);
            isRanked = true;
        }
        return splits;
    }

    /// Lays the nodes of a tree out from `start`; true if none splits categories.
    private boolean lay(Tree tree, int start, double weight) {
        int next = start + 1;
        boolean numeric = true;
        for (int i = start; i < next; i++) {
            int node = original[i];
            if (tree.isLeaf(node)) {
                value[i] = inFloat ? (float) tree.value(node) * (float) weight : tree.value(node) * weight;
                threshold[i] = SplitKeys.HIGH;
                child[i] = i;
                continue;
            }
            categories[i] = tree.categories(node);
            numeric &= categories[i] == null;
            defaultLeft[i] = tree.defaultLeft(node);
            place[i] = keys.place(tree, node);
            threshold[i] = categories[i] == null ? keys.threshold(tree, node) : 0;
            child[i] = next;
            original[next] = tree.left(node);
            original[next + 1] = tree.right(node);
            next += 2;
        }
        return numeric;
    }

    boolean isLeaf(int node) {
        return child[node] == node;
    }

    /// True if a key goes left at a node of categories.
    boolean goesLeft(int node, CategorySet set, int key) {
        return key == SplitKeys.LOW ? defaultLeft[node] : set.goesLeft(key);
    }

    /// Writes the margins of one row to `out[at .. at+outputs-1]`.
    void margins(double[] row, double[] out, int at) {
        Scratch mine = scratch.get();
        keys.ofRow(row, mine.keys);
        walk(mine.keys, mine.leaf);
        for (int k = 0; k < base.length; k++) {
            out[at + k] = inFloat ? (float) base[k] : base[k];
        }
        if (inFloat) {
            for (int t = 0; t < outputs.length; t++) {
                int k = at + outputs[t];
                out[k] = (float) out[k] + (float) value[mine.leaf[t]];
            }
        } else {
            for (int t = 0; t < outputs.length; t++) {
                out[at + outputs[t]] += value[mine.leaf[t]];
            }
        }
    }

    /// The margin of one output for one row.
    double margin(double[] row, int output) {
        Scratch mine = scratch.get();
        keys.ofRow(row, mine.keys);
        walk(mine.keys, mine.leaf);
        double sum = base[output];
        if (inFloat) {
            float inFloats = (float) sum;
            for (int t = 0; t < outputs.length; t++) {
                inFloats += outputs[t] == output ? (float) value[mine.leaf[t]] : 0f;
            }
            return inFloats;
        }
        for (int t = 0; t < outputs.length; t++) {
            sum += outputs[t] == output ? value[mine.leaf[t]] : 0;
        }
        return sum;
    }

    /// Writes the leaf of each tree, as the tree numbers it.
    void leaves(double[] row, int[] out, int at) {
        Scratch mine = scratch.get();
        keys.ofRow(row, mine.keys);
        walk(mine.keys, mine.leaf);
        for (int t = 0; t < outputs.length; t++) {
            out[at + t] = original[mine.leaf[t]];
        }
    }

    /// The leaf of each tree; may change the keys.
    private void walk(int[] row, int[] leaf) {
        if (ranked != null) {
            ranked.walk(row, leaf);
            return;
        }
        for (int g = 0; g < grouped; g += LANES) {
            walkEight(row, g, steps[g / LANES], leaf);
        }
        for (int g = grouped; g < order.length; g++) {
            leaf[order[g]] = walk(row, starts[order[g]]);
        }
    }

    private int walk(int[] row, int start) {
        int node = start;
        while (child[node] != node) {
            CategorySet set = categories[node];
            int key = row[place[node]];
            boolean left = set == null ? key < threshold[node] : goesLeft(node, set, key);
            node = child[node] + (left ? 0 : 1);
        }
        return node;
    }

    // key - threshold, widened, has the sign of the comparison: no branch, which would be mispredicted half the time.
    private static int step(long node, int[] row, int start) {
        long key = row[(int) (node >>> 16) & PACKED - 1];
        return start + ((int) node & PACKED - 1) + 1 + (int) (key - (node >> 32) >> 63);
    }

    private void walkEight(int[] row, int g, int count, int[] leaf) {
        long[] nodes = packed;
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
            n0 = step(nodes[n0], row, s0);
            n1 = step(nodes[n1], row, s1);
            n2 = step(nodes[n2], row, s2);
            n3 = step(nodes[n3], row, s3);
            n4 = step(nodes[n4], row, s4);
            n5 = step(nodes[n5], row, s5);
            n6 = step(nodes[n6], row, s6);
            n7 = step(nodes[n7], row, s7);
        }
        leaf[order[g]] = n0;
        leaf[order[g + 1]] = n1;
        leaf[order[g + 2]] = n2;
        leaf[order[g + 3]] = n3;
        leaf[order[g + 4]] = n4;
        leaf[order[g + 5]] = n5;
        leaf[order[g + 6]] = n6;
        leaf[order[g + 7]] = n7;
    }
}
