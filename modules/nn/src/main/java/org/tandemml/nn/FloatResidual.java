package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// [Residual] in single precision.
final class FloatResidual implements FloatLayer {
    private final Residual layer;
    private final FloatLayer body;
    private final FloatTensor output = new FloatTensor(0);
    private final FloatTensor back = new FloatTensor(0);

    FloatResidual(Residual layer, FloatWeights weights) {
        this.layer = layer;
        body = FloatNet.twin(layer.body(), weights);
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        FloatTensor y = body.forward(x, pass);
        if (x.size() != y.size() || x.rank() != y.rank() || x.axis(-1) != y.axis(-1)) {
            throw new InputException(layer.label() + " needs a body that keeps the shape " + Arrays.toString(x.shape())
                    + ", it made " + Arrays.toString(y.shape()));
        }
        System.arraycopy(x.values(), 0, output.reshapeLike(x).values(), 0, x.size());
        FloatLayer.add(y, output);
        return output;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        System.arraycopy(gradient.values(), 0, back.reshapeLike(gradient).values(), 0, gradient.size());
        FloatLayer.add(body.backward(gradient), back);
        return back;
    }

    @Override
    public void loaded() {
        body.loaded();
    }

    @Override
    public boolean independent() {
        return body.independent();
    }
}
