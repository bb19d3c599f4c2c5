package org.tandemml.boosting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
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
            int @Nullable [] counts,
            double least) {
        int[] present = IntStream.rangeClosed(1, levels)
                .filter(b -> Derivatives.hessian(sums[b]) > 0)
                .toArray();
        if (present.length == 0 || present.length == 1 && sums[0] == 0) {
            return null;
        }
        Search search = new Search(finder, node, feature, levels, sums, counts, least);
        if (present.length <= settings.oneHotLimit()) {
            for (int bin : present) {
                search.set(new int[] {bin}, 1, 0);
            }
            return search.best;
        }
        double[] key = new double[levels + 1];
        for (int b : present) {
            double g = finder.gradient(sums[b]);
            double h = finder.hessian(sums[b]);
            key[b] = g / (h + settings.categorySmoothing());
        }
        int[] order = Arrays.stream(present)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(b -> key[b]).thenComparing(b -> b))
                .mapToInt(b -> b)
                .toArray();
        int most = Math.min(settings.maxCategories(), order.length);
        for (int count = 1; count <= most && count < order.length + (sums[0] != 0 ? 1 : 0); count++) {
            search.set(order, count, settings.categoryLambda());
        }
        int[] reversed = order.clone();
        for (int i = 0; i < order.length; i++) {
            reversed[i] = order[order.length - 1 - i];
        }
        for (int count = 1; count <= most && count < order.length; count++) {
            search.set(reversed, count, settings.categoryLambda());
        }
        return search.best;
    }

    private final class Search {
        private final SplitFinder finder;
        private final GrowingNode node;
        private final int feature;
        private final int levels;
        private final long[] sums;
        private final int @Nullable [] counts;
        private final double own;
        private double limit;
        private @Nullable Split best;
        private long prefix;
        private int prefixRows;
        private int held;

        Search(
                SplitFinder finder,
                GrowingNode node,
                int feature,
                int levels,
                long[] sums,
                int @Nullable [] counts,
                double least) {
            this.finder = finder;
            this.node = node;
            this.feature = feature;
            this.levels = levels;
            this.sums = sums;
            this.counts = counts;
            own = finder.ownScore(node);
            limit = least;
        }

        /// Tries the first `count` bins of `order` as the left set, without and with missing values.
        void set(int[] order, int count, double extraLambda) {
            if (count == 1) {
                prefix = 0;
                prefixRows = 0;
                held = 0;
            }
            while (held < count) {
                prefix += sums[order[held]];
                prefixRows += counts == null ? 0 : counts[order[held]];
                held++;
            }
            tryLeft(order, count, prefix, prefixRows, false, extraLambda);
            if (sums[0] != 0) {
                tryLeft(
                        order,
                        count,
                        prefix + sums[0],
                        prefixRows + (counts == null ? 0 : counts[0]),
                        true,
                        extraLambda);
            }
        }

        private void tryLeft(int[] order, int count, long left, int rows, boolean missingLeft, double extraLambda) {
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
            for (int i = 0; i < count; i++) {
                members[(order[i] - 1) >> 6] |= 1L << (order[i] - 1);
            }
            best = new Split(feature, 0, members, missingLeft && sums[0] != 0, gain, left, right);
        }
    }
}
