package org.tandemml.nn;

import org.jspecify.annotations.Nullable;

/// [Flatten] in single precision.
final class FloatReshape implements FloatLayer {
    private final FloatTensor output = new FloatTensor(0, 0);
    private final FloatTensor back = new FloatTensor(0);
    private @Nullable FloatTensor input;

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        input = x;
        return output.flatView(x);
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        return back.view(gradient, Layer.kept(input));
    }
}
