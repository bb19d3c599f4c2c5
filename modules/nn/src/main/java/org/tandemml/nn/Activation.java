package org.tandemml.nn;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Functions;

/// Functions of one number that make a net more than linear.
///
/// **Source**: GELU: Hendrycks and Gimpel, *Gaussian error linear units*, 2016, the exact form `x·Φ(x)`; SiLU: Elfwing,
/// Uchibe and Doya, 2018; ELU: Clevert, Unterthiner and Hochreiter, ICLR 2016, α = 1.
public enum Activation {
    /// x.
    IDENTITY,
    /// 1 above 0, else 0. Cannot be trained through: its derivative is 0 wherever it exists.
    STEP,
    /// 1/(1 + e⁻ˣ).
    SIGMOID,
    /// tanh x.
    TANH,
    /// max(0, x).
    RELU,
    /// x above 0, else 0.01·x.
    LEAKY_RELU,
    /// x above 0, else eˣ − 1.
    ELU,
    /// x·Φ(x) with the normal distribution function Φ.
    GELU,
    /// x/(1 + e⁻ˣ).
    SILU,
    /// log(1 + eˣ).
    SOFTPLUS;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// The value at x.
    public double value(double x) {
        return switch (this) {
            case IDENTITY -> x;
            case STEP -> x > 0 ? 1 : 0;
            case SIGMOID -> Functions.sigmoid(x);
            case TANH -> StrictMath.tanh(x);
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case ELU -> x > 0 ? x : StrictMath.expm1(x);
            case GELU -> x * NORMAL.cumulativeProbability(x);
            case SILU -> x * Functions.sigmoid(x);
            case SOFTPLUS -> Functions.log1pExp(x);
        };
    }

    /// The derivative at x; at a kink that from the left.
    public double derivative(double x) {
        return switch (this) {
            case IDENTITY -> 1;
            case STEP ->
                throw new InputException("step has derivative 0 everywhere, so nothing before it can learn:"
                        + " train with sigmoid or relu in its place");
            case SIGMOID -> Functions.sigmoid(x) * Functions.sigmoid(-x);
            case TANH -> {
                double c = StrictMath.cosh(x);
                yield 1 / (c * c);
            }
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : 0.01;
            case ELU -> x > 0 ? 1 : StrictMath.exp(x);
            case GELU -> NORMAL.cumulativeProbability(x) + x * NORMAL.density(x);
            case SILU -> {
                double s = Functions.sigmoid(x);
                yield s + x * s * Functions.sigmoid(-x);
            }
            case SOFTPLUS -> Functions.sigmoid(x);
        };
    }

    /// A layer that applies this to every number.
    public Layer layer() {
        return new ActivationLayer(this);
    }
}
