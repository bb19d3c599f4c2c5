package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// x above 0, else a·x with one slope a that is learned; it begins at 0.25.
///
/// **Source**: He et al., *Delving deep into rectifiers*, ICCV 2015. **Shapes**: any.
public final class ParametricRelu implements Layer {
    private final Parameter slope = Parameter.zeros("slope", 1);
    private @Nullable Tensor input;

    public ParametricRelu() {
        Arrays.fill(slope.values(), 0.25);
    }

    @Override
    public String label() {
        return "parametric-relu";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(slope);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        input = x;
        Tensor y = Tensor.zeros(x.shape());
        double a = slope.values()[0];
        for (int i = 0; i < x.size(); i++) {
            double v = x.values()[i];
            y.values()[i] = v > 0 ? v : a * v;
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        Tensor back = Tensor.zeros(x.shape());
        double a = slope.values()[0];
        for (int i = 0; i < x.size(); i++) {
            double v = x.values()[i];
            double g = gradient.values()[i];
            back.values()[i] = v > 0 ? g : a * g;
            slope.gradient()[0] += v > 0 ? 0 : g * v;
        }
        return back;
    }
}
