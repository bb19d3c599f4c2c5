package org.tandemml.nn;

import java.util.List;

/// A layer without a twin of its own: it runs in double precision between two roundings.
final class FloatWidened implements FloatLayer {
    private final Layer layer;
    private final FloatWeights weights;
    private final List<Parameter> parameters;
    private FloatTensor output = new FloatTensor(0);
    private FloatTensor back = new FloatTensor(0);

    FloatWidened(Layer layer, FloatWeights weights) {
        this.layer = layer;
        this.weights = weights;
        parameters = layer.parameters();
    }

    @Override
    public void loaded() {
        for (Parameter p : parameters) {
            int at = weights.place(p);
            double[] own = p.values();
            for (int i = 0; i < own.length; i++) {
                // What the layer holds stays as it is where it is the same number, to more digits.
                if ((float) own[i] != weights.values[at + i]) {
                    own[i] = weights.values[at + i];
                }
            }
        }
    }

    @Override
    public boolean independent() {
        return false;
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        output = FloatTensor.of(layer.forward(x.widened(), pass));
        return output;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        double[][] before = parameters.stream().map(p -> p.gradient().clone()).toArray(double[][]::new);
        layer.clearGradients();
        back = FloatTensor.of(layer.backward(gradient.widened()));
        for (int p = 0; p < before.length; p++) {
            double[] sum = parameters.get(p).gradient();
            int at = weights.place(parameters.get(p));
            for (int i = 0; i < sum.length; i++) {
                weights.gradients[at + i] += (float) sum[i];
            }
            System.arraycopy(before[p], 0, sum, 0, sum.length);
        }
        return back;
    }
}
