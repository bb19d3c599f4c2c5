package org.tandemml.kernels;

/// Work arrays of a thread, kept from call to call. Taken and given back like a stack, so that a kernel called from
/// within another (by a tile consumer, or by a block that runs on the caller's thread) gets arrays of its own.
final class DoubleScratch {
    private static final ThreadLocal<DoubleScratch> OF_THREAD = ThreadLocal.withInitial(DoubleScratch::new);
    /// Longer arrays are not kept: 8 MB.
    private static final int KEPT = 1 << 20;

    private double[][] arrays = new double[4][0];
    private int taken;

    private DoubleScratch() {}

    static DoubleScratch ofThread() {
        return OF_THREAD.get();
    }

    /// Returns an array of at least `length` elements with arbitrary content.
    double[] take(int length) {
        if (taken == arrays.length) {
            arrays = java.util.Arrays.copyOf(arrays, 2 * taken);
            java.util.Arrays.fill(arrays, taken, arrays.length, new double[0]);
        }
        double[] array = arrays[taken];
        if (array.length < length) {
            array = new double[length];
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
