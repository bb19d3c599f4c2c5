package org.tandemml.peers;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Setting;
import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.MultilayerPerceptron;
import smile.model.mlp.OutputLayerBuilder;
import smile.util.function.TimeFunction;

/// How Smile's nets are shaped and trained: rectified hidden layers, RMSProp (Smile has no Adam) at a constant rate.
///
/// @param hidden units of each hidden layer, like 128,64
/// @param learningRate rate of RMSProp
/// @param decayOfSquares how much of the mean of squared gradients each step keeps
/// @param batch rows of a step
/// @param epochs passes over the rows
public record SmileNet(
        @Setting("units of each hidden layer, like 128,64") String hidden,

        @Setting("rate of RMSProp") double learningRate,

        @Setting("how much of the mean of squared gradients each step keeps")
        double decayOfSquares,

        @Setting("rows of a step") int batch,

        @Setting("passes over the rows") int epochs) {
    public SmileNet {
        widths(hidden);
        Check.positive("learningRate", learningRate);
        Check.positive("decayOfSquares", decayOfSquares);
        if (decayOfSquares >= 1) {
            throw new InputException("decayOfSquares must be below 1, was " + decayOfSquares);
        }
        Check.atLeast("batch", batch, 1);
        Check.atLeast("epochs", epochs, 1);
    }

    /// Layers, rate and most epochs of Tandem's `mlp`; it stops early, Smile does not.
    public SmileNet() {
        this("128,64", 0.002, 0.9, 32, 100);
    }

    /// The same with another number of epochs.
    public SmileNet withEpochs(int newEpochs) {
        return new SmileNet(hidden, learningRate, decayOfSquares, batch, newEpochs);
    }

    static int[] widths(String text) {
        try {
            int[] widths = Arrays.stream(text.split(",", -1))
                    .mapToInt(w -> Integer.parseInt(w.strip()))
                    .toArray();
            for (int width : widths) {
                Check.atLeast("hidden", width, 1);
            }
            return widths;
        } catch (NumberFormatException e) {
            throw new InputException("hidden must be whole numbers like 128,64, was \"" + text + "\"", e);
        }
    }

    LayerBuilder[] layers(int inputs, OutputLayerBuilder output) {
        int[] widths = widths(hidden);
        LayerBuilder[] layers = new LayerBuilder[widths.length + 2];
        layers[0] = Layer.input(inputs);
        for (int i = 0; i < widths.length; i++) {
            layers[i + 1] = Layer.rectifier(widths[i]);
        }
        layers[layers.length - 1] = output;
        return layers;
    }

    /// Trains by steps over rows in a new order each epoch.
    void train(MultilayerPerceptron net, int rows, Fitting how, BiConsumer<double[][], int[]> step, double[][] x) {
        net.setLearningRate(TimeFunction.constant(learningRate));
        net.setRMSProp(decayOfSquares, 1e-7);
        Random random = new Random(how.seed());
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < epochs; epoch++) {
            how.cancellation().check();
            for (int i = rows - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
            for (int from = 0; from < rows; from += batch) {
                int[] chosen = Arrays.copyOfRange(order, from, Math.min(rows, from + batch));
                double[][] part = new double[chosen.length][];
                Arrays.setAll(part, i -> x[chosen[i]]);
                step.accept(part, chosen);
            }
        }
    }
}
