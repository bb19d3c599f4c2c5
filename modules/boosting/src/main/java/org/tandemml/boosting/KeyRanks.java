package org.tandemml.boosting;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The different thresholds of each group of [SplitKeys], ascending. The rank of a key is the number of them that it
/// reaches, that of a threshold its place among them, from 1: a key is below a threshold exactly if its rank is.
final class KeyRanks {
    /// Keys below it may be looked up.
    private static final int FEW_KEYS = 1 << 13;

    private final int[][] thresholds;
    /// For groups of small keys, as the ranks of [SplitKeys] are, the rank of each key, of -1 first; empty for others.
    private final char[][] table;
    /// Most thresholds of a group.
    final int most;

    private KeyRanks(int[][] thresholds) {
        this.thresholds = thresholds;
        table = new char[thresholds.length][];
        Arrays.setAll(table, g -> table(thresholds[g]));
        most = Arrays.stream(thresholds).mapToInt(t -> t.length).max().orElse(0);
    }

    private static char[] table(int[] ascending) {
        int last = ascending.length - 1;
        if (last < 0 || ascending[0] < 0 || ascending[last] >= FEW_KEYS) {
            return new char[0];
        }
        char[] ranks = new char[ascending[last] + 2];
        for (int key = 0; key < ranks.length - 1; key++) {
            ranks[key + 1] = (char) rank(ascending, key);
        }
        return ranks;
    }

    /// The ranks of a forest, null if it has splits of categories.
    static @Nullable KeyRanks of(Forest forest) {
        if (Arrays.stream(forest.categories).anyMatch(set -> set != null)) {
            return null;
        }
        int[][] thresholds = new int[forest.keys.groups()][];
        int[] counts = new int[thresholds.length];
        int nodes = forest.place.length;
        IntStream.range(0, nodes).filter(i -> !forest.isLeaf(i)).forEach(i -> counts[forest.place[i] / 2]++);
        Arrays.setAll(thresholds, g -> new int[counts[g]]);
        IntStream.range(0, nodes).filter(i -> !forest.isLeaf(i)).forEach(i -> {
            int g = forest.place[i] / 2;
            thresholds[g][--counts[g]] = forest.threshold[i];
        });
        Arrays.setAll(
                thresholds,
                g -> Arrays.stream(thresholds[g]).sorted().distinct().toArray());
        return new KeyRanks(thresholds);
    }

    int groups() {
        return thresholds.length;
    }

    /// How many thresholds a group has.
    int count(int group) {
        return thresholds[group].length;
    }

    /// The rank of a node's threshold.
    int ofThreshold(Forest forest, int node) {
        return Arrays.binarySearch(thresholds[forest.place[node] / 2], forest.threshold[node]) + 1;
    }

    /// The rank of a key: a search whose steps depend on the number of thresholds alone, and without branches, which
    /// would be mispredicted half the time.
    int of(int group, int key) {
        char[] known = table[group];
        return known.length > 0 ? known[Math.clamp(key, -1, known.length - 2) + 1] : rank(thresholds[group], key);
    }

    /// Writes the ranks of `count` keys less 128 to `to[at ..]`: as bytes they compare as the ranks do, of which there
    /// must be at most 256.
    void bytes(int group, int[] keys, int count, byte[] to, int at) {
        char[] known = table[group];
        if (known.length > 0) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (byte) (known[Math.max(-1, Math.min(keys[i], known.length - 2)) + 1] - 128);
            }
            return;
        }
        int[] ascending = thresholds[group];
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (rank(ascending, keys[i]) - 128);
        }
    }

    private static int rank(int[] ascending, int key) {
        // threshold - 1 - key, widened, is negative exactly if the threshold is at most the key.
        int from = 0;
        int length = ascending.length;
        while (length > 1) {
            int half = length >>> 1;
            from += half & (int) (ascending[from + half - 1] - 1L - key >> 63);
            length -= half;
        }
        return length == 0 ? 0 : from + (int) (ascending[from] - 1L - key >>> 63);
    }
}
