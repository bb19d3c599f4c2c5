package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// The leaf that each row falls into in each tree, kept from round to round: DART takes trees out of the margins and
/// puts them back every round, and so looks a value up instead of walking the tree again.
///
/// **Cost**: 2 bytes a row and tree while that is below a quarter of the heap; trees beyond it, and those of more than
/// 65,536 nodes, are walked each time. **Determinism**: the same sums as by walking, bit by bit.
final class LeafMemory {
    private static final int BLOCK = 1 << 14;
    private static final int MOST_NODES = 1 << 16;

    private final Matrix rows;
    private final Parallel loop;
    private long room;
    private final List<char @Nullable []> trees = new ArrayList<>();

    LeafMemory(Matrix rows, Parallel loop) {
        this.rows = rows;
        this.loop = loop;
        room = Runtime.getRuntime().maxMemory() / 4;
    }

    /// The leaves in the form in which they are kept; null for a tree that has too many nodes.
    static char @Nullable [] packed(Tree tree, int[] leaves) {
        if (tree.nodes() > MOST_NODES) {
            return null;
        }
        char[] packed = new char[leaves.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (char) leaves[i];
        }
        return packed;
    }

    /// Keeps the leaves of tree number `t`, if there is room.
    void keep(int t, char @Nullable [] leaves) {
        while (trees.size() <= t) {
            trees.add(null);
        }
        if (leaves != null && room >= 2L * leaves.length) {
            room -= 2L * leaves.length;
            trees.set(t, leaves);
        }
    }

    /// Adds `factor` times the value of tree number `t` to `margins[offset + row]` for every row.
    void add(int t, Tree tree, double factor, double[] margins, int offset) {
        char[] known = t < trees.size() ? trees.get(t) : null;
        if (known == null) {
            int[] found = TreePass.leaves(tree, rows, loop);
            char[] packed = packed(tree, found);
            keep(t, packed);
            if (packed == null) {
                for (int i = 0; i < found.length; i++) {
                    margins[offset + i] += factor * tree.value(found[i]);
                }
                return;
            }
            known = packed;
        }
        char[] leaves = known;
        double[] values = new double[tree.nodes()];
        for (int node = 0; node < values.length; node++) {
            values[node] = factor * tree.value(node);
        }
        int n = leaves.length;
        loop.forWork(2.0 * n).run((n + BLOCK - 1) / BLOCK, b -> {
            for (int i = b * BLOCK; i < Math.min(n, (b + 1) * BLOCK); i++) {
                margins[offset + i] += values[leaves[i]];
            }
        });
    }
}
