package org.tandemml.nn;

import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// [MultiHeadAttention] in single precision.
///
/// The products of the heads read queries, keys and values where the joint map left them, by strides; sequences are the
/// blocks that threads share.
final class FloatHeads implements FloatLayer {
    /// Operations of all heads from which their sequences are shared among threads.
    private static final double PARALLEL_FROM = 4e6;

    private final MultiHeadAttention layer;
    private final int width;
    private final int heads;
    private final FloatLinear into;
    private final FloatLinear outOf;
    private final FloatTensor attention = new FloatTensor(0);
    private final FloatTensor scores = new FloatTensor(0);
    private final FloatTensor joined = new FloatTensor(0);
    private final FloatTensor back = new FloatTensor(0);
    private @Nullable FloatTensor projected;
    private Parallel loop = Parallel.SEQUENTIAL;

    FloatHeads(MultiHeadAttention layer, FloatWeights weights) {
        this.layer = layer;
        width = layer.outputProjection().weight().tensor().axis(0);
        heads = layer.heads();
        into = new FloatLinear(layer.inputProjection(), weights);
        outOf = new FloatLinear(layer.outputProjection(), weights);
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        if (x.rank() != 3 || x.axis(2) != width) {
            throw FloatLayer.misfit(layer, x, "[N, L, " + width + "]");
        }
        int length = x.axis(1);
        layer.checkMask(length);
        double operations = 4.0 * x.axis(0) * length * length * width;
        loop = operations < PARALLEL_FROM ? Parallel.SEQUENTIAL : pass.loop();
        FloatTensor qkv = into.forward(x, pass);
        projected = qkv;
        attention.reshape(x.axis(0), heads * length, length);
        joined.reshapeLike(x);
        if (loop.threads() == 1) {
            for (int n = 0; n < x.axis(0); n++) {
                attend(qkv, n);
            }
        } else {
            loop.run(x.axis(0), n -> attend(qkv, n));
        }
        return outOf.forward(joined, pass);
    }

    private void attend(FloatTensor qkv, int n) {
        int length = qkv.axis(1);
        int d = width / heads;
        int wide = 3 * width;
        int row = n * length * wide;
        int from = n * heads * length * length;
        float[] a = attention.values();
        float[] values = qkv.values();
        FloatKernels kernels = Kernels.floats();
        float scale = (float) (1 / Math.sqrt(d));
        for (int h = 0; h < heads; h++) {
            int q = row + h * d;
            int at = from + h * length * length;
            kernels.gemm(
                    length,
                    length,
                    d,
                    scale,
                    values,
                    q,
                    wide,
                    false,
                    values,
                    q + width,
                    wide,
                    true,
                    0,
                    a,
                    at,
                    length,
                    BlockLoop.SEQUENTIAL);
            hide(a, at, length);
        }
        kernels.softmaxRows(heads * length, length, a, from, length, a, from, length);
        for (int h = 0; h < heads; h++) {
            int at = from + h * length * length;
            kernels.gemm(
                    length,
                    d,
                    length,
                    1,
                    a,
                    at,
                    length,
                    false,
                    values,
                    row + h * d + 2 * width,
                    wide,
                    false,
                    0,
                    joined.values(),
                    n * length * width + h * d,
                    width,
                    BlockLoop.SEQUENTIAL);
        }
    }

    private void hide(float[] a, int at, int length) {
        if (!layer.masked()) {
            return;
        }
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < length; j++) {
                if (layer.hides(i, j)) {
                    a[at + i * length + j] = Float.NEGATIVE_INFINITY;
                }
            }
        }
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        FloatTensor qkv = Layer.kept(projected);
        FloatTensor g = outOf.backward(gradient);
        back.reshapeLike(qkv);
        scores.reshapeLike(attention);
        if (loop.threads() == 1) {
            for (int n = 0; n < qkv.axis(0); n++) {
                attendBack(qkv, g, n);
            }
        } else {
            loop.run(qkv.axis(0), n -> attendBack(qkv, g, n));
        }
        return into.backward(back);
    }

    private void attendBack(FloatTensor qkv, FloatTensor gradient, int n) {
        int length = qkv.axis(1);
        int d = width / heads;
        int wide = 3 * width;
        float[] a = attention.values();
        float[] values = qkv.values();
        float[] g = gradient.values();
        float[] s = scores.values();
        float[] to = back.values();
        float scale = (float) (1 / Math.sqrt(d));
        FloatKernels kernels = Kernels.floats();
        BlockLoop one = BlockLoop.SEQUENTIAL;
        for (int h = 0; h < heads; h++) {
            int q = n * length * wide + h * d;
            int k = q + width;
            int v = k + width;
            int from = n * length * width + h * d;
            int at = (n * heads + h) * length * length;
            kernels.gemm(length, length, d, 1, g, from, width, false, values, v, wide, true, 0, s, at, length, one);
            kernels.gemm(length, d, length, 1, a, at, length, true, g, from, width, false, 0, to, v, wide, one);
            softmaxBack(a, s, at, length);
            kernels.gemm(length, d, length, scale, s, at, length, false, values, k, wide, false, 0, to, q, wide, one);
            kernels.gemm(length, d, length, scale, s, at, length, true, values, q, wide, false, 0, to, k, wide, one);
        }
    }

    /// From the gradients by the weights, in `s`, to those by the scores: `a·(s − Σ a·s)` row by row.
    private static void softmaxBack(float[] a, float[] s, int at, int length) {
        for (int row = at; row < at + length * length; row += length) {
            float s0 = 0;
            float s1 = 0;
            int j = row;
            for (; j < row + length - 1; j += 2) {
                s0 += a[j] * s[j];
                s1 += a[j + 1] * s[j + 1];
            }
            if (j < row + length) {
                s0 += a[j] * s[j];
            }
            float sum = s0 + s1;
            for (j = row; j < row + length; j++) {
                s[j] = a[j] * (s[j] - sum);
            }
        }
    }
}
