package org.tandemml.nn;

/// [LayerNorm] in single precision.
///
/// Each sum runs over four parts side by side, since one chain of additions would wait for each before the next.
final class FloatLayerNorm implements FloatLayer {
    private final LayerNorm layer;
    private final FloatWeights weights;
    private final int width;
    private final int weight;
    private final int bias;
    private final FloatTensor hat = new FloatTensor(0);
    private final FloatTensor inverses = new FloatTensor(0, 1);
    private final FloatTensor output = new FloatTensor(0);
    private final FloatTensor back = new FloatTensor(0);

    FloatLayerNorm(LayerNorm layer, FloatWeights weights) {
        this.layer = layer;
        this.weights = weights;
        Parameter scale = layer.parameters().getFirst();
        width = scale.values().length;
        weight = weights.place(scale);
        bias = weights.place(layer.parameters().getLast());
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        if (x.rank() == 0 || x.size() % width != 0 || width % x.axis(-1) != 0) {
            throw FloatLayer.misfit(layer, x, "[…, " + width + "]");
        }
        int groups = x.size() / width;
        hat.reshapeLike(x);
        output.reshapeLike(x);
        inverses.reshape(groups, 1);
        for (int i = 0; i < groups; i++) {
            normalize(x.values(), i);
        }
        return output;
    }

    private void normalize(float[] x, int group) {
        int from = group * width;
        float mean = sum(x, from) / width;
        float[] h = hat.values();
        for (int k = from; k < from + width; k++) {
            h[k] = x[k] - mean;
        }
        float inverse = (float) (1 / Math.sqrt(products(h, h, from) / width + Moments.EPSILON));
        inverses.values()[group] = inverse;
        float[] y = output.values();
        float[] w = weights.values;
        for (int k = 0; k < width; k++) {
            float value = h[from + k] * inverse;
            h[from + k] = value;
            y[from + k] = value * w[weight + k] + w[bias + k];
        }
    }

    private float sum(float[] x, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int end = from + width;
        int k = from;
        for (; k <= end - 4; k += 4) {
            s0 += x[k];
            s1 += x[k + 1];
            s2 += x[k + 2];
            s3 += x[k + 3];
        }
        for (; k < end; k++) {
            s0 += x[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private float products(float[] x, float[] y, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int end = from + width;
        int k = from;
        for (; k <= end - 4; k += 4) {
            s0 += x[k] * y[k];
            s1 += x[k + 1] * y[k + 1];
            s2 += x[k + 2] * y[k + 2];
            s3 += x[k + 3] * y[k + 3];
        }
        for (; k < end; k++) {
            s0 += x[k] * y[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        back.reshapeLike(gradient);
        int groups = gradient.size() / width;
        for (int i = 0; i < groups; i++) {
            backward(gradient.values(), i);
        }
        return back;
    }

    private void backward(float[] upstream, int group) {
        int from = group * width;
        float[] h = hat.values();
        float[] b = back.values();
        float[] w = weights.values;
        float[] sums = weights.gradients;
        for (int k = 0; k < width; k++) {
            float g = upstream[from + k];
            sums[weight + k] += g * h[from + k];
            sums[bias + k] += g;
            b[from + k] = g * w[weight + k];
        }
        float mean = sum(b, from) / width;
        float slope = products(b, h, from) / width;
        float inverse = inverses.values()[group];
        for (int k = from; k < from + width; k++) {
            b[k] = (b[k] - mean - h[k] * slope) * inverse;
        }
    }
}
