package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// Losses of `N × K` outputs, one a class, against one class index a row.
public sealed interface ClassLoss extends Loss {
    /// An ignored index that no class has.
    int NONE_IGNORED = -100;

    /// The loss of the row at `at`, and its gradient into `gradient`.
    double row(double[] output, int at, int classes, int target, double[] gradient);

    /// What a row of this class adds to the divisor of the mean.
    double share(int target);

    /// The class index whose rows count for nothing.
    int ignoredIndex();

    @Override
    default Terms terms(Tensor output, Tensor target) {
        String name = getClass().getSimpleName();
        if (output.rank() != 2 || target.size() != output.axis(0)) {
            throw new InputException(name + " needs outputs [N, classes] and targets [N], got "
                    + Arrays.toString(output.shape()) + " and " + Arrays.toString(target.shape()));
        }
        int rows = output.axis(0);
        int classes = output.axis(1);
        if (rows == 0) {
            throw new InputException(name + " needs at least 1 row, the batch is empty");
        }
        double[] values = new double[rows];
        double[] gradient = new double[output.size()];
        double divisor = 0;
        for (int i = 0; i < rows; i++) {
            double index = target.values()[i];
            if (index == ignoredIndex()) {
                continue;
            }
            if (!(index >= 0 && index < classes && index == Math.rint(index))) {
                throw new InputException(
                        name + ", row " + (i + 1) + ": class index " + index + " is outside 0.." + (classes - 1));
            }
            values[i] = row(output.values(), i * classes, classes, (int) index, gradient);
            divisor += share((int) index);
        }
        return new Terms(values, gradient, divisor);
    }

    private static double[] checkedWeights(double[] weights) {
        for (double w : weights) {
            Check.notNegative("class weight", w);
        }
        return weights.clone();
    }

    private static double weight(double[] weights, int k) {
        return weights.length == 0 ? 1 : weights[k];
    }

    private static void checkCount(String name, double[] weights, int classes) {
        if (weights.length != 0 && weights.length != classes) {
            throw new InputException(name + " has " + weights.length + " class weights for " + classes + " classes");
        }
    }

    /// `−w_t·xₜ` of log-probabilities; empty weights are all 1.
    record NegativeLogLikelihood(double[] weights, int ignoredIndex) implements ClassLoss {
        public NegativeLogLikelihood {
            weights = checkedWeights(weights);
        }

        public NegativeLogLikelihood() {
            this(new double[0], NONE_IGNORED);
        }

        @Override
        public double row(double[] output, int at, int classes, int target, double[] gradient) {
            checkCount("NegativeLogLikelihood", weights, classes);
            if (output[at + target] > 0) {
                throw new InputException("NegativeLogLikelihood needs logarithms of probabilities, which are <= 0, an"
                        + " output was " + output[at + target] + ": put log-softmax before it or use CrossEntropy");
            }
            double w = weight(weights, target);
            gradient[at + target] = -w;
            return -w * output[at + target];
        }

        @Override
        public double share(int target) {
            return weight(weights, target);
        }
    }

    /// `−Σₖ aₖ·log softmax(x)ₖ` with `a = (1 − s)·w_t` at the target plus `s·wₖ/K` everywhere, s being the smoothing.
    record CrossEntropy(double[] weights, int ignoredIndex, double smoothing) implements ClassLoss {
        public CrossEntropy {
            weights = checkedWeights(weights);
            Check.within("smoothing", smoothing, 0, 1);
        }

        public CrossEntropy() {
            this(new double[0], NONE_IGNORED, 0);
        }

        @Override
        public double row(double[] output, int at, int classes, int target, double[] gradient) {
            checkCount("CrossEntropy", weights, classes);
            double shift = Softmax.logSumExp(output, at, classes);
            double total = 0;
            double loss = 0;
            for (int k = 0; k < classes; k++) {
                double a = coefficient(k, target, classes);
                total += a;
                loss -= a * (output[at + k] - shift);
            }
            for (int k = 0; k < classes; k++) {
                gradient[at + k] = total * StrictMath.exp(output[at + k] - shift) - coefficient(k, target, classes);
            }
            return loss;
        }

        private double coefficient(int k, int target, int classes) {
            double a = smoothing / classes * weight(weights, k);
            return k == target ? a + (1 - smoothing) * weight(weights, k) : a;
        }

        @Override
        public double share(int target) {
            return weight(weights, target);
        }
    }

    /// `w_t·Σ_{k≠t} max(0, 1 − xₜ + xₖ)ᵖ / K`, p being 1 or 2.
    record MultiClassHinge(int power, double[] weights) implements ClassLoss {
        public MultiClassHinge {
            if (power != 1 && power != 2) {
                throw new InputException("power of the multi-class hinge must be 1 or 2, was " + power);
            }
            weights = checkedWeights(weights);
        }

        @Override
        public double row(double[] output, int at, int classes, int target, double[] gradient) {
            checkCount("MultiClassHinge", weights, classes);
            double w = weight(weights, target) / classes;
            double loss = 0;
            for (int k = 0; k < classes; k++) {
                double margin = 1 - output[at + target] + output[at + k];
                if (k == target || margin <= 0) {
                    continue;
                }
                loss += w * (power == 1 ? margin : margin * margin);
                double slope = w * (power == 1 ? 1 : 2 * margin);
                gradient[at + k] += slope;
                gradient[at + target] -= slope;
            }
            return loss;
        }

        @Override
        public double share(int target) {
            return 1;
        }

        @Override
        public int ignoredIndex() {
            return NONE_IGNORED;
        }
    }
}
