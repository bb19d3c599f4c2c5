package org.tandemml.boosting;

import org.jspecify.annotations.Nullable;

/// Finds the best split of a node from its histogram.
///
/// Missing values are tried on both sides where the node has any, and against all others; where it has none they will
/// go with the heavier child. Gains are T(G_L)²/(H_L + λ) + T(G_R)²/(H_R + λ) − T(G)²/(H + λ): a plain loop over the
/// bins that the compiler turns into vectors, then the largest. **Source**: Chen and Guestrin, *XGBoost*, KDD 2016,
/// sections 2.2 and 3.4.
final class SplitFinder {
    private final TreeSettings settings;
    private final DenseBins bins;
    private final CategorySplits categories;
    private double gUnit = 1;
    private double hUnit = 1;
    /// Rounding to integers makes gains of about this much times rows/(H + λ) out of nothing.
    private double noise;

    /// What one thread needs.
    static final class Scratch {
        long[] sums = new long[0];
        /// The histogram of a column of several features.
        final long[] joint = new long[DenseBins.SLOTS];
        int[] places = new int[0];
        /// What goes left of each candidate, missing values apart, in units of the integers: exact.
        double[] gradients = new double[0];
        double[] hessians = new double[0];
        double[] gains = new double[0];

        void atLeast(int size) {
            if (sums.length < size) {
                sums = new long[size + 1];
                places = new int[size + 1];
                gradients = new double[size + 1];
                hessians = new double[size + 1];
                gains = new double[size + 1];
            }
        }
    }

    SplitFinder(TreeSettings settings, DenseBins bins) {
        this.settings = settings;
        this.bins = bins;
        categories = new CategorySplits(settings);
    }

    void units(double gradientUnit, double hessianUnit, boolean coarse) {
        gUnit = gradientUnit;
        hUnit = hessianUnit;
        noise = coarse ? gradientUnit * gradientUnit : 0;
    }

    double gradient(long packed) {
        return Derivatives.gradient(packed) * gUnit;
    }

    double hessian(long packed) {
        return Derivatives.hessian(packed) * hUnit;
    }

    /// The value of a node before shrinkage, inside its bounds.
    double weight(long sum, double least, double most) {
        return Math.clamp(settings.weight(gradient(sum), hessian(sum)), least, most);
    }

    /// The smallest gain that a split of this node must exceed.
    double threshold(GrowingNode node) {
        double g = gradient(node.sum);
        double h = hessian(node.sum);
        double own = settings.score(g, h, settings.weight(g, h));
        double floor = Math.max(1e-10 * Math.abs(own), noise * node.rows / (h + settings.lambda()));
        return Math.max(floor, settings.gamma());
    }

    /// Whether the node could have two children of the least weight and rows.
    boolean mayBeSplit(GrowingNode node) {
        return node.rows >= 2L * settings.minRows()
                && node.rows >= 2
                && hessian(node.sum) >= 2 * settings.minChildWeight();
    }

    /// The best split over the features of columns `c0 .. c1 - 1`, or null.
    @Nullable
    Split find(GrowingNode node, long[] histogram, int c0, int c1, Scratch scratch) {
        Split best = null;
        boolean[] allowed = node.allowed;
        double least = threshold(node);
        double rounding = 0x1p-48 * Math.abs(ownScore(node));
        for (int c = c0; c < c1; c++) {
            int[] members = bins.members[c];
            boolean joint = members.length > 1;
            if (joint) {
                System.arraycopy(histogram, bins.slotAt[c], scratch.joint, 0, bins.slots[c]);
            }
            for (int m = members.length - 1; m >= 0; m--) {
                int f = members[m];
                scratch.atLeast(bins.features[f].bins() + 2);
                if (joint) {
                    bins.takeOut(scratch.joint, f, scratch.sums);
                }
                if (allowed != null && !allowed[f]) {
                    continue;
                }
                // Below the rank of the best so far a gain need not be looked at.
                double bar = best == null ? least : Math.max(least, below(best.rank) - rounding);
                Split found;
                if (bins.isAlone(c)) {
                    found = find(node, f, histogram, bins.slotAt[c], null, bar, scratch);
                } else {
                    if (!joint) {
                        bins.extract(histogram, f, node.sum, scratch.sums);
                    }
                    found = find(node, f, scratch.sums, 0, null, bar, scratch);
                }
                best = Split.better(best, found);
            }
        }
        return best;
    }

    /// A gain that ranks lower even after rounding.
    private static double below(float rank) {
        return Math.nextDown(Math.nextDown(rank));
    }

    /// The best split by one feature, or null.
    ///
    /// @param sums of the bins 0 … B, from place `at`
    /// @param least the gain that must be exceeded
    /// @param counts rows of the bins, to keep to the fewest rows a child; null if that is not asked
    @Nullable
    Split find(
            GrowingNode node,
            int feature,
            long[] sums,
            int at,
            int @Nullable [] counts,
            double least,
            Scratch scratch) {
        FeatureBins of = bins.features[feature];
        if (of.isCategorical()) {
            return categories.find(this, node, feature, of.levels, sums, at, counts, least, scratch);
        }
        // Candidate k ≥ 1 sends bins 1 … k left, or 1 … places[k].
        boolean compact = 2L * node.rows < of.bins();
        int count = of.bins();
        if (compact) {
            count = compacted(sums, at, count, scratch.places, scratch.gradients, scratch.hessians);
        } else {
            plain(sums, at, count, scratch.gradients, scratch.hessians);
        }
        int[] places = compact ? scratch.places : null;
        long missing = sums[at];
        boolean gap = missing != 0;
        Split best = scan(node, feature, scratch, places, 1, count, false, gap, counts, least, null);
        if (gap) {
            scratch.gradients[0] = 0;
            scratch.hessians[0] = 0;
            scratch.places[0] = 0;
            double g = Derivatives.gradient(missing);
            double h = Derivatives.hessian(missing);
            for (int k = 0; k < count; k++) {
                scratch.gradients[k] += g;
                scratch.hessians[k] += h;
            }
            // Missing values left; candidate 0 parts them from all others.
            best = scan(node, feature, scratch, places, 0, count, true, true, counts, least, best);
        }
        return best;
    }

    /// Every bin makes a candidate. One without rows has the gain of the candidate before it, which wins.
    private static void plain(long[] sums, int at, int b, double[] gradients, double[] hessians) {
        long acc = 0;
        for (int i = 1; i < b; i++) {
            acc += sums[at + i];
            gradients[i] = (double) (acc >> 32);
            hessians[i] = (double) (acc & 0xFFFF_FFFFL);
        }
    }

    /// Only bins with rows make a candidate: for nodes of few rows.
    private static int compacted(long[] sums, int at, int b, int[] places, double[] gradients, double[] hessians) {
        int count = 1;
        long acc = 0;
        for (int i = 1; i < b; i++) {
            long bin = sums[at + i];
            acc += bin;
            places[count] = i;
            gradients[count] = (double) (acc >> 32);
            hessians[count] = (double) (acc & 0xFFFF_FFFFL);
            count += bin != 0 ? 1 : 0;
        }
        return count;
    }

    /// The packed sum that goes left of a candidate.
    private static long left(Scratch scratch, int candidate) {
        return ((long) scratch.gradients[candidate] << 32) + (long) scratch.hessians[candidate];
    }

    private @Nullable Split scan(
            GrowingNode node,
            int feature,
            Scratch scratch,
            int @Nullable [] places,
            int from,
            int to,
            boolean missingLeft,
            boolean gap,
            int @Nullable [] counts,
            double least,
            @Nullable Split best) {
        if (from >= to) {
            return best;
        }
        int direction = settings.isMonotone() ? settings.monotone()[feature] : 0;
        double offset = settings.isPlain()
                ? plainGains(node.sum, scratch, from, to)
                : gains(node, direction, scratch, from, to);
        double floor = (best == null ? least : Math.max(least, best.gain)) + offset;
        int at = largest(scratch.gains, from, to, floor);
        if (at >= 0 && !isValid(node, scratch, places, at, missingLeft, counts)) {
            at = -1;
            for (int k = from; k < to; k++) {
                if (scratch.gains[k] > (at < 0 ? floor : scratch.gains[at])
                        && isValid(node, scratch, places, k, missingLeft, counts)) {
                    at = k;
                }
            }
        }
        if (at < 0) {
            return best;
        }
        long left = left(scratch, at);
        long right = node.sum - left;
        int bin = places == null ? at : places[at];
        boolean toLeft = gap ? missingLeft : Derivatives.hessian(left) > Derivatives.hessian(right);
        Split found = new Split(feature, bin, null, toLeft, scratch.gains[at] - offset, left, right);
        return best == null || found.rank > best.rank ? found : best;
    }

    /// The first of the largest gains above the floor, -1 if there is none. What makes a split valid is left to be
    /// asked afterwards, since the largest gain nearly always is: gains rise and fall, so each step of a rise would
    /// ask.
    private static int largest(double[] gains, int from, int to, double floor) {
        int at = -1;
        double top = floor;
        for (int k = from; k < to; k++) {
            if (gains[k] > top) {
                top = gains[k];
                at = k;
            }
        }
        return at;
    }

    private boolean isValid(
            GrowingNode node,
            Scratch scratch,
            int @Nullable [] places,
            int candidate,
            boolean missingLeft,
            int @Nullable [] counts) {
        double h = scratch.hessians[candidate];
        double r = Derivatives.hessian(node.sum) - h;
        double minWeight = settings.minChildWeight() / hUnit;
        return h > 0
                && r > 0
                && h >= minWeight
                && r >= minWeight
                && enoughRows(node, counts, places == null ? candidate : places[candidate], missingLeft);
    }

    private boolean enoughRows(GrowingNode node, int @Nullable [] counts, int bin, boolean missingLeft) {
        if (counts == null) {
            return true;
        }
        int left = missingLeft ? counts[0] : 0;
        for (int i = 1; i <= bin; i++) {
            left += counts[i];
        }
        return left >= settings.minRows() && node.rows - left >= settings.minRows();
    }

    /// Writes the gain of each candidate plus the node's own score, which is returned.
    private double plainGains(long sum, Scratch scratch, int from, int to) {
        // In units of the integers: the scale is common to all.
        double lambda = settings.lambda() / hUnit;
        double scale = gUnit * gUnit / hUnit;
        double g = Derivatives.gradient(sum);
        double h = Derivatives.hessian(sum);
        plainGains(g, h, lambda, scale, scratch.gradients, scratch.hessians, from, to, scratch.gains);
        return g * g / (h + lambda) * scale;
    }

    private static void plainGains(
            double g,
            double h,
            double lambda,
            double scale,
            double[] gl,
            double[] hl,
            int from,
            int to,
            double[] gains) {
        for (int k = from; k < to; k++) {
            double gr = g - gl[k];
            double a = hl[k] + lambda;
            double b = h - hl[k] + lambda;
            gains[k] = (gl[k] * gl[k] * b + gr * gr * a) / (a * b) * scale;
        }
    }

    /// The same with the penalty α, the largest step and monotone bounds.
    private double gains(GrowingNode node, int direction, Scratch scratch, int from, int to) {
        for (int i = from; i < to; i++) {
            scratch.gains[i] = gain(node, direction, left(scratch, i), 0);
        }
        return ownScore(node);
    }

    /// The score of a node as it is.
    double ownScore(GrowingNode node) {
        double g = gradient(node.sum);
        double h = hessian(node.sum);
        return settings.score(g, h, weight(node.sum, node.least, node.most));
    }

    /// The sum of the children's scores, −∞ if their values go against the direction.
    double gain(GrowingNode node, int direction, long left, double extraLambda) {
        long right = node.sum - left;
        double gl = gradient(left);
        double hl = hessian(left) + extraLambda;
        double gr = gradient(right);
        double hr = hessian(right) + extraLambda;
        double wl = settings.weight(gl, hl);
        double wr = settings.weight(gr, hr);
        // Asked first because clamping takes longer than all the rest.
        if (node.isBounded()) {
            wl = Math.clamp(wl, node.least, node.most);
            wr = Math.clamp(wr, node.least, node.most);
        }
        if (direction != 0 && (direction > 0 ? wl > wr : wl < wr)) {
            return Double.NEGATIVE_INFINITY;
        }
        return settings.score(gl, hl, wl) + settings.score(gr, hr, wr);
    }
}
