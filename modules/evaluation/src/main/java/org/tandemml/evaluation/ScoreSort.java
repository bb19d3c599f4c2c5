package org.tandemml.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sorts doubles ascending, with a weight carried along each if there are weights.
///
/// A radix sort on the bits: flipping the sign bit of a positive number and all bits of a negative one orders the bit
/// patterns as the numbers. Without weights only the upper bits are sorted digit by digit; numbers that agree in them
/// end up side by side and are sorted by comparison, which is next to nothing unless nearly all numbers agree in
/// their upper bits, and O(n log n) if they do. With weights all digits are, so that equal numbers keep their order.
/// A digit in which all values agree costs no pass. O(n) time, 8 n bytes beside the input (16 n with weights). No
/// `NaN`; −0 comes before +0, as in the library's sort.
///
/// **Source**: Knuth, The Art of Computer Programming 3, section 5.2.5.
final class ScoreSort {
    /// Below some 3,000 values the library's sort is quicker.
    static final int RADIX_FROM = 4_000;

    /// Below so many weighted values, counting digits takes longer than comparing.
    private static final int INSERTION_BELOW = 64;

    // 8 bits were 1.8 times slower at 10⁷ values.
    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int DIGITS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

    private static final int UPPER_DIGITS = 4;
    private static final int UPPER_SHIFT = Long.SIZE - UPPER_DIGITS * DIGIT_BITS;

    private ScoreSort() {}

    static void sort(double[] values, double @Nullable [] weights) {
        sort(values, weights, values.length);
    }

    /// Sorts the first `n`; what comes after them is left alone.
    static void sort(double[] values, double @Nullable [] weights, int n) {
        if (weights == null) {
            sort(values, n);
        } else if (n < INSERTION_BELOW) {
            insertionSort(values, weights, n);
        } else {
            radixSort(values, weights, n);
        }
    }

    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }

    private static void sort(double[] values, int n) {
        if (n < RADIX_FROM) {
            Arrays.sort(values, 0, n);
            return;
        }
        int[][] counts = new int[UPPER_DIGITS][BUCKETS];
        for (int i = 0; i < n; i++) {
            long key = key(values[i]) >>> UPPER_SHIFT;
            for (int d = 0; d < UPPER_DIGITS; d++) {
                counts[d][(int) (key >>> (d * DIGIT_BITS)) & (BUCKETS - 1)]++;
            }
        }
        double[] from = values;
        double[] to = new double[n];
        for (int d = 0; d < UPPER_DIGITS; d++) {
            int shift = UPPER_SHIFT + d * DIGIT_BITS;
            int[] next = counts[d];
            if (next[(int) (key(from[0]) >>> shift) & (BUCKETS - 1)] == n) {
                continue;
            }
            startPositions(next);
            for (int i = 0; i < n; i++) {
                to[next[(int) (key(from[i]) >>> shift) & (BUCKETS - 1)]++] = from[i];
            }
            double[] swap = from;
            from = to;
            to = swap;
        }
        sortRuns(from, n);
        if (from != values) {
            System.arraycopy(from, 0, values, 0, n);
        }
    }

    /// Sorts the runs of values that agree in their upper bits.
    private static void sortRuns(double[] values, int n) {
        for (int i = 1; i < n; i++) {
            if (values[i] < values[i - 1]) {
                long upper = key(values[i]) >>> UPPER_SHIFT;
                int start = i - 1;
                while (start > 0 && key(values[start - 1]) >>> UPPER_SHIFT == upper) {
                    start--;
                }
                int end = i + 1;
                while (end < n && key(values[end]) >>> UPPER_SHIFT == upper) {
                    end++;
                }
                Arrays.sort(values, start, end);
                i = end;
            }
        }
    }

    private static void insertionSort(double[] values, double[] weights, int n) {
        for (int i = 1; i < n; i++) {
            double value = values[i];
            double weight = weights[i];
            int j = i;
            for (; j > 0 && Double.compare(values[j - 1], value) > 0; j--) {
                values[j] = values[j - 1];
                weights[j] = weights[j - 1];
            }
            values[j] = value;
            weights[j] = weight;
        }
    }

    /// Sorts by all digits, weights along.
    private static void radixSort(double[] values, double[] weights, int n) {
        int[][] counts = new int[DIGITS][BUCKETS];
        for (int i = 0; i < n; i++) {
            long key = key(values[i]);
            for (int d = 0; d < DIGITS; d++) {
                counts[d][(int) (key >>> (d * DIGIT_BITS)) & (BUCKETS - 1)]++;
            }
        }
        double[] from = values;
        double[] to = new double[n];
        double[] weightsFrom = weights;
        double[] weightsTo = new double[n];
        for (int d = 0; d < DIGITS; d++) {
            int shift = d * DIGIT_BITS;
            int[] next = counts[d];
            if (next[(int) (key(from[0]) >>> shift) & (BUCKETS - 1)] == n) {
                continue;
            }
            startPositions(next);
            for (int i = 0; i < n; i++) {
                int position = next[(int) (key(from[i]) >>> shift) & (BUCKETS - 1)]++;
                to[position] = from[i];
                weightsTo[position] = weightsFrom[i];
            }
            double[] swap = from;
            from = to;
            to = swap;
            double[] weightsSwap = weightsFrom;
            weightsFrom = weightsTo;
            weightsTo = weightsSwap;
        }
        if (from != values) {
            System.arraycopy(from, 0, values, 0, n);
            System.arraycopy(weightsFrom, 0, weights, 0, n);
        }
    }

    private static void startPositions(int[] counts) {
        int start = 0;
        for (int b = 0; b < counts.length; b++) {
            int count = counts[b];
            counts[b] = start;
            start += count;
        }
    }
}
