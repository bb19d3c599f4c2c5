package org.tandemml.nn;

import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// [Linear] in single precision.
final class FloatLinear implements FloatLayer {
    private final Linear layer;
    private final FloatWeights weights;
    private final int inputs;
    private final int outputs;
    private final int weight;
    private final int bias;
    private final FloatTensor output = new FloatTensor(0, 0);
    private final FloatTensor back = new FloatTensor(0, 0);
    private @Nullable FloatTensor input;
    private Parallel loop = Parallel.SEQUENTIAL;

    FloatLinear(Linear layer, FloatWeights weights) {
        this.layer = layer;
        this.weights = weights;
        outputs = layer.weight().tensor().axis(0);
        inputs = layer.weight().tensor().axis(1);
        weight = weights.place(layer.weight());
        bias = weights.place(layer.bias());
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        if (x.rank() < 1 || x.axis(-1) != inputs) {
            throw FloatLayer.misfit(layer, x, "[…, " + inputs + "]");
        }
        input = x;
        loop = pass.loop();
        int rows = x.vectors();
        float[] y = output.reshapeLike(x, outputs).values();
        // The product adds to the biases, which saves a pass over the output.
        for (int i = 0; i < rows; i++) {
            System.arraycopy(weights.values, bias, y, i * outputs, outputs);
        }
        Kernels.floats()
                .gemm(
                        rows,
                        outputs,
                        inputs,
                        1,
                        x.values(),
                        0,
                        inputs,
                        false,
                        weights.values,
                        weight,
                        inputs,
                        true,
                        1,
                        y,
                        0,
                        outputs,
                        loop);
        return output;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        FloatTensor x = Layer.kept(input);
        int rows = x.vectors();
        float[] g = gradient.values();
        FloatKernels kernels = Kernels.floats();
        kernels.gemm(
                outputs,
                inputs,
                rows,
                1,
                g,
                0,
                outputs,
                true,
                x.values(),
                0,
                inputs,
                false,
                1,
                weights.gradients,
                weight,
                inputs,
                loop);
        for (int i = 0; i < rows; i++) {
            kernels.axpy(1, g, i * outputs, weights.gradients, bias, outputs);
        }
        back.reshapeLike(x);
        kernels.gemm(
                rows,
                inputs,
                outputs,
                1,
                g,
                0,
                outputs,
                false,
                weights.values,
                weight,
                inputs,
                false,
                0,
                back.values(),
                0,
                inputs,
                loop);
        return back;
    }
}
