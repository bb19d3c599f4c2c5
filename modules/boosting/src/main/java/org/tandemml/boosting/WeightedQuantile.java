package org.tandemml.boosting;

/// Weighted quantiles in linear time, by quickselect.
///
/// The quantile at level a is the constant that minimises the pinball loss `Σ w·max(a·(v − c), (a − 1)·(v − c))`: the
/// value at which the cumulative weight exceeds `a·Σw`. Where it reaches that mark exactly, every constant up to the
/// next value is a minimiser; the middle is taken, so that a median is symmetric and weight means repetition.
final class WeightedQuantile {
    private WeightedQuantile() {}

    /// The quantile of the first `count` values, 0 if none of them has a weight; reorders both arrays.
    static double of(double[] values, double[] weights, int count, double level) {
        double total = 0;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > 0) {
                total += weights[i];
                swap(values, weights, i, kept++);
            }
        }
        if (kept == 0) {
            return 0;
        }
        // Sums of weights are rounded: a mark missed by less than this counts as reached.
        double slack = 1e-12 * total;
        double mark = level * total;
        int from = 0;
        int to = kept;
        double below = 0;
        double pivot;
        double upTo;
        while (true) {
            pivot = middle(values[from], values[(from + to) >>> 1], values[to - 1]);
            int less = from;
            int more = to;
            double weightLess = 0;
            double weightEqual = 0;
            for (int i = from; i < more; ) {
                if (values[i] < pivot) {
                    weightLess += weights[i];
                    swap(values, weights, i++, less++);
                } else if (values[i] > pivot) {
                    swap(values, weights, i, --more);
                } else {
                    weightEqual += weights[i++];
                }
            }
            upTo = below + weightLess + weightEqual;
            if (less > from && below + weightLess >= mark - slack) {
                to = less;
            } else if (upTo >= mark - slack || more == to) {
                break;
            } else {
                below = upTo;
                from = more;
            }
        }
        if (upTo > mark + slack) {
            return pivot;
        }
        double next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < kept; i++) {
            if (values[i] > pivot) {
                next = Math.min(next, values[i]);
            }
        }
        return next == Double.POSITIVE_INFINITY ? pivot : pivot + (next - pivot) / 2;
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(double[] values, double[] weights, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
        double weight = weights[i];
        weights[i] = weights[j];
        weights[j] = weight;
    }
}
