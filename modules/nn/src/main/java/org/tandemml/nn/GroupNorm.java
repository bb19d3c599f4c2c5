package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Channels of one row are normalised in groups; scale and shift are per channel. One channel a group is instance
/// normalisation.
///
/// **Source**: Wu and He, *Group normalization*, ECCV 2018; Ulyanov, Vedaldi and Lempitsky, *Instance normalization*,
/// 2016; ε = 1e-5. **Shapes**: `N × C` or `N × C × …`.
public final class GroupNorm implements Layer {
    private final int groups;
    private final int channels;
    private final Parameter weight;
    private final Parameter bias;
    private double @Nullable [] normalized;
    private double[] inverses = {};

    public GroupNorm(int groups, int channels) {
        this.groups = Check.atLeast("groups", groups, 1);
        this.channels = Check.atLeast("channels", channels, 1);
        if (channels % groups != 0) {
            throw new InputException("channels must be a multiple of groups " + groups + ", were " + channels);
        }
        weight = Parameter.zeros("weight", channels);
        bias = Parameter.zeros("bias", channels);
        Arrays.fill(weight.values(), 1);
    }

    /// Every channel of every row by itself.
    public static GroupNorm instance(int channels) {
        return new GroupNorm(channels, channels);
    }

    @Override
    public String label() {
        return "group-norm " + groups + " of " + channels;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (x.rank() < 2 || x.axis(1) != channels) {
            throw misfit(x, "[N, " + channels + ", …]");
        }
        int count = x.axis(0) * groups;
        int size = count == 0 ? 0 : x.size() / count;
        double[] hat = new double[x.size()];
        inverses = new double[count];
        Tensor y = Tensor.zeros(x.shape());
        for (int i = 0; i < count; i++) {
            Moments.Group group = new Moments.Group(i * size, 1, 0, size);
            double mean = Moments.mean(x.values(), group);
            inverses[i] = 1 / Math.sqrt(Moments.variance(x.values(), group, mean) + Moments.EPSILON);
            Moments.normalize(x.values(), hat, group, mean, inverses[i]);
        }
        int length = x.size() / (x.axis(0) * channels);
        for (int i = 0; i < x.size(); i++) {
            int c = i / length % channels;
            y.values()[i] = hat[i] * weight.values()[c] + bias.values()[c];
        }
        normalized = hat;
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        double[] hat = Layer.kept(normalized);
        Tensor back = Tensor.zeros(gradient.shape());
        int length = gradient.size() / (gradient.axis(0) * channels);
        for (int i = 0; i < hat.length; i++) {
            int c = i / length % channels;
            double g = gradient.values()[i];
            weight.gradient()[c] += g * hat[i];
            bias.gradient()[c] += g;
            back.values()[i] = g * weight.values()[c];
        }
        int size = hat.length / inverses.length;
        for (int i = 0; i < inverses.length; i++) {
            Moments.backward(hat, back.values(), new Moments.Group(i * size, 1, 0, size), inverses[i]);
        }
        return back;
    }
}
