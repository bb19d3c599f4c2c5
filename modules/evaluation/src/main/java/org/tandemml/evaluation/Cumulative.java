package org.tandemml.evaluation;

import java.util.Arrays;

/// For each threshold, descending from +∞, the weight of the negative and of the positive rows whose score is at
/// least that: what ROC, precision–recall and gain curves are drawn from.
///
/// Weights and not rates: whole numbers are exact, so that collinear points are recognised exactly. The arrays are
/// not copied.
final class Cumulative {
    final double[] thresholds;
    final double[] falsePositives;
    final double[] truePositives;

    private Cumulative(double[] thresholds, double[] falsePositives, double[] truePositives) {
        this.thresholds = thresholds;
        this.falsePositives = falsePositives;
        this.truePositives = truePositives;
    }

    /// One entry for +∞ and one for each distinct score.
    static Cumulative of(Ranking ranking) {
        int[] distinct = {0};
        ranking.descending((score, positive, negative) -> distinct[0]++);
        double[] thresholds = new double[distinct[0] + 1];
        double[] falsePositives = new double[thresholds.length];
        double[] truePositives = new double[thresholds.length];
        thresholds[0] = Double.POSITIVE_INFINITY;
        int[] last = {0};
        ranking.descending((score, positive, negative) -> {
            int before = last[0]++;
            thresholds[before + 1] = score;
            falsePositives[before + 1] = falsePositives[before] + negative;
            truePositives[before + 1] = truePositives[before] + positive;
        });
        return new Cumulative(thresholds, falsePositives, truePositives);
    }

    int size() {
        return thresholds.length;
    }

    double positives() {
        return truePositives[size() - 1];
    }

    double negatives() {
        return falsePositives[size() - 1];
    }

    /// Whether the middle one of three entries, in order, adds nothing to the picture.
    interface Redundant {
        boolean test(int before, int middle, int after);
    }

    /// The entries that remain if each is compared with the last one kept and the next; the ends stay.
    Cumulative without(Redundant redundant) {
        int[] kept = new int[size()];
        int count = 1;
        for (int i = 1; i < size(); i++) {
            if (i == size() - 1 || !redundant.test(kept[count - 1], i, i + 1)) {
                kept[count++] = i;
            }
        }
        int[] all = Arrays.copyOf(kept, count);
        return new Cumulative(pick(thresholds, all), pick(falsePositives, all), pick(truePositives, all));
    }

    private static double[] pick(double[] values, int[] kept) {
        return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }

    /// Each value as a share of the last.
    static double[] shares(double[] cumulative) {
        double total = cumulative[cumulative.length - 1];
        return Arrays.stream(cumulative).map(w -> w / total).toArray();
    }

    /// The value at `at` of the line through the points (x, y), x ascending from 0 to 1; where it rises vertically,
    /// its upper end.
    static double interpolate(double[] x, double[] y, double at) {
        int right = upperBound(x, at);
        int left = right - 1;
        if (right == x.length || x[left] == at) {
            return y[left];
        }
        return y[left] + (y[right] - y[left]) * ((at - x[left]) / (x[right] - x[left]));
    }

    /// The first position whose value exceeds `value`.
    static int upperBound(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The first position whose value exceeds `value`.
    static int upperBound(int[] ascending, int value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
