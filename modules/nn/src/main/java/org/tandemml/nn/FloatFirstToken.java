package org.tandemml.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [FirstToken] in single precision.
final class FloatFirstToken implements FloatLayer {
    private final FloatTensor output = new FloatTensor(0, 0);
    private final FloatTensor back = new FloatTensor(0);
    private @Nullable FloatTensor input;

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        input = x;
        int width = x.axis(2);
        output.reshape(x.axis(0), width);
        for (int i = 0; i < x.axis(0); i++) {
            System.arraycopy(x.values(), i * x.axis(1) * width, output.values(), i * width, width);
        }
        return output;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        FloatTensor x = Layer.kept(input);
        int width = x.axis(2);
        Arrays.fill(back.reshapeLike(x).values(), 0, x.size(), 0);
        for (int i = 0; i < x.axis(0); i++) {
            System.arraycopy(gradient.values(), i * width, back.values(), i * x.axis(1) * width, width);
        }
        return back;
    }
}
