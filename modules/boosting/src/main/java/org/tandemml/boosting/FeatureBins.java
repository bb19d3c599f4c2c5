package org.tandemml.boosting;

import java.util.Arrays;

/// How the values of one feature fall into bins: bin 0 holds missing values, the numbers lie in bins 1 … B. With cuts
/// c₁ < … < c_{B−1}, the bin of x is 1 + the number of cuts ≤ x, so that `bin ≤ b` is the same as `x < c_b`. The bin of
/// a category is its code + 1.
///
/// A number finds its bin by a table over equal intervals of [c₁, c_{B−1}]: the interval is a monotone function of x,
/// so the cuts of lower intervals are below x and only those of its own interval have to be compared.
final class FeatureBins {
    private static final int MOST_INTERVALS = 2048;

    /// Ascending; empty for categories.
    final double[] cuts;
    /// The number of category codes, 0 for a column of numbers.
    final int levels;

    /// Cuts, and enough infinities after them for the widest step.
    private final double[] padded;
    private final double origin;
    private final double perUnit;
    private final char[] below;
    private final int steps;

    private FeatureBins(double[] cuts, int levels) {
        this.cuts = cuts;
        this.levels = levels;
        int m = cuts.length;
        padded = Arrays.copyOf(cuts, m + 16);
        Arrays.fill(padded, m, padded.length, Double.POSITIVE_INFINITY);
        origin = m == 0 ? 0 : cuts[0];
        double range = m == 0 ? 0 : cuts[m - 1] - origin;
        int intervals = Math.clamp(Integer.highestOneBit(Math.max(1, m)) * 16L, 2, MOST_INTERVALS);
        double scale = (intervals - 1) / range;
        // A range that overflows or vanishes leaves one interval, and a binary search in it.
        perUnit = Double.isFinite(scale) && Double.isFinite(range) && range > 0 ? scale : 0;
        below = new char[intervals + 1];
        for (double cut : cuts) {
            below[interval(cut) + 1]++;
        }
        int most = 0;
        for (int i = 1; i < below.length; i++) {
            most = Math.max(most, below[i]);
            below[i] += below[i - 1];
        }
        steps = most <= 1 ? 1 : most <= 3 ? 2 : most <= 7 ? 4 : most <= 15 ? 8 : 0;
    }

    static FeatureBins numbers(double[] cuts) {
        return new FeatureBins(cuts, 0);
    }

    static FeatureBins categories(int levels) {
        return new FeatureBins(new double[0], levels);
    }

    boolean isCategorical() {
        return levels > 0;
    }

    /// The number B of bins for values that are not missing, at least 1.
    int bins() {
        return levels > 0 ? levels : cuts.length + 1;
    }

    /// What a row must stay below to go left when bins 1 … `bin` go left; `bin` 0 sends every number right, `bin` B
    /// every number left.
    double threshold(int bin) {
        return bin == 0 ? -Float.MAX_VALUE : bin > cuts.length ? Float.MAX_VALUE : cuts[bin - 1];
    }

    private int interval(double x) {
        double position = (x - origin) * perUnit;
        return position <= 0 ? 0 : Math.min((int) position, below.length - 2);
    }

    /// The bin of a value: 0 for NaN.
    int bin(double x) {
        if (Double.isNaN(x)) {
            return 0;
        }
        if (levels > 0) {
            return x >= 0 && x < levels ? (int) x + 1 : 0;
        }
        int i = interval(x);
        int low = below[i];
        if (steps == 0) {
            int high = below[i + 1];
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (padded[middle] <= x) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low + 1;
        }
        for (int step = steps; step > 0; step >>= 1) {
            low += padded[low + step - 1] <= x ? step : 0;
        }
        return low + 1;
    }

    /// The bins of `count` values, `step` apart from `values[at]`, as bytes from `out[to]`.
    void bins(double[] values, int at, int step, int count, byte[] out, int to) {
        if (levels > 0 || steps == 0 || steps > 2) {
            for (int i = 0, p = at; i < count; i++, p += step) {
                out[to + i] = (byte) bin(values[p]);
            }
            return;
        }
        char[] table = below;
        double[] c = padded;
        int last = table.length - 2;
        boolean two = steps == 2;
        for (int i = 0, p = at; i < count; i++, p += step) {
            double x = values[p];
            // NaN casts to 0 and compares with nothing, so it is bin 1 until the last line.
            int low = table[Math.max(0, Math.min((int) ((x - origin) * perUnit), last))];
            if (two) {
                low += c[low + 1] <= x ? 2 : 0;
            }
            low += c[low] <= x ? 1 : 0;
            out[to + i] = (byte) (Double.isNaN(x) ? 0 : low + 1);
        }
    }
}
