package org.tandemml.boosting;

import org.tandemml.kernels.Functions;

/// How the margins of an ensemble become predictions.
public enum Response {
    /// The margin itself.
    IDENTITY,
    /// The probability `1 / (1 + exp(−margin))` of the second class.
    SIGMOID,
    /// The probability `exp(margin_k) / Σ exp(margin_j)` of class k.
    SOFTMAX,
    /// `exp(margin)`: a positive mean.
    EXP,
    /// 1, the second class, if the margin is above 0, else 0: the sign alone, which is no probability.
    SIGN;

    /// The prediction of a model with one output; [#SOFTMAX] has none and is treated as the margin.
    public double of(double margin) {
        return switch (this) {
            case IDENTITY, SOFTMAX -> margin;
            case SIGMOID -> Functions.sigmoid(margin);
            case EXP -> Functions.exp(margin);
            case SIGN -> margin > 0 ? 1 : 0;
        };
    }

    /// The margin of a prediction: the inverse of [#of], of the prediction itself where that has none.
    public double margin(double prediction) {
        return switch (this) {
            case IDENTITY, SOFTMAX, SIGN -> prediction;
            case SIGMOID -> Math.log(prediction) - Math.log1p(-prediction);
            case EXP -> Math.log(prediction);
        };
    }

    /// Replaces margins by predictions. Both are output-major: output k of row i stands at `k*rows + i`.
    public void apply(double[] margins, int rows) {
        if (this == SOFTMAX) {
            int outputs = rows == 0 ? 0 : margins.length / rows;
            for (int i = 0; i < rows; i++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int at = i; at < margins.length; at += rows) {
                    largest = Math.max(largest, margins[at]);
                }
                double sum = 0;
                for (int k = 0, at = i; k < outputs; k++, at += rows) {
                    margins[at] = Functions.exp(margins[at] - largest);
                    sum += margins[at];
                }
                for (int at = i; at < margins.length; at += rows) {
                    margins[at] /= sum;
                }
            }
        } else if (this != IDENTITY) {
            for (int i = 0; i < margins.length; i++) {
                margins[i] = of(margins[i]);
            }
        }
    }
}
