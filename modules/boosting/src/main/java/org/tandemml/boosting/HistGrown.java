package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// A tree of [HistGrower] with the lists of rows that ended in its leaves.
final class HistGrown implements Grown {
    private final DenseBins bins;
    private final RowLists lists;
    private final GrowingTree growing;
    private final Tree tree;
    private final Parallel loop;
    private final boolean @Nullable [] sampled;

    HistGrown(DenseBins bins, RowLists lists, GrowingTree growing, Tree tree, RoundContext round) {
        this.bins = bins;
        this.lists = lists;
        this.growing = growing;
        this.tree = tree;
        this.loop = round.loop().forWork(RowLists.ROW_COST * bins.rows);
        this.sampled = round.sampled();
    }

    @Override
    public Tree tree() {
        return tree;
    }

    @Override
    public int[] leafOf() {
        int[] leaf = new int[bins.rows];
        loop.run(lists.lanes, t -> {
            for (GrowingNode node : growing.nodes) {
                if (growing.isLeaf(node.id)) {
                    long[] entries = lists.entries(node.flipped);
                    for (int i = node.from[t]; i < node.to[t]; i++) {
                        leaf[lists.row(entries[i])] = node.id;
                    }
                }
            }
        });
        if (sampled != null) {
            walk(bins).visit(sampled, loop, (node, rows, from, to) -> {
                for (int i = from; i < to; i++) {
                    leaf[rows[i]] = node;
                }
            });
        }
        return leaf;
    }

    @Override
    public void addTo(Tree values, double factor, double[] margins, int offset) {
        long mask = lists.rowMask;
        loop.run(lists.lanes, t -> {
            for (GrowingNode node : growing.nodes) {
                if (growing.isLeaf(node.id)) {
                    double value = factor * values.value(node.id);
                    long[] entries = lists.entries(node.flipped);
                    for (int i = node.from[t]; i < node.to[t]; i++) {
                        margins[offset + (int) (entries[i] & mask)] += value;
                    }
                }
            }
        });
        if (sampled != null) {
            add(bins, sampled, values, factor, margins, offset);
        }
    }

    /// Adds the leaf values of other rows that were binned with the same cuts.
    void add(DenseBins others, boolean @Nullable [] except, Tree values, double factor, double[] margins, int offset) {
        walk(others).visit(except, loop, (node, rows, from, to) -> {
            double value = factor * values.value(node);
            for (int i = from; i < to; i++) {
                margins[offset + rows[i]] += value;
            }
        });
    }

    @Override
    public double bounded(int leaf, double value) {
        GrowingNode node = growing.nodes.get(leaf);
        return Math.clamp(value, node.least, node.most);
    }

    private BinWalk walk(DenseBins of) {
        return new BinWalk(of, growing.splits(), growing.left(), growing.right());
    }

    /// All rows, leaf by leaf from left to right, in their order within a leaf.
    int[] rowsByLeaf() {
        int[] leaf = leafOf();
        int[] inOrder = growing.leavesInOrder();
        int[] rank = new int[growing.nodes.size()];
        for (int k = 0; k < inOrder.length; k++) {
            rank[inOrder[k]] = k;
        }
        int[] next = new int[inOrder.length + 1];
        for (int node : leaf) {
            next[rank[node] + 1]++;
        }
        for (int k = 0; k < inOrder.length; k++) {
            next[k + 1] += next[k];
        }
        int[] order = new int[leaf.length];
        int[] place = Arrays.copyOf(next, inOrder.length);
        for (int i = 0; i < leaf.length; i++) {
            order[place[rank[leaf[i]]]++] = i;
        }
        return order;
    }
}
