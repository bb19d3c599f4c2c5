package org.tandemml.nn;

import org.jspecify.annotations.Nullable;

/// The first vector of each sequence: `N × L × width` to `N × width`.
final class FirstToken implements Layer {
    private int @Nullable [] shape;

    @Override
    public String label() {
        return "first of the sequence";
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        shape = x.shape();
        int width = x.axis(2);
        Tensor y = Tensor.zeros(x.axis(0), width);
        for (int i = 0; i < x.axis(0); i++) {
            System.arraycopy(x.values(), i * x.axis(1) * width, y.values(), i * width, width);
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        int[] full = Layer.kept(shape);
        Tensor back = Tensor.zeros(full);
        for (int i = 0; i < full[0]; i++) {
            System.arraycopy(gradient.values(), i * full[2], back.values(), i * full[1] * full[2], full[2]);
        }
        return back;
    }
}
