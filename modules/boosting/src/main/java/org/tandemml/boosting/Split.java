package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// A way to split a node, found by [SplitFinder]. Sums are packed as everywhere, see [Derivatives].
final class Split {
    final int feature;
    /// Bins 1 … `bin` go left; without meaning for categories.
    final int bin;
    /// The bins that go left, bit b − 1 for bin b, or null for a numeric split.
    final long @Nullable [] left;
    final boolean missingLeft;
    /// The loss reduction, not halved, gamma not taken off.
    final double gain;
    /// Gains are ranked as floats: differences below that are rounding, and the lower feature wins.
    final float rank;
    final long leftSum;
    final long rightSum;

    Split(int feature, int bin, long @Nullable [] left, boolean missingLeft, double gain, long leftSum, long rightSum) {
        this.feature = feature;
        this.bin = bin;
        this.left = left;
        this.missingLeft = missingLeft;
        this.gain = gain;
        this.rank = (float) gain;
        this.leftSum = leftSum;
        this.rightSum = rightSum;
    }

    boolean goesLeft(int ofBin) {
        if (ofBin == 0) {
            return missingLeft;
        }
        if (left == null) {
            return ofBin <= bin;
        }
        int code = ofBin - 1;
        return code >> 6 < left.length && (left[code >> 6] >>> code & 1) != 0;
    }

    /// The better of two splits: the larger gain, then the lower feature.
    static @Nullable Split better(@Nullable Split a, @Nullable Split b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (a.rank != b.rank) {
            return a.rank > b.rank ? a : b;
        }
        return a.feature <= b.feature ? a : b;
    }
}
