package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;

/// Each vector of `width` numbers is brought to mean 0 and variance 1, then scaled and shifted number by number.
///
/// `width` is the size of the trailing axes that are normalised together. **Source**: Ba, Kiros and Hinton, *Layer
/// normalization*, 2016; ε = 1e-5. **Shapes**: any whose size is a multiple of `width`.
public final class LayerNorm implements Layer {
    private final int width;
    private final Parameter weight;
    private final Parameter bias;
    private double @Nullable [] normalized;
    private double[] inverses = {};

    public LayerNorm(int width) {
        this.width = Check.atLeast("width", width, 1);
        weight = Parameter.zeros("weight", width);
        bias = Parameter.zeros("bias", width);
        Arrays.fill(weight.values(), 1);
    }

    @Override
    public String label() {
        return "layer-norm " + width;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (x.size() % width != 0 || x.rank() == 0 || width % x.axis(-1) != 0) {
            throw misfit(x, "[…, " + width + "]");
        }
        int groups = x.size() / width;
        double[] hat = new double[x.size()];
        inverses = new double[groups];
        double[] out = new double[x.size()];
        double[] w = weight.values();
        double[] b = bias.values();
        for (int i = 0; i < groups; i++) {
            Moments.Group group = new Moments.Group(i * width, 1, 0, width);
            double mean = Moments.mean(x.values(), group);
            inverses[i] = 1 / Math.sqrt(Moments.variance(x.values(), group, mean) + Moments.EPSILON);
            Moments.normalize(x.values(), hat, group, mean, inverses[i]);
            for (int k = 0; k < width; k++) {
                out[i * width + k] = hat[i * width + k] * w[k] + b[k];
            }
        }
        normalized = hat;
        return new Tensor(out, x.shape());
    }

    @Override
    public Tensor backward(Tensor gradient) {
        double[] hat = Layer.kept(normalized);
        double[] back = new double[gradient.size()];
        double[] upstream = gradient.values();
        double[] w = weight.values();
        double[] toWeight = weight.gradient();
        double[] toBias = bias.gradient();
        for (int i = 0; i < inverses.length; i++) {
            for (int k = 0; k < width; k++) {
                double g = upstream[i * width + k];
                toWeight[k] += g * hat[i * width + k];
                toBias[k] += g;
                back[i * width + k] = g * w[k];
            }
            Moments.backward(hat, back, new Moments.Group(i * width, 1, 0, width), inverses[i]);
        }
        return new Tensor(back, gradient.shape());
    }
}
