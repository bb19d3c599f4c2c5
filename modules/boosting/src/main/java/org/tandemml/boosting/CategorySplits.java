package org.tandemml.boosting;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Splits the categories of a feature into two sets.
///
/// Few categories are tried one against the rest; more are ordered by G/(H + smoothing), and each prefix and suffix of
/// that order up to a number of categories is tried: for squared loss the best of all subsets is among them. A separate
/// L2 penalty counters the many ways to choose. Missing values are tried on both sides; members of the set go left.
///
/// **Source**: W. D. Fisher, *On grouping for maximum homogeneity*, JASA 53(284), 1958; the smoothing and limits are
/// those of LightGBM.
final class CategorySplits {
    /// Bins up to which an insertion sort is quicker than one that boxes numbers.
    private static final int FEW = 64;

    private final TreeSettings settings;

    CategorySplits(TreeSettings settings) {
        this.settings = settings;
    }

    @Nullable
    Split find(
            SplitFinder finder,
            GrowingNode node,
            int feature,
            int levels,
            long[] sums,
            int at,
            int @Nullable [] counts,
            double least,
            SplitFinder.Scratch scratch) {
        int[] order = scratch.places;
        int present = 0;
        long rest = node.sum - sums[at];
        for (int b = 1; b <= levels; b++) {
            long sum = sums[at + b];
            if (Derivatives.hessian(sum) > 0) {
                order[present++] = b;
                rest -= sum;
            }
        }
        if (present == 0 || present == 1 && sums[at] == 0) {
            return null;
        }
        Search search = new Search(finder, node, feature, levels, sums, at, counts, least);
        if (present <= settings.oneHotLimit()) {
            for (int k = 0; k < present; k++) {
                search.start();
                search.add(order, k, k, 0);
            }
            return search.best;
        }
        double[] key = scratch.gains;
        for (int k = 0; k < present; k++) {
            int b = order[k];
            double g = finder.gradient(sums[at + b]);
            double h = finder.hessian(sums[at + b]);
            key[b] = g / (h + settings.categorySmoothing());
        }
        sort(order, present, key);
        int most = Math.min(settings.maxCategories(), present);
        search.start();
        for (int k = 0; k < most && k + 1 < present + (sums[at] != 0 ? 1 : 0); k++) {
            search.add(order, 0, k, settings.categoryLambda());
        }
        if (most >= present - 1 && rest == 0 && counts == null) {
            // All prefixes were tried: a suffix would be one of them with the sides changed, of the same gain.
            return search.best;
        }
        for (int i = 0, j = present - 1; i < j; i++, j--) {
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        search.start();
        for (int k = 0; k < most && k + 1 < present; k++) {
            search.add(order, 0, k, settings.categoryLambda());
        }
        return search.best;
    }

    /// Sorts bins, which stand in ascending order, by their keys; equal ones stay in their order.
    private static void sort(int[] order, int count, double[] key) {
        if (count > FEW) {
            int[] sorted = Arrays.stream(order, 0, count)
                    .boxed()
                    .sorted(Comparator.comparingDouble(b -> key[b]))
                    .mapToInt(b -> b)
                    .toArray();
            System.arraycopy(sorted, 0, order, 0, count);
            return;
        }
        for (int i = 1; i < count; i++) {
            int bin = order[i];
            double own = key[bin];
            int at = i;
            while (at > 0 && Double.compare(key[order[at - 1]], own) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = bin;
        }
    }

    private final class Search {
        private final SplitFinder finder;
        private final GrowingNode node;
        private final int feature;
        private final int levels;
        private final long[] sums;
        private final int at;
        private final int @Nullable [] counts;
        private final double own;
        private double limit;
        private @Nullable Split best;
        private long prefix;
        private int prefixRows;

        Search(
                SplitFinder finder,
                GrowingNode node,
                int feature,
                int levels,
                long[] sums,
                int at,
                int @Nullable [] counts,
                double least) {
            this.finder = finder;
            this.node = node;
            this.feature = feature;
            this.levels = levels;
            this.sums = sums;
            this.at = at;
            this.counts = counts;
            own = finder.ownScore(node);
            limit = least;
        }

        /// Begins with an empty left set.
        void start() {
            prefix = 0;
            prefixRows = 0;
        }

        /// Adds the bin `order[last]` to the left set, which is then `order[first .. last]`, and tries it without and
        /// with missing values.
        void add(int[] order, int first, int last, double extraLambda) {
            prefix += sums[at + order[last]];
            prefixRows += counts == null ? 0 : counts[order[last]];
            tryLeft(order, first, last, prefix, prefixRows, false, extraLambda);
            if (sums[at] != 0) {
                int rows = prefixRows + (counts == null ? 0 : counts[0]);
                tryLeft(order, first, last, prefix + sums[at], rows, true, extraLambda);
            }
        }

        private void tryLeft(
                int[] order, int first, int last, long left, int rows, boolean missingLeft, double extraLambda) {
            long right = node.sum - left;
            double hl = finder.hessian(left);
            double hr = finder.hessian(right);
            if (!(hl > 0) || !(hr > 0) || hl < settings.minChildWeight() || hr < settings.minChildWeight()) {
                return;
            }
            if (counts != null && (rows < settings.minRows() || node.rows - rows < settings.minRows())) {
                return;
            }
            double gain = finder.gain(node, 0, left, extraLambda) - own;
            if (!(gain > limit)) {
                return;
            }
            limit = gain;
            long[] members = new long[(levels + 63) / 64];
            for (int i = first; i <= last; i++) {
                members[(order[i] - 1) >> 6] |= 1L << (order[i] - 1);
            }
            best = new Split(feature, 0, members, missingLeft && sums[at] != 0, gain, left, right);
        }
    }
}
