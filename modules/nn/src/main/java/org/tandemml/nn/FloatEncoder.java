package org.tandemml.nn;

/// [EncoderBlock] in single precision. Sums are formed in arrays whose layers do not need them any more.
final class FloatEncoder implements FloatLayer {
    private final boolean normFirst;
    private final FloatHeads attention;
    private final FloatDropout drop1;
    private final FloatLayerNorm norm1;
    private final FloatLayerNorm norm2;
    private final FloatLayer net;
    private final FloatTensor sum1 = new FloatTensor(0);
    private final FloatTensor sum2 = new FloatTensor(0);

    FloatEncoder(EncoderBlock block, FloatWeights weights) {
        normFirst = block.normFirst();
        attention = new FloatHeads(block.attention(), weights);
        drop1 = new FloatDropout(block.dropout());
        norm1 = new FloatLayerNorm(block.norm1(), weights);
        norm2 = new FloatLayerNorm(block.norm2(), weights);
        net = FloatNet.twin(block.net(), weights);
    }

    private static FloatTensor sum(FloatTensor a, FloatTensor b, FloatTensor to) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = to.reshapeLike(a).values();
        int n = a.size();
        for (int i = 0; i < n; i++) {
            z[i] = x[i] + y[i];
        }
        return to;
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        if (normFirst) {
            FloatTensor h = sum(x, drop1.forward(attention.forward(norm1.forward(x, pass), pass), pass), sum1);
            return sum(h, net.forward(norm2.forward(h, pass), pass), sum2);
        }
        FloatTensor h = norm1.forward(sum(x, drop1.forward(attention.forward(x, pass), pass), sum1), pass);
        return norm2.forward(sum(h, net.forward(h, pass), sum2), pass);
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        if (normFirst) {
            FloatTensor h = sum(gradient, norm2.backward(net.backward(gradient)), sum2);
            return sum(h, norm1.backward(attention.backward(drop1.backward(h))), sum1);
        }
        FloatTensor outer = norm2.backward(gradient);
        FloatTensor inner = norm1.backward(sum(outer, net.backward(outer), sum2));
        return sum(inner, attention.backward(drop1.backward(inner)), sum1);
    }
}
