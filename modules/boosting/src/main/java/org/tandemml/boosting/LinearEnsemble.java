package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// What the linear booster learns: `margin_k(x) = base_k + bias_k + Σ_j w_kj·x_j`, where a missing value adds nothing.
///
/// In [TreeEnsemble.Arithmetic#FLOAT] features are rounded to floats and the sum is made in float from `bias + base` in
/// the order of the features: XGBoost's `gblinear`. Rounds of a linear booster all change the same weights, so it
/// cannot be cut after some of them.
public final class LinearEnsemble implements Ensemble {
    private static final int BLOCK = 1024;

    private final int features;
    private final double[] weights;
    private final double[] bias;
    private final double[] base;
    private final int rounds;
    private final TreeEnsemble.Arithmetic arithmetic;

    /// @param features the number of features p
    /// @param weights row-major, outputs × p; copied
    /// @param bias one an output
    /// @param base the start value of each output, on the margin scale
    /// @param rounds rounds of training
    public LinearEnsemble(
            int features,
            double[] weights,
            double[] bias,
            double[] base,
            int rounds,
            TreeEnsemble.Arithmetic arithmetic) {
        Check.atLeast("outputs", base.length, 1);
        Check.length("bias", bias.length, base.length);
        if ((long) features * base.length != weights.length) {
            throw new InputException(
                    "weights must have length " + base.length + " x " + features + ", had " + weights.length);
        }
        this.features = features;
        this.weights = weights.clone();
        this.bias = bias.clone();
        this.base = base.clone();
        this.rounds = Check.atLeast("rounds", rounds, 0);
        this.arithmetic = arithmetic;
    }

    /// The weights, row-major outputs × p, as a copy.
    public double[] weights() {
        return weights.clone();
    }

    /// The weight of a feature for an output.
    public double weight(int output, int feature) {
        return weights[output * features + feature];
    }

    /// One bias an output, as a copy.
    public double[] bias() {
        return bias.clone();
    }

    @Override
    public double[] base() {
        return base.clone();
    }

    /// The weights, and a bias for each output.
    @Override
    public long parameters() {
        return (long) weights.length + base.length;
    }

    @Override
    public int outputCount() {
        return base.length;
    }

    @Override
    public int rounds() {
        return rounds;
    }

    @Override
    public TreeEnsemble.Arithmetic arithmetic() {
        return arithmetic;
    }

    @Override
    public int featureCount() {
        return features;
    }

    @Override
    public LinearEnsemble truncated(int wanted) {
        if (wanted != rounds) {
            throw new InputException("a linear booster keeps the weights of its last round only (" + rounds
                    + "), it cannot predict after round " + wanted + ": fit with that many rounds");
        }
        return this;
    }

    @Override
    public void margins(double[] row, double[] out) {
        margins(row, out, 0);
    }

    private void margins(double[] row, double[] out, int at) {
        for (int k = 0; k < base.length; k++) {
            out[at + k] = margin(row, k);
        }
    }

    @Override
    public double margin(double[] row, int output) {
        return arithmetic == TreeEnsemble.Arithmetic.FLOAT ? inFloat(row, output) : inDouble(row, output);
    }

    private double inDouble(double[] row, int output) {
        double sum = base[output] + bias[output];
        for (int j = 0; j < features; j++) {
            if (!Double.isNaN(row[j])) {
                sum += weights[output * features + j] * row[j];
            }
        }
        return sum;
    }

    private float inFloat(double[] row, int output) {
        float sum = (float) bias[output] + (float) base[output];
        for (int j = 0; j < features; j++) {
            if (!Double.isNaN(row[j])) {
                sum += (float) row[j] * (float) weights[output * features + j];
            }
        }
        return sum;
    }

    @Override
    public DenseMatrix margins(Matrix rows, Parallel loop) {
        int n = rows.rows();
        int outputs = base.length;
        double[] out = DenseMatrix.allocate(n, outputs);
        loop.forWork(2.0 * n * weights.length).run((n + BLOCK - 1) / BLOCK, block -> {
            double[] row = new double[rows.columns()];
            for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
                rows.copyRow(i, row, 0);
                margins(row, out, i * outputs);
            }
        });
        return new DenseMatrix(n, outputs, out);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinearEnsemble that
                && features == that.features
                && rounds == that.rounds
                && arithmetic == that.arithmetic
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(bias, that.bias)
                && Arrays.equals(base, that.base);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
    }

    @Override
    public String toString() {
        return "LinearEnsemble[" + base.length + " outputs, " + features + " features, " + rounds + " rounds]";
    }
}
