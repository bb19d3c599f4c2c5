package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Functions;

/// What a net is trained to make small; every form is the numerically stable one.
///
/// Targets are tensors: one number for each output, or one class index (0-based, as a `double`) a row for the losses of
/// classes, whose outputs are `N × K`. **Errors**: `InputException` for shapes that do not fit, a class index out of
/// range, an output that is no probability where one is needed.
public sealed interface Loss permits Loss.OfNumbers, ClassLoss {
    /// The terms of a loss before they are reduced.
    ///
    /// @param values one a number or one a row
    /// @param gradient of their sum by each output
    /// @param divisor what the mean divides by
    record Terms(double[] values, double[] gradient, double divisor) {}

    /// All terms with their gradient.
    Terms terms(Tensor output, Tensor target);

    /// The reduced loss.
    default double value(Tensor output, Tensor target, Reduction reduction) {
        Terms terms = terms(output, target);
        double sum = Arrays.stream(terms.values()).sum();
        return reduction == Reduction.MEAN ? sum / terms.divisor() : sum;
    }

    /// The gradient of the reduced loss by the outputs.
    default Tensor gradient(Tensor output, Tensor target, Reduction reduction) {
        Terms terms = terms(output, target);
        double[] g = terms.gradient();
        if (reduction == Reduction.MEAN) {
            Arrays.setAll(g, i -> g[i] / terms.divisor());
        }
        return new Tensor(g, output.shape());
    }

    /// Losses that compare each output with a number.
    sealed interface OfNumbers extends Loss {
        /// The loss of one number.
        double value(double output, double target);

        /// Its derivative by the output.
        double derivative(double output, double target);

        @Override
        default Terms terms(Tensor output, Tensor target) {
            if (output.size() != target.size()) {
                throw new InputException(getClass().getSimpleName() + " needs a target for each output: outputs have"
                        + " shape " + Arrays.toString(output.shape()) + ", targets "
                        + Arrays.toString(target.shape()));
            }
            if (output.size() == 0) {
                throw new InputException(getClass().getSimpleName() + " needs at least 1 row, the batch is empty");
            }
            double[] values = new double[output.size()];
            double[] gradient = new double[output.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(output.values()[i], target.values()[i]);
                gradient[i] = derivative(output.values()[i], target.values()[i]);
            }
            return new Terms(values, gradient, values.length);
        }
    }

    /// `(y − t)²`.
    record MeanSquared() implements OfNumbers {
        @Override
        public double value(double output, double target) {
            return (output - target) * (output - target);
        }

        @Override
        public double derivative(double output, double target) {
            return 2 * (output - target);
        }
    }

    /// `|y − t|`.
    record Absolute() implements OfNumbers {
        @Override
        public double value(double output, double target) {
            return Math.abs(output - target);
        }

        @Override
        public double derivative(double output, double target) {
            return Math.signum(output - target);
        }
    }

    /// `½(y − t)²` up to a distance δ, then `δ·(|y − t| − δ/2)`.
    record Huber(double delta) implements OfNumbers {
        public Huber {
            Check.positive("delta", delta);
        }

        @Override
        public double value(double output, double target) {
            double d = Math.abs(output - target);
            return d <= delta ? d * d / 2 : delta * (d - delta / 2);
        }

        @Override
        public double derivative(double output, double target) {
            return Math.clamp(output - target, -delta, delta);
        }
    }

    /// `−t·log p − (1 − t)·log(1 − p)` of a probability; logarithms stop at −100. Prefer
    /// [BinaryCrossEntropyWithLogits].
    record BinaryCrossEntropy() implements OfNumbers {
        @Override
        public double value(double output, double target) {
            if (!(output >= 0 && output <= 1)) {
                throw new InputException("binary cross-entropy needs probabilities in 0..1, an output was " + output
                        + ": put a sigmoid before it or use BinaryCrossEntropyWithLogits");
            }
            return -target * Math.max(-100, StrictMath.log(output))
                    - (1 - target) * Math.max(-100, StrictMath.log1p(-output));
        }

        @Override
        public double derivative(double output, double target) {
            return (output - target) / Math.max(1e-12, output * (1 - output));
        }
    }

    /// `w·t·log(1 + e⁻ᶻ) + (1 − t)·log(1 + eᶻ)` of a logit z; positives weigh `posWeight` w.
    record BinaryCrossEntropyWithLogits(double posWeight) implements OfNumbers {
        public BinaryCrossEntropyWithLogits {
            Check.positive("posWeight", posWeight);
        }

        public BinaryCrossEntropyWithLogits() {
            this(1);
        }

        @Override
        public double value(double output, double target) {
            return posWeight * target * Functions.log1pExp(-output) + (1 - target) * Functions.log1pExp(output);
        }

        @Override
        public double derivative(double output, double target) {
            return (1 - target) * Functions.sigmoid(output) - posWeight * target * Functions.sigmoid(-output);
        }
    }

    /// `max(0, 1 − t·y)` with targets −1 and 1.
    record Hinge() implements OfNumbers {
        @Override
        public double value(double output, double target) {
            if (target != 1 && target != -1) {
                throw new InputException("hinge needs targets -1 or 1, one was " + target);
            }
            return Math.max(0, 1 - target * output);
        }

        @Override
        public double derivative(double output, double target) {
            return target * output < 1 ? -target : 0;
        }
    }
}
