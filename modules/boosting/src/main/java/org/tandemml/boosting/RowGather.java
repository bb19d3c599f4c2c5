package org.tandemml.boosting;

import org.tandemml.kernels.Kernels;

/// Copies the longs of scattered rows into a buffer, row after row.
final class RowGather {
    private RowGather() {}

    private static final boolean VECTORS = Kernels.simd();

    /// Rows of four longs.
    static void four(long[] words, long[] entries, int from, int count, long rowMask, long[] buffer) {
        if (VECTORS) {
            VectorGather.four(words, entries, from, count, rowMask, buffer);
            return;
        }
        for (int i = 0, to = 0; i < count; i++, to += 4) {
            int at = (int) (entries[from + i] & rowMask) * 4;
            buffer[to] = words[at];
            buffer[to + 1] = words[at + 1];
            buffer[to + 2] = words[at + 2];
            buffer[to + 3] = words[at + 3];
        }
    }

    /// `groups` of the `width` longs of a row, from `first`: one or two.
    static void some(
            long[] words,
            int width,
            int first,
            int groups,
            long[] entries,
            int from,
            int count,
            long rowMask,
            long[] buffer) {
        if (groups == 1) {
            for (int i = 0; i < count; i++) {
                buffer[i] = words[(int) (entries[from + i] & rowMask) * width + first];
            }
            return;
        }
        for (int i = 0, to = 0; i < count; i++, to += 2) {
            int at = (int) (entries[from + i] & rowMask) * width + first;
            buffer[to] = words[at];
            buffer[to + 1] = words[at + 1];
        }
    }
}
