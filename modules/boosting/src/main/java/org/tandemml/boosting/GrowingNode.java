package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// A leaf of a tree that is being grown: its rows, their packed sum, its histogram while it may still be split.
final class GrowingNode {
    final int id;
    final int depth;
    /// Its rows in lane t are entries `from[t] .. to[t] - 1` of the array that `flipped` names.
    final int[] from;
    final int[] to;
    final boolean flipped;
    final int rows;
    final long sum;
    long @Nullable [] histogram;

    @Nullable
    Split split;
    /// Bounds that monotone constraints put on the values below this node.
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    /// The features that may split it, null for all.
    boolean @Nullable [] allowed;
    /// The features on the path to it; null without interaction constraints.
    boolean @Nullable [] path;
    /// Whether it may be split.
    boolean open = true;

    boolean isBounded() {
        return least != Double.NEGATIVE_INFINITY || most != Double.POSITIVE_INFINITY;
    }

    GrowingNode(int id, int depth, int[] from, int[] to, boolean flipped, long sum) {
        this.id = id;
        this.depth = depth;
        this.from = from;
        this.to = to;
        this.flipped = flipped;
        this.sum = sum;
        int count = 0;
        for (int t = 0; t < from.length; t++) {
            count += to[t] - from[t];
        }
        rows = count;
    }
}
