package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Each channel is brought to mean 0 and variance 1 over the batch while training, by running statistics afterwards;
/// then scaled and shifted.
///
/// Training divides by the biased variance; the running variance takes the unbiased one, with momentum 0.1.
/// **Source**: Ioffe and Szegedy, *Batch normalization*, ICML 2015; ε = 1e-5. **Shapes**: `N × C` or `N × C × …`.
/// **Errors**: `InputException` when training on one number a channel, whose variance says nothing.
public final class BatchNorm implements Layer {
    private static final double MOMENTUM = 0.1;

    private final int channels;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;
    private double @Nullable [] normalized;
    private double[] inverses = {};
    private boolean ofBatch;

    public BatchNorm(int channels) {
        this.channels = Check.atLeast("channels", channels, 1);
        weight = Parameter.zeros("weight", channels);
        bias = Parameter.zeros("bias", channels);
        runningMean = Parameter.zeros("running_mean", channels);
        runningVariance = Parameter.zeros("running_var", channels);
        Arrays.fill(weight.values(), 1);
        Arrays.fill(runningVariance.values(), 1);
    }

    @Override
    public String label() {
        return "batch-norm " + channels;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(runningMean, runningVariance);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (x.rank() < 2 || x.axis(1) != channels) {
            throw misfit(x, "[N, " + channels + ", …]");
        }
        int rows = x.axis(0);
        int length = rows == 0 ? 0 : x.size() / (rows * channels);
        if (pass.training() && rows * length < 2) {
            throw new InputException(
                    label() + " cannot train on a batch of " + rows + ": at least 2 numbers a channel have a variance");
        }
        ofBatch = pass.training();
        double[] hat = new double[x.size()];
        inverses = new double[channels];
        Tensor y = Tensor.zeros(x.shape());
        for (int c = 0; c < channels; c++) {
            Moments.Group group = group(c, rows, length);
            double mean = runningMean.values()[c];
            double variance = runningVariance.values()[c];
            if (ofBatch) {
                mean = Moments.mean(x.values(), group);
                variance = Moments.variance(x.values(), group, mean);
                double unbiased = variance * group.size() / (group.size() - 1);
                runningMean.values()[c] += MOMENTUM * (mean - runningMean.values()[c]);
                runningVariance.values()[c] +=
                        MOMENTUM * (unbiased - runningVariance.values()[c]);
            }
            inverses[c] = 1 / Math.sqrt(variance + Moments.EPSILON);
            Moments.normalize(x.values(), hat, group, mean, inverses[c]);
            double w = weight.values()[c];
            double b = bias.values()[c];
            for (int r = 0; r < rows; r++) {
                int at = group.start() + r * group.stride();
                for (int e = at; e < at + length; e++) {
                    y.values()[e] = hat[e] * w + b;
                }
            }
        }
        normalized = hat;
        return y;
    }

    private Moments.Group group(int channel, int rows, int length) {
        return new Moments.Group(channel * length, rows, channels * length, length);
    }

    @Override
    public Tensor backward(Tensor gradient) {
        double[] hat = Layer.kept(normalized);
        int rows = gradient.axis(0);
        int length = gradient.size() / (rows * channels);
        Tensor back = Tensor.zeros(gradient.shape());
        for (int c = 0; c < channels; c++) {
            Moments.Group group = group(c, rows, length);
            double factor = weight.values()[c] * (ofBatch ? 1 : inverses[c]);
            for (int r = 0; r < rows; r++) {
                int at = group.start() + r * group.stride();
                for (int e = at; e < at + length; e++) {
                    double g = gradient.values()[e];
                    weight.gradient()[c] += g * hat[e];
                    bias.gradient()[c] += g;
                    back.values()[e] = g * factor;
                }
            }
            if (ofBatch) {
                Moments.backward(hat, back.values(), group, inverses[c]);
            }
        }
        return back;
    }
}
