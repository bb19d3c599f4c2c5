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

    @Override
    public String label() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        input = x;
        Tensor y = Tensor.zeros(x.shape());
        for (int i = 0; i < x.size(); i++) {
            y.values()[i] = kind.value(x.values()[i]);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        Tensor back = Tensor.zeros(x.shape());
        for (int i = 0; i < x.size(); i++) {
            back.values()[i] = gradient.values()[i] * kind.derivative(x.values()[i]);
        }
        return back;
    }
}
