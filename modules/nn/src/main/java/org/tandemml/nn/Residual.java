package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.InputException;

/// `x + body(x)`.
///
/// **Source**: He et al., *Deep residual learning*, CVPR 2016. **Shapes**: those of a body that keeps the shape.
public final class Residual implements Layer {
    private final Layer body;

    public Residual(Layer body) {
        this.body = body;
    }

    Layer body() {
        return body;
    }

    @Override
    public String label() {
        return "residual of " + body.label();
    }

    @Override
    public List<Parameter> parameters() {
        return body.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return body.buffers();
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        Tensor y = body.forward(x, pass);
        if (!Arrays.equals(x.shape(), y.shape())) {
            throw new InputException(label() + " needs a body that keeps the shape " + Arrays.toString(x.shape())
                    + ", it made " + Arrays.toString(y.shape()));
        }
        return sum(x, y);
    }

    static Tensor sum(Tensor a, Tensor b) {
        double[] x = a.values();
        double[] y = b.values();
        double[] sum = new double[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = x[i] + y[i];
        }
        return new Tensor(sum, a.shape());
    }

    @Override
    public Tensor backward(Tensor gradient) {
        return sum(gradient, body.backward(gradient));
    }
}
