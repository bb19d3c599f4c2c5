package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// A learned vector for each of some codes.
///
/// **Shapes**: codes `…` (whole numbers `0..codes-1`) to `… × width`. Codes have no gradient: backward returns zeros.
public final class Embedding implements Layer {
    private final int codes;
    private final int width;
    private final Parameter weight;
    private @Nullable Tensor input;

    public Embedding(int codes, int width) {
        this.codes = Check.atLeast("codes", codes, 1);
        this.width = Check.atLeast("width", width, 1);
        weight = Parameter.zeros("weight", codes, width);
    }

    /// The vectors, `codes × width`.
    public Parameter weight() {
        return weight;
    }

    @Override
    public String label() {
        return "embedding " + codes + " x " + width;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        int[] shape = Arrays.copyOf(x.shape(), x.rank() + 1);
        shape[x.rank()] = width;
        Tensor y = Tensor.zeros(shape);
        for (int i = 0; i < x.size(); i++) {
            double code = x.values()[i];
            if (!(code >= 0 && code < codes && code == Math.rint(code))) {
                throw new InputException(
                        label() + " takes whole numbers in 0.." + (codes - 1) + ", number " + (i + 1) + " was " + code);
            }
            System.arraycopy(weight.values(), (int) code * width, y.values(), i * width, width);
        }
        input = x;
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        for (int i = 0; i < x.size(); i++) {
            int at = (int) x.values()[i] * width;
            for (int k = 0; k < width; k++) {
                weight.gradient()[at + k] += gradient.values()[i * width + k];
            }
        }
        return Tensor.zeros(x.shape());
    }
}
