package org.tandemml.nn;

import org.jspecify.annotations.Nullable;
import org.tandemml.kernels.Kernels;

/// `exp(xₖ)/Σ exp(xⱼ)` over the last axis, or the logarithm of that; stable for any finite input. Any shape.
public final class Softmax implements Layer {
    private final boolean logarithm;
    private @Nullable Tensor output;

    /// Probabilities, or their logarithms.
    public Softmax(boolean logarithm) {
        this.logarithm = logarithm;
    }

    @Override
    public String label() {
        return logarithm ? "log-softmax" : "softmax";
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        int width = x.axis(-1);
        Tensor y = Tensor.zeros(x.shape());
        if (logarithm) {
            for (int i = 0; i < x.vectors(); i++) {
                double shift = logSumExp(x.values(), i * width, width);
                for (int k = 0; k < width; k++) {
                    y.values()[i * width + k] = x.values()[i * width + k] - shift;
                }
            }
        } else {
            Kernels.doubles().softmaxRows(x.vectors(), width, x.values(), 0, width, y.values(), 0, width);
        }
        output = y;
        return y;
    }

    /// log Σ exp, without overflow.
    static double logSumExp(double[] values, int offset, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            max = Math.max(max, values[offset + k]);
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += StrictMath.exp(values[offset + k] - max);
        }
        return max + StrictMath.log(sum);
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor y = Layer.kept(output);
        int width = y.axis(-1);
        Tensor back = Tensor.zeros(y.shape());
        for (int i = 0; i < y.vectors(); i++) {
            backwardRow(y.values(), gradient.values(), back.values(), i * width, width);
        }
        return back;
    }

    private void backwardRow(double[] y, double[] g, double[] back, int at, int width) {
        double sum = 0;
        for (int k = at; k < at + width; k++) {
            sum += logarithm ? g[k] : g[k] * y[k];
        }
        for (int k = at; k < at + width; k++) {
            back[k] = logarithm ? g[k] - StrictMath.exp(y[k]) * sum : y[k] * (g[k] - sum);
        }
    }
}
