package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Sends binned rows down a tree: blocks of 4096 rows, node by node, each splitting its rows as in training.
final class BinWalk {
    private static final int BLOCK = 4096;

    private final DenseBins bins;
    private final @Nullable Split[] splits;
    private final int[] left;
    private final int[] right;
    private final byte[][] sides;

    /// @param splits the split of each node, null at leaves; children have larger numbers than their parent
    BinWalk(DenseBins bins, @Nullable Split[] splits, int[] left, int[] right) {
        this.bins = bins;
        this.splits = splits;
        this.left = left;
        this.right = right;
        sides = new byte[splits.length][];
        for (int node = 0; node < splits.length; node++) {
            Split split = splits[node];
            sides[node] = split == null ? new byte[0] : bins.sides(split);
        }
    }

    /// Hears of the rows of a leaf.
    interface Visitor {
        void rows(int leaf, int[] rows, int from, int to);
    }

    /// Visits all rows but those of `except`.
    void visit(boolean @Nullable [] except, Parallel loop, Visitor visitor) {
        int blocks = (bins.rows + BLOCK - 1) / BLOCK;
        loop.forWork(20.0 * bins.rows).run(blocks, b -> {
            int[][] lists = new int[2][BLOCK];
            int[] to = new int[splits.length];
            int[] from = new int[splits.length];
            boolean[] flipped = new boolean[splits.length];
            int count = 0;
            for (int i = b * BLOCK; i < Math.min(bins.rows, (b + 1) * BLOCK); i++) {
                lists[0][count] = i;
                count += except != null && except[i] ? 0 : 1;
            }
            Arrays.fill(to, 0);
            to[0] = count;
            for (int node = 0; node < splits.length; node++) {
                Split split = splits[node];
                if (from[node] == to[node]) {
                    continue;
                }
                int[] source = lists[flipped[node] ? 1 : 0];
                if (split == null) {
                    visitor.rows(node, source, from[node], to[node]);
                    continue;
                }
                int[] target = lists[flipped[node] ? 0 : 1];
                int middle = partition(split.feature, sides[node], source, target, from[node], to[node]);
                int l = left[node];
                int r = right[node];
                from[l] = from[node];
                to[l] = middle;
                from[r] = middle;
                to[r] = to[node];
                flipped[l] = !flipped[node];
                flipped[r] = !flipped[node];
            }
        });
    }

    private int partition(int feature, byte[] side, int[] source, int[] target, int from, int to) {
        int c = bins.column[feature];
        int l = from;
        int r = to - 1;
        if (c < bins.narrow) {
            byte[] cells = bins.bytes[c];
            for (int i = from; i < to; i++) {
                int row = source[i];
                int s = side[cells[row] & 255];
                target[l] = row;
                target[r] = row;
                l += 1 - s;
                r -= s;
            }
        } else if (bins.sparse != null) {
            for (int i = from; i < to; i++) {
                int row = source[i];
                int s = side[bins.sparse.bin(c, row)];
                target[l] = row;
                target[r] = row;
                l += 1 - s;
                r -= s;
            }
        } else {
            char[] cells = bins.chars[c - bins.narrow];
            for (int i = from; i < to; i++) {
                int row = source[i];
                int s = side[cells[row]];
                target[l] = row;
                target[r] = row;
                l += 1 - s;
                r -= s;
            }
        }
        return l;
    }
}
