package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.ExactNode.ExactSplit;

/// Finds the best split of a node by one column: every place between two different values, missing values on either
/// side where there are any.
///
/// Gains are compared as floats. Of equal ones XGBoost keeps the first that it comes across: it goes through a column
/// from the largest value down, which puts missing values on the left, and before that, only where there are any, from
/// the smallest up, which puts them on the right. So the highest threshold wins where none is missing, and so it does
/// here.
final class ExactSearch {
    /// A score below the best by more than this share cannot be equal to it as a float: no need to divide.
    private static final double CLOSE = 1 - 0x1p-21;
    /// Places that are held against the best one together.
    private static final int BLOCK = 256;

    private final SortedColumns columns;
    private final TreeSettings settings;

    ExactSearch(SortedColumns columns, TreeSettings settings) {
        this.columns = columns;
        this.settings = settings;
    }

    /// The score of a node as it stands.
    double ownScore(ExactNode node) {
        return settings.score(node.gradient, node.hessian, weight(node, node.gradient, node.hessian));
    }

    double weight(ExactNode node, double g, double h) {
        return Math.clamp(settings.weight(g, h), node.least, node.most);
    }

    /// @param entries of the column, those of the node among them
    /// @param pairs gradient and Hessian of row i at 2i and 2i + 1
    @Nullable
    ExactSplit find(ExactNode node, int feature, long[] entries, double[] pairs) {
        int from = node.from[feature];
        int to = node.to[feature];
        int ranks = columns.distinct[feature].length;
        int end = to;
        double missingG = 0;
        double missingH = 0;
        while (end > from && (int) (entries[end - 1] >>> 32) == ranks) {
            int row = (int) entries[--end];
            missingG += pairs[2 * row];
            missingH += pairs[2 * row + 1];
        }
        boolean missing = end < to;
        int zero = columns.zero[feature];
        int zeros = zero < 0 ? 0 : node.rows() - (to - from);
        double zeroG = 0;
        double zeroH = 0;
        if (zeros > 0) {
            zeroG = node.gradient - missingG;
            zeroH = node.hessian - missingH;
            for (int i = from; i < end; i++) {
                int row = (int) entries[i];
                zeroG -= pairs[2 * row];
                zeroH -= pairs[2 * row + 1];
            }
        }
        Scan scan = new Scan(node, feature, missing, missingG, missingH, to - end, Math.min(BLOCK, end - from + 2));
        double g = 0;
        double h = 0;
        int count = 0;
        int previous = -1;
        boolean pending = zeros > 0;
        for (int i = from; i < end; i++) {
            long entry = entries[i];
            int rank = (int) (entry >>> 32);
            if (rank != previous) {
                if (pending && rank >= zero) {
                    if (previous >= 0) {
                        scan.place(previous, zero, g, h, count);
                    }
                    g += zeroG;
                    h += zeroH;
                    count += zeros;
                    pending = false;
                    if (rank != zero) {
                        scan.place(zero, rank, g, h, count);
                    }
                } else if (previous >= 0) {
                    scan.place(previous, rank, g, h, count);
                }
                previous = rank;
            }
            int row = (int) entry;
            g += pairs[2 * row];
            h += pairs[2 * row + 1];
            count++;
        }
        if (pending && previous >= 0) {
            scan.place(previous, zero, g, h, count);
        }
        return scan.best();
    }

    /// One pass over the places of a column. Places are kept until a block of them is full, so that a plain loop, which
    /// the compiler turns into vectors, finds the few that may be better than the best one.
    private final class Scan {
        private final ExactNode node;
        private final int feature;
        private final boolean missing;
        private final double missingG;
        private final double missingH;
        private final int missingRows;
        private final int rows;
        private final int[] belows;
        private final int[] aboves;
        private final int[] counts;
        private final double[] gradients;
        private final double[] hessians;
        private final double[] better;
        private int kept;
        private final boolean plain = settings.isPlain();
        private final double lambda = settings.lambda();
        private final int direction;
        private final float own;
        private final Top right;
        private final Top left = new Top(true);

        /// The best place of one side for missing values.
        private static final class Top {
            /// Whether the later of equal gains wins.
            final boolean later;
            double score;
            float gain;
            int below = -1;
            int above;
            double g;
            double h;

            Top(boolean later) {
                this.later = later;
            }
        }

        Scan(
                ExactNode node,
                int feature,
                boolean missing,
                double missingG,
                double missingH,
                int missingRows,
                int block) {
            this.node = node;
            rows = node.rows();
            belows = new int[block];
            aboves = new int[block];
            counts = new int[block];
            gradients = new double[block];
            hessians = new double[block];
            better = new double[block];
            this.feature = feature;
            this.missing = missing;
            this.missingG = missingG;
            this.missingH = missingH;
            this.missingRows = missingRows;
            direction = settings.isMonotone() ? settings.monotone()[feature] : 0;
            // XGBoost's least gain for a split; relative to the node, so that the scale of the labels does not matter.
            double ofNode = ownScore(node);
            own = (float) ofNode;
            right = new Top(!missing);
            right.score = ofNode;
            left.score = ofNode;
            right.gain = (float) (1e-10 * Math.abs(ofNode));
            left.gain = right.gain;
        }

        void place(int below, int above, double g, double h, int count) {
            int k = kept++;
            belows[k] = below;
            aboves[k] = above;
            counts[k] = count;
            gradients[k] = g;
            hessians[k] = h;
            if (kept == belows.length) {
                considerKept();
            }
        }

        private void considerKept() {
            considerKept(right, 0, 0, 0);
            if (missing) {
                considerKept(left, missingG, missingH, missingRows);
            }
            kept = 0;
        }

        private void considerKept(Top top, double moreG, double moreH, int moreRows) {
            if (plain) {
                double bar = top.score * CLOSE;
                better(gradients, hessians, kept, moreG, moreH, node.gradient, node.hessian, lambda, bar, better);
            }
            for (int k = 0; k < kept; k++) {
                if (!plain || better[k] > 0) {
                    double g = gradients[k] + moreG;
                    consider(top, belows[k], aboves[k], g, hessians[k] + moreH, counts[k] + moreRows);
                }
            }
        }

        /// By how much the score of each place, times its denominator, is above the bar.
        private static void better(
                double[] gs,
                double[] hs,
                int count,
                double moreG,
                double moreH,
                double g,
                double h,
                double lambda,
                double bar,
                double[] out) {
            for (int k = 0; k < count; k++) {
                double gl = gs[k] + moreG;
                double hl = hs[k] + moreH;
                double gr = g - gl;
                double a = hl + lambda;
                double b = h - hl + lambda;
                out[k] = gl * gl * b + gr * gr * a - bar * (a * b);
            }
        }

        private void consider(Top top, int below, int above, double gl, double hl, int count) {
            double gr = node.gradient - gl;
            double hr = node.hessian - hl;
            if (hl < settings.minChildWeight() || hr < settings.minChildWeight() || !(hl > 0) || !(hr > 0)) {
                return;
            }
            if (count < settings.minRows() || rows - count < settings.minRows()) {
                return;
            }
            double score;
            if (plain) {
                double a = hl + lambda;
                double b = hr + lambda;
                double numerator = gl * gl * b + gr * gr * a;
                double denominator = a * b;
                if (!(numerator > top.score * denominator * CLOSE)) {
                    return;
                }
                score = numerator / denominator;
            } else {
                double wl = weight(node, gl, hl);
                double wr = weight(node, gr, hr);
                if (direction > 0 && wl > wr || direction < 0 && wl < wr) {
                    return;
                }
                score = settings.score(gl, hl, wl) + settings.score(gr, hr, wr);
            }
            float gain = (float) (score - own);
            if (!(gain > top.gain || gain == top.gain && top.later && top.below != -1)) {
                return;
            }
            top.gain = gain;
            top.score = score;
            top.below = below;
            top.above = above;
            top.g = gl;
            top.h = hl;
        }

        @Nullable
        ExactSplit best() {
            considerKept();
            if (missing) {
                // Missing values against all others.
                consider(left, -2, 0, missingG, missingH, missingRows);
            }
            Top top = left.gain > right.gain ? left : right;
            if (top.below == -1) {
                return null;
            }
            boolean missingLeft = missing ? top == left : top.h > node.hessian - top.h;
            double[] values = columns.distinct[feature];
            double threshold = top.below == -2 ? -Float.MAX_VALUE : BinCuts.cut(values[top.below], values[top.above]);
            return new ExactSplit(feature, top.above, threshold, missingLeft, top.score - ownScore(node), top.g, top.h);
        }
    }
}
