package org.tandemml.nn;

import org.tandemml.core.Check;

/// The identity whose gradient is multiplied by −λ: what comes before learns to confuse what comes after.
///
/// **Source**: Ganin and Lempitsky, *Unsupervised domain adaptation by backpropagation*, ICML 2015. **Shapes**: any.
public final class GradientReversal implements Layer {
    private final double strength;

    public GradientReversal(double strength) {
        this.strength = Check.notNegative("strength", strength);
    }

    @Override
    public String label() {
        return "gradient-reversal";
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return x;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor back = Tensor.zeros(gradient.shape());
        for (int i = 0; i < back.size(); i++) {
            back.values()[i] = -strength * gradient.values()[i];
        }
        return back;
    }
}
