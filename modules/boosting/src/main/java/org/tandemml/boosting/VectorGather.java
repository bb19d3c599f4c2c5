package org.tandemml.boosting;

import jdk.incubator.vector.LongVector;

/// [RowGather] by the Vector API: one load of 32 bytes holds one place among the misses under way where four loads of
/// the same line would hold four.
final class VectorGather {
    private VectorGather() {}

    static void four(long[] words, long[] entries, int from, int count, long rowMask, long[] buffer) {
        for (int i = 0; i < count; i++) {
            int at = (int) (entries[from + i] & rowMask) * 4;
            LongVector.fromArray(LongVector.SPECIES_256, words, at).intoArray(buffer, 4 * i);
        }
    }
}
