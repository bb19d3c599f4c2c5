package org.tandemml.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.kernels.Kernels;

/// `y = x·Wᵀ + b` on the last axis, W being `out × in`.
///
/// **Shapes**: `… × in` to `… × out`. **Cost**: 2·rows·in·out operations forward, twice that backward.
public final class Linear implements Layer {
    private final int inputs;
    private final int outputs;
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable Tensor input;
    private Pass pass = Pass.inference();

    /// All zeros; see [Initialization].
    public Linear(int inputs, int outputs) {
        this.inputs = Check.atLeast("inputs", inputs, 1);
        this.outputs = Check.atLeast("outputs", outputs, 1);
        weight = Parameter.zeros("weight", outputs, inputs);
        bias = Parameter.zeros("bias", outputs);
    }

    /// W as `out × in`.
    public Parameter weight() {
        return weight;
    }

    /// b.
    public Parameter bias() {
        return bias;
    }

    @Override
    public String label() {
        return "linear " + inputs + " -> " + outputs;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public Tensor forward(Tensor x, Pass how) {
        if (x.rank() < 1 || x.axis(-1) != inputs) {
            throw misfit(x, "[…, " + inputs + "]");
        }
        input = x;
        pass = how;
        int rows = x.vectors();
        Tensor y = Tensor.zeros(x.shapeWithLast(outputs));
        double[] values = y.values();
        Kernels.doubles()
                .gemm(
                        rows,
                        outputs,
                        inputs,
                        1,
                        x.values(),
                        0,
                        inputs,
                        false,
                        weight.values(),
                        0,
                        inputs,
                        true,
                        0,
                        values,
                        0,
                        outputs,
                        how.loop());
        double[] b = bias.values();
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                values[i * outputs + k] += b[k];
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        int rows = x.vectors();
        double[] g = gradient.values();
        Kernels.doubles()
                .gemm(
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
                        weight.gradient(),
                        0,
                        inputs,
                        pass.loop());
        double[] b = bias.gradient();
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                b[k] += g[i * outputs + k];
            }
        }
        Tensor back = Tensor.zeros(x.shape());
        Kernels.doubles()
                .gemm(
                        rows,
                        inputs,
                        outputs,
                        1,
                        g,
                        0,
                        outputs,
                        false,
                        weight.values(),
                        0,
                        inputs,
                        false,
                        0,
                        back.values(),
                        0,
                        inputs,
                        pass.loop());
        return back;
    }
}
