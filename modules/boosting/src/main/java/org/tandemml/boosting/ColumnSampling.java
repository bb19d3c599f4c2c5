package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;
import org.tandemml.core.Seed;

/// Which features may split a node: drawn for each tree, of those for each level, of those for each node (the shares
/// multiply), at least one; and those that interaction constraints leave on its path.
final class ColumnSampling {
    private final TreeSettings settings;
    private final int features;
    private final Seed seed;
    private final int @Nullable [] ofTree;

    ColumnSampling(TreeSettings settings, int features, Seed seed) {
        this.settings = settings;
        this.features = features;
        this.seed = seed.child("columns");
        ofTree = settings.columnsByTree() < 1 ? drawn(null, settings.columnsByTree(), this.seed.child("tree")) : null;
    }

    /// The features of the tree, null for all.
    boolean @Nullable [] ofTree() {
        return mask(ofTree);
    }

    /// The features that may split a node, null for all.
    ///
    /// @param path the features on the path to the node
    boolean @Nullable [] of(int node, int depth, boolean @Nullable [] path) {
        int[] drawn = ofTree;
        if (settings.columnsByLevel() < 1) {
            drawn = drawn(drawn, settings.columnsByLevel(), seed.child("level").child(depth));
        }
        if (settings.columnsByNode() < 1) {
            drawn = drawn(drawn, settings.columnsByNode(), seed.child("node").child(node));
        }
        boolean[] mask = mask(drawn);
        boolean[][] interactions = settings.interactions();
        if (interactions == null || path == null) {
            return mask;
        }
        boolean[] allowed = path.clone();
        for (boolean[] group : interactions) {
            if (holds(group, path)) {
                for (int f = 0; f < features; f++) {
                    allowed[f] |= group[f];
                }
            }
        }
        for (int f = 0; f < features; f++) {
            allowed[f] &= mask == null || mask[f];
        }
        return allowed;
    }

    private static boolean holds(boolean[] group, boolean[] path) {
        for (int f = 0; f < path.length; f++) {
            if (path[f] && !group[f]) {
                return false;
            }
        }
        return true;
    }

    private int[] drawn(int @Nullable [] from, double share, Seed how) {
        int[] all = from;
        if (all == null) {
            all = new int[features];
            for (int f = 0; f < features; f++) {
                all[f] = f;
            }
        }
        int[] shuffled = all.clone();
        how.stream().shuffle(shuffled);
        return java.util.Arrays.copyOf(shuffled, Math.max(1, (int) Math.round(share * all.length)));
    }

    private boolean @Nullable [] mask(int @Nullable [] drawn) {
        if (drawn == null) {
            return null;
        }
        boolean[] mask = new boolean[features];
        for (int f : drawn) {
            mask[f] = true;
        }
        return mask;
    }
}
