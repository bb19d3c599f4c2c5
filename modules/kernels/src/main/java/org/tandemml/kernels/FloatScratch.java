package org.tandemml.kernels;

/// Work arrays of a thread, kept from call to call. Taken and given back like a stack, so that a kernel called from
/// within another (by a tile consumer, or by a block that runs on the caller's thread) gets arrays of its own.
final class FloatScratch {
    private static final ThreadLocal<FloatScratch> OF_THREAD = ThreadLocal.withInitial(FloatScratch::new);
    /// Longer arrays are not kept: 4 MB.
    private static final int KEPT = 1 << 20;

    private float[][] arrays = new float[4][0];
    private int taken;

    private FloatScratch() {}

    static FloatScratch ofThread() {
        return OF_THREAD.get();
    }

    /// Returns an array of at least `length` elements with arbitrary content.
    float[] take(int length) {
        if (taken == arrays.length) {
            arrays = java.util.Arrays.copyOf(arrays, 2 * taken);
            java.util.Arrays.fill(arrays, taken, arrays.length, new float[0]);
        }
        float[] array = arrays[taken];
        if (array.length < length) {
            array = new float[length];
            if (length <= KEPT) {
                arrays[taken] = array;
            }
        }
        taken++;
        return array;
    }

    /// Gives back the array taken last.
    void giveBack() {
        taken--;
    }
}
