package org.tandemml.nn;

import org.jspecify.annotations.Nullable;

/// `N × …` to `N × everything else in one axis`.
public final class Flatten implements Layer {
    private int @Nullable [] shape;

    @Override
    public String label() {
        return "flatten";
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        shape = x.shape();
        return x.reshaped(x.axis(0), x.axis(0) == 0 ? 0 : x.size() / x.axis(0));
    }

    @Override
    public Tensor backward(Tensor gradient) {
        return gradient.reshaped(Layer.kept(shape));
    }
}
