package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The splits of a [Forest] as [VectorBlock] reads them, parents before children: thresholds are ranks of one byte,
/// nodes are numbered within their tree by one byte.
final class RankedSplits {
    /// Most nodes of a tree, and most ranks.
    private static final int BYTE = 256;
    private static final int MOST_PLACES = 1 << 15;

    final KeyRanks ranks;
    /// `place of the key << 32 | node << 16 | rank less 128 << 8 | first child`.
    private final long[] splits;

    /// The splits of tree t are `starts[t] .. starts[t + 1] - 1`.
    private final int[] starts;

    private RankedSplits(KeyRanks ranks, long[] splits, int[] starts) {
        this.ranks = ranks;
        this.splits = splits;
        this.starts = starts;
    }

    /// The splits of a forest; null if it has splits of categories, or more thresholds of a key or nodes of a tree than
    /// a byte tells apart.
    static @Nullable RankedSplits of(Forest forest, @Nullable KeyRanks ranks) {
        if (ranks == null || ranks.most >= BYTE || 2 * ranks.groups() > MOST_PLACES) {
            return null;
        }
        int trees = forest.outputs.length;
        long[] splits = new long[forest.place.length];
        int[] starts = new int[trees + 1];
        int next = 0;
        for (int t = 0; t < trees; t++) {
            int start = forest.starts[t];
            int end = forest.starts[t + 1];
            if (end - start > BYTE) {
                return null;
            }
            for (int i = start; i < end; i++) {
                if (!forest.isLeaf(i)) {
                    int rank = ranks.ofThreshold(forest, i) - 128 & 0xFF;
                    splits[next++] =
                            (long) forest.place[i] << 32 | i - start << 16 | rank << 8 | forest.child[i] - start;
                }
            }
            starts[t + 1] = next;
        }
        return new RankedSplits(ranks, Arrays.copyOf(splits, next), starts);
    }

    long[] all() {
        return splits;
    }

    /// Where the splits of a tree begin; those of the one before end there.
    int start(int tree) {
        return starts[tree];
    }

    /// The place of the key that a split compares.
    static int place(long split) {
        return (int) (split >>> 32);
    }

    /// The number of a split within its tree.
    static byte node(long split) {
        return (byte) (split >>> 16);
    }

    /// The rank of its threshold, less 128.
    static byte threshold(long split) {
        return (byte) (split >>> 8);
    }

    /// The number of its first child within the tree; the second follows.
    static byte child(long split) {
        return (byte) split;
    }
}
