package org.tandemml.boosting;

import org.tandemml.kernels.Functions;

/// How margins become predictions: the inverse of the link function of an objective.
public enum Response {
    /// The margin itself: squared, absolute, Huber and quantile regression, ranking; a classifier without
    /// probabilities.
    IDENTITY,
    /// `1/(1 + exp(−m))`: two classes, or a share between 0 and 1. Several outputs (one against the rest) are divided
    /// by
    /// their sum.
    SIGMOID,
    /// `exp(m_k) / Σ_j exp(m_j)`: several classes.
    SOFTMAX,
    /// `exp(m)`: Poisson, gamma, Tweedie and proportional hazards.
    EXP,
    /// `log(1 + exp(m))`: LightGBM's `cross_entropy_lambda`.
    SOFTPLUS,
    /// `sign(m)·m²`: LightGBM's regression with `reg_sqrt`.
    SIGNED_SQUARE;

    // Above it float's exp overflows.
    private static final float LARGEST_EXPONENT = 88.7f;

    /// The prediction for one margin of a model with one output.
    public double of(double margin) {
        return switch (this) {
            case IDENTITY -> margin;
            case SIGMOID -> Functions.sigmoid(margin);
            case SOFTMAX -> 1;
            case EXP -> Functions.exp(margin);
            case SOFTPLUS -> margin > 0 ? margin + Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin));
            case SIGNED_SQUARE -> Math.signum(margin) * margin * margin;
        };
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

    /// Turns the `count` margins from `at` into predictions in place. Those of several outputs sum to 1.
    void apply(double[] values, int at, int count, TreeEnsemble.Arithmetic arithmetic) {
        if (this == SOFTMAX) {
            softmax(values, at, count, arithmetic == TreeEnsemble.Arithmetic.FLOAT);
            return;
        }
        double sum = 0;
        for (int k = at; k < at + count; k++) {
            values[k] = of(values[k], arithmetic);
            sum += values[k];
        }
        if (this == SIGMOID && count > 1) {
            for (int k = at; k < at + count; k++) {
                values[k] = sum > 0 ? values[k] / sum : 1.0 / count;
            }
        }
    }

    private static void softmax(double[] values, int at, int count, boolean inFloat) {
        double max = values[at];
        for (int k = at + 1; k < at + count; k++) {
            max = Math.max(max, values[k]);
        }
        double sum = 0;
        for (int k = at; k < at + count; k++) {
            values[k] = inFloat ? exp((float) values[k] - (float) max) : Functions.exp(values[k] - max);
            // XGBoost adds the floats in double.
            sum += values[k];
        }
        for (int k = at; k < at + count; k++) {
            values[k] = inFloat ? (float) values[k] / (float) sum : values[k] / sum;
        }
    }

    private static float exp(float x) {
        return (float) Functions.exp(x);
    }
}
