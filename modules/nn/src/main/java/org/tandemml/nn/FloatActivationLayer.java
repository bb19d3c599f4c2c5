package org.tandemml.nn;

import org.jspecify.annotations.Nullable;

/// An [Activation] in single precision.
///
/// A linear layer needs neither what it put out nor the gradient that it handed back: beside one this works in place.
final class FloatActivationLayer implements FloatLayer {
    private final Activation kind;
    private final boolean inPlace;
    private final boolean backInPlace;
    private final FloatTensor own = new FloatTensor(0);
    private final FloatTensor ownBack = new FloatTensor(0);
    private @Nullable FloatTensor input;
    private FloatTensor output = own;

    FloatActivationLayer(Activation kind, boolean afterLinear, boolean beforeLinear) {
        this.kind = kind;
        inPlace = afterLinear && !FloatActivation.needsInput(kind);
        backInPlace = beforeLinear;
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        input = x;
        output = inPlace ? x : own.reshapeLike(x);
        FloatActivation.forward(kind, x.values(), output.values(), x.size());
        return output;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        FloatTensor x = Layer.kept(input);
        int n = x.size();
        FloatTensor back = gradient;
        if (!backInPlace) {
            back = ownBack.reshapeLike(x);
            System.arraycopy(gradient.values(), 0, back.values(), 0, n);
        }
        FloatActivation.backward(kind, x.values(), output.values(), back.values(), n);
        return back;
    }
}
