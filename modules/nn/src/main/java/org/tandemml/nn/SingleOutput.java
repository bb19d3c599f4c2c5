package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// The products of a linear layer with one output, as the last one of a net for two classes or a number: matrix times
/// vector, for which the blocked product packs more than it computes.
///
/// **Determinism**: the bits of [FloatKernels#gemm], whose sums of [FloatKernels#TERMS] terms it follows.
final class SingleOutput {
    private SingleOutput() {}

    /// `z = X·w` for `count` rows of `in` numbers.
    static void forward(int count, int in, float[] x, float[] weights, int at, float[] z) {
        Arrays.fill(z, 0, count, 0);
        for (int start = 0; start < in; start += FloatKernels.TERMS) {
            int end = Math.min(in, start + FloatKernels.TERMS);
            int i = 0;
            for (; i <= count - 8; i += 8) {
                eightRows(start, end, in, x, i, weights, at, z);
            }
            for (; i < count; i++) {
                float sum = 0;
                for (int p = start; p < end; p++) {
                    sum = Math.fma(x[i * in + p], weights[at + p], sum);
                }
                z[i] += sum;
            }
        }
    }

    /// Each sum waits for its last term; eight of them side by side do not.
    private static void eightRows(int start, int end, int in, float[] x, int row, float[] weights, int at, float[] z) {
        int x0 = row * in;
        int x1 = x0 + in;
        int x2 = x1 + in;
        int x3 = x2 + in;
        int x4 = x3 + in;
        int x5 = x4 + in;
        int x6 = x5 + in;
        int x7 = x6 + in;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int p = start; p < end; p++) {
            float w = weights[at + p];
            s0 = Math.fma(x[x0 + p], w, s0);
            s1 = Math.fma(x[x1 + p], w, s1);
            s2 = Math.fma(x[x2 + p], w, s2);
            s3 = Math.fma(x[x3 + p], w, s3);
            s4 = Math.fma(x[x4 + p], w, s4);
            s5 = Math.fma(x[x5 + p], w, s5);
            s6 = Math.fma(x[x6 + p], w, s6);
            s7 = Math.fma(x[x7 + p], w, s7);
        }
        z[row] += s0;
        z[row + 1] += s1;
        z[row + 2] += s2;
        z[row + 3] += s3;
        z[row + 4] += s4;
        z[row + 5] += s5;
        z[row + 6] += s6;
        z[row + 7] += s7;
    }

    /// The gradient by the weights, `Xᵀ·g`, to `sums[at ..]`; `partial` has room for `in` numbers.
    static void byWeights(int count, int in, float[] x, float[] g, float[] sums, int at, float[] partial) {
        FloatKernels kernels = Kernels.floats();
        Arrays.fill(sums, at, at + in, 0);
        kernels.gemvTransposed(Math.min(count, FloatKernels.TERMS), in, x, 0, in, g, 0, sums, at);
        for (int i = FloatKernels.TERMS; i < count; i += FloatKernels.TERMS) {
            Arrays.fill(partial, 0, in, 0);
            kernels.gemvTransposed(Math.min(count - i, FloatKernels.TERMS), in, x, i * in, in, g, i, partial, 0);
            kernels.axpy(1, partial, 0, sums, at, in);
        }
    }

    /// The gradient by the inputs, `g·wᵀ`.
    static void byInputs(int count, int in, float[] g, float[] weights, int at, float[] back) {
        for (int i = 0; i < count; i++) {
            float factor = g[i];
            int to = i * in;
            for (int j = 0; j < in; j++) {
                back[to + j] = factor * weights[at + j];
            }
        }
    }
}
