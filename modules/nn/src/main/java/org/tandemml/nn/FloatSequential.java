package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;

/// [Sequential] in single precision, which also keeps what came out of each layer.
final class FloatSequential implements FloatLayer {
    private final FloatLayer[] layers;
    private final FloatTensor[] outputs;

    FloatSequential(Sequential sequence, FloatWeights weights) {
        List<FloatLayer> twins = new ArrayList<>();
        List<Layer> all = sequence.layers();
        for (int l = 0; l < all.size(); l++) {
            if (all.get(l) instanceof ActivationLayer activation) {
                boolean afterLinear = l > 0 && all.get(l - 1) instanceof Linear;
                twins.add(new FloatActivationLayer(activation.kind(), afterLinear, beforeLinear(all, l + 1)));
            } else {
                twins.add(FloatNet.twin(all.get(l), weights));
            }
        }
        layers = twins.toArray(FloatLayer[]::new);
        outputs = new FloatTensor[layers.length];
    }

    /// Whether a linear layer is next, dropout between them allowed: the gradient that comes from there is its own.
    private static boolean beforeLinear(List<Layer> layers, int next) {
        int at = next;
        while (at < layers.size() && layers.get(at) instanceof Dropout) {
            at++;
        }
        return at < layers.size() && layers.get(at) instanceof Linear;
    }

    /// Of each layer in the last pass; a linear layer's is that of the activation behind it, which works in place.
    FloatTensor[] outputs() {
        return outputs;
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        FloatTensor value = x;
        for (int l = 0; l < layers.length; l++) {
            value = layers[l].forward(value, pass);
            outputs[l] = value;
        }
        return value;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        FloatTensor value = gradient;
        for (int l = layers.length - 1; l >= 0; l--) {
            value = layers[l].backward(value);
        }
        return value;
    }

    @Override
    public void loaded() {
        for (FloatLayer layer : layers) {
            layer.loaded();
        }
    }

    @Override
    public boolean independent() {
        for (FloatLayer layer : layers) {
            if (!layer.independent()) {
                return false;
            }
        }
        return true;
    }
}
