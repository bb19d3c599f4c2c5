package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How training went, epoch by epoch.
///
/// @param parts the layers whose gradients are measured
/// @param epochs one entry an epoch
public record TrainingTrace(List<String> parts, List<Epoch> epochs) {
    public TrainingTrace {
        parts = List.copyOf(parts);
        epochs = List.copyOf(epochs);
    }

    /// One epoch.
    ///
    /// @param loss mean training loss over its batches
    /// @param validationLoss loss on the part held out, `NaN` without one
    /// @param learningRate at its last step
    /// @param gradientNorms of each layer at its last step, before clipping
    public record Epoch(double loss, double validationLoss, double learningRate, double[] gradientNorms) {
        public Epoch {
            gradientNorms = gradientNorms.clone();
        }

        /// A copy.
        @Override
        public double[] gradientNorms() {
            return gradientNorms.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Epoch that
                    && Double.compare(loss, that.loss) == 0
                    && Double.compare(validationLoss, that.validationLoss) == 0
                    && learningRate == that.learningRate
                    && Arrays.equals(gradientNorms, that.gradientNorms);
        }

        @Override
        public int hashCode() {
            return 31 * Double.hashCode(loss) + Arrays.hashCode(gradientNorms);
        }
    }

    /// The validation loss before the first epoch, which nobody measured, and after each; empty without validation.
    double[] validation() {
        boolean measured = epochs.stream().anyMatch(e -> !Double.isNaN(e.validationLoss()));
        double[] losses = new double[measured ? epochs.size() + 1 : 0];
        for (int e = 0; e < losses.length; e++) {
            losses[e] = e == 0 ? Double.NaN : epochs.get(e - 1).validationLoss();
        }
        return losses;
    }

    /// One line an epoch: losses, rate and the norm of each layer's gradient.
    public String table() {
        StringBuilder table = new StringBuilder(
                "epoch  loss        validation  rate        gradient norms of " + String.join(", ", parts) + "\n");
        for (int e = 0; e < epochs.size(); e++) {
            Epoch epoch = epochs.get(e);
            table.append(String.format(
                    Locale.ROOT,
                    "%5d  %-10.4g  %-10.4g  %-10.4g ",
                    e + 1,
                    epoch.loss,
                    epoch.validationLoss,
                    epoch.learningRate));
            for (double norm : epoch.gradientNorms) {
                table.append(String.format(Locale.ROOT, " %.3g", norm));
            }
            table.append('\n');
        }
        return table.toString();
    }
}
