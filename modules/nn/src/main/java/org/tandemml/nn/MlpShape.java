package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// The sizes of a multi-layer perceptron over a table, and where its parameters stand in one flat vector: first the
/// embedding tables, then for each layer its weights `in × out` and its biases.
///
/// @param dense numbers of a row
/// @param levels codes of each category
/// @param hidden units of each hidden layer
/// @param outputs units of the last layer
/// @param activation between layers
record MlpShape(int dense, int[] levels, int[] hidden, int outputs, Activation activation) {
    private static final int WIDEST_EMBEDDING = 32;

    MlpShape {
        if (outputs < 1) {
            throw new InputException("a net needs at least 1 output, has " + outputs);
        }
        for (int h : hidden) {
            if (h < 1) {
                throw new InputException("hidden layers need at least 1 unit, one has " + h);
            }
        }
        long in = dense;
        long total = 0;
        for (int level : levels) {
            in += WIDEST_EMBEDDING;
            total += (long) level * WIDEST_EMBEDDING;
        }
        for (int h : hidden) {
            total += (in + 1) * h;
            in = h;
        }
        total += (in + 1) * outputs;
        if (total > Integer.MAX_VALUE / 2) {
            throw new InputException("a net of " + total + " parameters is too large: use fewer hidden units");
        }
    }

    /// Numbers that stand for one category of this column: `1.6·levels^0.56`, at most 32.
    int width(int category) {
        return (int) Math.clamp(Math.round(1.6 * StrictMath.pow(levels[category], 0.56)), 1, WIDEST_EMBEDDING);
    }

    /// Linear layers.
    int layers() {
        return hidden.length + 1;
    }

    /// Inputs of a layer.
    int in(int layer) {
        if (layer > 0) {
            return hidden[layer - 1];
        }
        int width = dense;
        for (int c = 0; c < levels.length; c++) {
            width += width(c);
        }
        return width;
    }

    /// Outputs of a layer.
    int out(int layer) {
        return layer < hidden.length ? hidden[layer] : outputs;
    }

    /// The widest of all layers, the input included.
    int widest() {
        int widest = Math.max(in(0), outputs);
        return Math.max(widest, Arrays.stream(hidden).max().orElse(0));
    }

    /// Where the table of a category begins.
    int table(int category) {
        int at = 0;
        for (int c = 0; c < category; c++) {
            at += levels[c] * width(c);
        }
        return at;
    }

    /// Where the weights of a layer begin; its biases follow.
    int weights(int layer) {
        int at = table(levels.length);
        for (int l = 0; l < layer; l++) {
            at += (in(l) + 1) * out(l);
        }
        return at;
    }

    int biases(int layer) {
        return weights(layer) + in(layer) * out(layer);
    }

    /// All parameters.
    int size() {
        return weights(layers());
    }
}
