package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tandemml.core.Seed;

/// Backpropagation against central differences: the test of every layer, for your own too.
///
/// Each parameter and each input is moved by ±h and the loss recomputed, with the same dropout each time: two passes a
/// number. At a kink of an activation the two differ rightly.
public final class GradientCheck {
    private static final double STEP = 1e-6;

    private GradientCheck() {}

    /// One partial derivative both ways.
    ///
    /// @param layer the label of the layer that was checked
    /// @param parameter its name, with the position in a sequence; `input` for an input
    /// @param index the number within it
    /// @param backpropagated by the layers
    /// @param difference by central differences
    public record Entry(String layer, String parameter, int index, double backpropagated, double difference) {
        /// `|a − b| / (1 + |a| + |b|)`.
        public double error() {
            return Math.abs(backpropagated - difference) / (1 + Math.abs(backpropagated) + Math.abs(difference));
        }
    }

    /// All derivatives, the worst first.
    public record Report(List<Entry> entries) {
        public Report {
            entries = List.copyOf(entries);
        }

        /// The largest error.
        public double worst() {
            return entries.isEmpty() ? 0 : entries.getFirst().error();
        }

        @Override
        public String toString() {
            return entries.isEmpty() ? "nothing to check" : "worst: " + entries.getFirst();
        }
    }

    /// Checks a layer in training under the mean loss.
    public static Report of(Layer layer, Tensor input, Loss loss, Tensor target) {
        layer.clearGradients();
        Tensor output = layer.forward(input, pass());
        Tensor back = layer.backward(loss.gradient(output, target, Reduction.MEAN));
        List<Entry> entries = new ArrayList<>();
        if (!(isEmbedded(layer))) {
            compare("input", input.values(), back.values(), layer, input, loss, target, entries);
        }
        for (Parameter p : layer.parameters()) {
            compare(p.name(), p.values(), p.gradient().clone(), layer, input, loss, target, entries);
        }
        entries.sort(Comparator.comparingDouble(Entry::error).reversed());
        return new Report(entries);
    }

    /// Codes cannot be moved a little.
    private static boolean isEmbedded(Layer layer) {
        return layer instanceof Embedding
                || (layer instanceof Sequential s
                        && !s.layers().isEmpty()
                        && isEmbedded(s.layers().getFirst()));
    }

    private static Pass pass() {
        return Pass.training(new Seed(1));
    }

    private static void compare(
            String name,
            double[] values,
            double[] gradient,
            Layer layer,
            Tensor input,
            Loss loss,
            Tensor target,
            List<Entry> entries) {
        for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            values[i] = kept + STEP;
            double above = loss.value(layer.forward(input, pass()), target, Reduction.MEAN);
            values[i] = kept - STEP;
            double below = loss.value(layer.forward(input, pass()), target, Reduction.MEAN);
            values[i] = kept;
            entries.add(new Entry(layer.label(), name, i, gradient[i], (above - below) / (2 * STEP)));
        }
    }
}
