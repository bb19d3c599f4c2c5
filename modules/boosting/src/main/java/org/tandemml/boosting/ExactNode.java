package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// A node of a tree that [ExactGrower] grows: where its entries stand in each column, its sums, its best split.
final class ExactNode {
    final int id;
    final int depth;
    /// Its entries of column c are `from[c] .. to[c] - 1`; the last "column" lists its rows.
    final int[] from;
    final int[] to;
    final boolean flipped;
    final double gradient;
    final double hessian;
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    boolean @Nullable [] path;
    boolean @Nullable [] allowed;

    @Nullable
    ExactSplit split;

    @Nullable
    ExactNode left;

    @Nullable
    ExactNode right;

    ExactNode(int id, int depth, int[] from, int[] to, boolean flipped, double gradient, double hessian) {
        this.id = id;
        this.depth = depth;
        this.from = from;
        this.to = to;
        this.flipped = flipped;
        this.gradient = gradient;
        this.hessian = hessian;
    }

    int rows() {
        return to[to.length - 1] - from[from.length - 1];
    }

    /// A split: values of rank below `rank` go left.
    ///
    /// @param threshold values below it go left
    record ExactSplit(
            int feature,
            int rank,
            double threshold,
            boolean missingLeft,
            double gain,
            double leftGradient,
            double leftHessian) {
        /// The better of two: the larger gain as floats, then the lower feature.
        static @Nullable ExactSplit better(@Nullable ExactSplit a, @Nullable ExactSplit b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            if ((float) a.gain != (float) b.gain) {
                return a.gain > b.gain ? a : b;
            }
            return a.feature <= b.feature ? a : b;
        }
    }
}
