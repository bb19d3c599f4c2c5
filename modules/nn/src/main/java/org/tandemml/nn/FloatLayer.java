package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// The single-precision twin of a [Layer]: same function, same gradients, on arrays that it makes once.
///
/// Neither changes its argument, but for activations where [FloatSequential] allows it. What both return belongs to the
/// layer and holds until its next pass.
interface FloatLayer {
    /// The output for a batch.
    FloatTensor forward(FloatTensor x, Pass pass);

    /// From the gradient by the last output, the gradient by the last input; adds to the gradients of [FloatWeights].
    FloatTensor backward(FloatTensor gradient);

    /// Takes in what [FloatWeights] cannot hold after the parameters have changed.
    default void loaded() {}

    /// Whether several nets may be made from one [Layer] and run side by side: not if it is run itself.
    default boolean independent() {
        return true;
    }

    static InputException misfit(Layer layer, FloatTensor x, String expected) {
        return new InputException(
                layer.label() + " needs input of shape " + expected + ", got " + Arrays.toString(x.shape()));
    }

    /// `y += x`, number by number.
    static void add(FloatTensor x, FloatTensor y) {
        float[] from = x.values();
        float[] to = y.values();
        int n = x.size();
        for (int i = 0; i < n; i++) {
            to[i] += from[i];
        }
    }
}
