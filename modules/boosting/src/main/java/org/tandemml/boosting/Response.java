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
    SIGN,
    /// `log(1 + exp(margin))`: LightGBM's `cross_entropy_lambda`.
    SOFTPLUS,
    /// `sign(margin)·margin²`: LightGBM's regression with `reg_sqrt`.
    SIGNED_SQUARE;

    // Above it float's exp overflows.
    private static final float LARGEST_EXPONENT = 88.7f;

    /// The prediction of a model with one output; [#SOFTMAX] has none and is treated as the margin.
    public double of(double margin) {
        return switch (this) {
            case IDENTITY, SOFTMAX -> margin;
            case SIGMOID -> Functions.sigmoid(margin);
            case EXP -> Functions.exp(margin);
            case SIGN -> margin > 0 ? 1 : 0;
            case SOFTPLUS -> Math.max(margin, 0) + Math.log1p(Functions.exp(-Math.abs(margin)));
            case SIGNED_SQUARE -> margin * Math.abs(margin);
        };
    }

    /// The margin of a prediction: the inverse of [#of], of the prediction itself where that has none.
    public double margin(double prediction) {
        return switch (this) {
            case IDENTITY, SOFTMAX, SIGN -> prediction;
            case SIGMOID -> Math.log(prediction) - Math.log1p(-prediction);
            case EXP -> Math.log(prediction);
            case SOFTPLUS -> prediction + Math.log(-Math.expm1(-prediction));
            case SIGNED_SQUARE -> Math.signum(prediction) * Math.sqrt(Math.abs(prediction));
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

    /// The prediction for one margin, in the arithmetic of the ensemble it comes from.
    double of(double margin, TreeEnsemble.Arithmetic arithmetic) {
        if (arithmetic == TreeEnsemble.Arithmetic.DOUBLE) {
            return of(margin);
        }
        return switch (this) {
            case SIGMOID -> 1f / (exp(Math.min(-(float) margin, LARGEST_EXPONENT)) + 1f);
            case EXP -> exp((float) margin);
            default -> (float) of(margin);
        };
    }

    /// Turns the margins of one row, which stand at `at .. at+outputs-1`, into predictions in place. The sigmoids of
    /// several outputs (one class against the rest each) are divided by their sum.
    void apply(double[] values, int at, int outputs, TreeEnsemble.Arithmetic arithmetic) {
        if (this == SOFTMAX) {
            softmax(values, at, outputs, arithmetic == TreeEnsemble.Arithmetic.FLOAT);
            return;
        }
        double sum = 0;
        for (int k = at; k < at + outputs; k++) {
            values[k] = of(values[k], arithmetic);
            sum += values[k];
        }
        if (this == SIGMOID && outputs > 1) {
            for (int k = at; k < at + outputs; k++) {
                values[k] = sum > 0 ? values[k] / sum : 1.0 / outputs;
            }
        }
    }

    private static void softmax(double[] values, int at, int outputs, boolean inFloat) {
        double max = values[at];
        for (int k = at + 1; k < at + outputs; k++) {
            max = Math.max(max, values[k]);
        }
        double sum = 0;
        for (int k = at; k < at + outputs; k++) {
            values[k] = inFloat ? exp((float) values[k] - (float) max) : Functions.exp(values[k] - max);
            // XGBoost adds the floats in double.
            sum += values[k];
        }
        for (int k = at; k < at + outputs; k++) {
            values[k] = inFloat ? (float) values[k] / (float) sum : values[k] / sum;
        }
    }

    private static float exp(float x) {
        return (float) Functions.exp(x);
    }
}
