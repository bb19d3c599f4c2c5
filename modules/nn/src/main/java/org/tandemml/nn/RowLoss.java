package org.tandemml.nn;

import org.tandemml.kernels.Functions;

/// What the learners of tables make small, row by row: squared error of a standardised number, binary cross-entropy of
/// one logit, cross-entropy of several.
///
/// @param kind which of them
/// @param targets class index or standardised number of each training row
/// @param weights of the rows, with mean 1
record RowLoss(Kind kind, double[] targets, double[] weights) {
    enum Kind {
        SQUARED,
        BINARY,
        CLASSES
    }

    /// The weighted loss of a row whose outputs are `out[at ..]`; replaces them by `scale` times their gradient.
    double apply(int row, float[] out, int at, int outputs, double scale) {
        double w = weights[row];
        double target = targets[row];
        return w
                * switch (kind) {
                    case SQUARED -> {
                        double d = out[at] - target;
                        out[at] = (float) (scale * w * d);
                        yield d * d / 2;
                    }
                    case BINARY -> {
                        double z = target > 0 ? out[at] : -out[at];
                        out[at] = (float) (scale * w * (target > 0 ? -Functions.sigmoid(-z) : Functions.sigmoid(-z)));
                        yield Functions.log1pExp(-z);
                    }
                    case CLASSES -> {
                        double max = Double.NEGATIVE_INFINITY;
                        for (int k = 0; k < outputs; k++) {
                            max = Math.max(max, out[at + k]);
                        }
                        double sum = 0;
                        for (int k = 0; k < outputs; k++) {
                            sum += Functions.exp(out[at + k] - max);
                        }
                        double shift = max + StrictMath.log(sum);
                        double loss = shift - out[at + (int) target];
                        for (int k = 0; k < outputs; k++) {
                            double p = Functions.exp(out[at + k] - shift);
                            out[at + k] = (float) (scale * w * (k == (int) target ? p - 1 : p));
                        }
                        yield loss;
                    }
                };
    }
}
