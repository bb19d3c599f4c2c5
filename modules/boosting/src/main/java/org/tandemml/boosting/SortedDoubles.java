package org.tandemml.boosting;

import java.util.Arrays;

/// Sorts many doubles by their bits, eleven at a time: 2 to 4 times as fast as comparisons from some ten thousand on.
final class SortedDoubles {
    private static final int DIGIT = 11;
    private static final int FEW = 10_000;

    private SortedDoubles() {}

    /// Sorts ascending, NaN last.
    static void sort(double[] values) {
        int n = values.length;
        if (n < FEW) {
            Arrays.sort(values);
            return;
        }
        long[] keys = new long[n];
        int[][] counts = new int[6][1 << DIGIT];
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToLongBits(values[i]);
            long key = bits ^ (bits >> 63 | Long.MIN_VALUE);
            keys[i] = key;
            for (int d = 0; d < 6; d++) {
                counts[d][(int) (key >>> DIGIT * d) & (1 << DIGIT) - 1]++;
            }
        }
        long[] other = new long[n];
        for (int d = 0; d < 6; d++) {
            int[] count = counts[d];
            if (count[(int) (keys[0] >>> DIGIT * d) & (1 << DIGIT) - 1] == n) {
                continue;
            }
            int sum = 0;
            for (int k = 0; k < count.length; k++) {
                int c = count[k];
                count[k] = sum;
                sum += c;
            }
            for (int i = 0; i < n; i++) {
                long key = keys[i];
                other[count[(int) (key >>> DIGIT * d) & (1 << DIGIT) - 1]++] = key;
            }
            long[] swap = keys;
            keys = other;
            other = swap;
        }
        for (int i = 0; i < n; i++) {
            long key = keys[i];
            values[i] = Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
        }
    }
}
