package org.tandemml.nn;

import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;

/// Sets each number to 0 with a probability while training and divides the others by the rest; otherwise the identity.
///
/// **Source**: Srivastava et al., *Dropout*, JMLR 15, 2014. **Shapes**: any.
public final class Dropout implements Layer {
    private final double rate;
    private double @Nullable [] factors;

    /// Drops a share `rate` of the numbers, at least 0 and below 1.
    public Dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new InputException("dropout must be at least 0 and below 1, was " + rate);
        }
        this.rate = rate;
    }

    double rate() {
        return rate;
    }

    @Override
    public String label() {
        return "dropout " + rate;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (!pass.training() || rate == 0) {
            factors = new double[0];
            return x;
        }
        double[] mask = new double[x.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = pass.random().nextDouble() < rate ? 0 : 1 / (1 - rate);
        }
        factors = mask;
        return times(x, mask);
    }

    private static Tensor times(Tensor x, double[] mask) {
        Tensor y = Tensor.zeros(x.shape());
        for (int i = 0; i < mask.length; i++) {
            y.values()[i] = x.values()[i] * mask[i];
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        double[] mask = Layer.kept(factors);
        return mask.length == 0 ? gradient : times(gradient, mask);
    }
}
