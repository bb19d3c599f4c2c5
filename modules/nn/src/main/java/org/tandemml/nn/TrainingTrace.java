package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How training went, epoch by epoch.
///
/// Gradients that get smaller from layer to layer towards the input vanish; a layer whose [Activity#flat] is near 1
/// passes none on.
///
/// @param parts the layers whose gradients are measured
/// @param layers the layers whose outputs are measured
/// @param epochs one entry an epoch
public record TrainingTrace(List<String> parts, List<String> layers, List<Epoch> epochs) {
    public TrainingTrace {
        parts = List.copyOf(parts);
        layers = List.copyOf(layers);
        epochs = List.copyOf(epochs);
    }

    /// What came out of a layer for one batch.
    ///
    /// @param mean of its outputs
    /// @param deviation of its outputs
    /// @param flat share of outputs where the activation's derivative is below 0.01, so that hardly any gradient passes
    public record Activity(double mean, double deviation, double flat) {}

    /// One epoch.
    ///
    /// @param loss mean training loss over its batches
    /// @param validationLoss loss on the part held out, `NaN` without one
    /// @param learningRate at its last step
    /// @param gradientNorms of each of the parts at its last step, before clipping
    /// @param activity of each of the layers at its last step
    public record Epoch(
            double loss, double validationLoss, double learningRate, double[] gradientNorms, List<Activity> activity) {
        public Epoch {
            gradientNorms = gradientNorms.clone();
            activity = List.copyOf(activity);
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
                    && Arrays.equals(gradientNorms, that.gradientNorms)
                    && activity.equals(that.activity);
        }

        @Override
        public int hashCode() {
            return 31 * Double.hashCode(loss) + Arrays.hashCode(gradientNorms);
        }
    }

    /// One line an epoch: mean, deviation and flat share of the outputs of each layer.
    public String activityTable() {
        StringBuilder table =
                new StringBuilder("epoch  mean, deviation and flat share of " + String.join("; ", layers) + "\n");
        for (int e = 0; e < epochs.size(); e++) {
            table.append(String.format(Locale.ROOT, "%5d ", e + 1));
            for (Activity each : epochs.get(e).activity) {
                table.append(String.format(Locale.ROOT, " %.3g %.3g %.3f;", each.mean, each.deviation, each.flat));
            }
            table.append('\n');
        }
        return table.toString();
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
