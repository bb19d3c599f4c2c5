package org.tandemml.nn;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An [Activation] applied to every number; any shape.
final class ActivationLayer implements Layer {
    private final Activation kind;
    private @Nullable Tensor input;

    ActivationLayer(Activation kind) {
        this.kind = kind;
    }

    Activation kind() {
        return kind;
    }

    @Override
    public String label() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        input = x;
        double[] in = x.values();
        double[] out = new double[in.length];
        if (kind == Activation.RELU) {
            for (int i = 0; i < in.length; i++) {
                out[i] = Math.max(0, in[i]);
            }
        } else {
            for (int i = 0; i < in.length; i++) {
                out[i] = kind.value(in[i]);
            }
        }
        return new Tensor(out, x.shape());
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        double[] in = x.values();
        double[] g = gradient.values();
        double[] back = new double[in.length];
        if (kind == Activation.RELU) {
            for (int i = 0; i < in.length; i++) {
                back[i] = g[i] * Math.signum(Math.max(0, in[i]));
            }
        } else {
            for (int i = 0; i < in.length; i++) {
                back[i] = g[i] * kind.derivative(in[i]);
            }
        }
        return new Tensor(back, x.shape());
    }
}
