package org.tandemml.nn;

import java.util.Arrays;
import org.tandemml.core.InputException;

/// The sizes of a multi-layer perceptron over a table, and where its parameters stand in one flat vector: first the
/// embedding tables, then for each layer its weights `in × out` and its biases.
final class MlpShape {
    private static final int WIDEST_EMBEDDING = 32;

    private final int dense;
    private final int[] levels;
    private final int[] hidden;
    private final int outputs;
    private final Activation activation;
    // All below follow from the above and are asked for several times a batch.
    private final int[] widths;
    private final int[] tables;
    /// Inputs of each layer; outputs last.
    private final int[] sizes;
    /// Where each layer's weights begin; the end last.
    private final int[] weights;

    /// @param dense numbers of a row
    /// @param levels codes of each category
    /// @param hidden units of each hidden layer
    /// @param outputs units of the last layer
    /// @param activation between layers
    MlpShape(int dense, int[] levels, int[] hidden, int outputs, Activation activation) {
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
        this.dense = dense;
        this.levels = levels;
        this.hidden = hidden;
        this.outputs = outputs;
        this.activation = activation;
        widths = Arrays.stream(levels).map(MlpShape::embedding).toArray();
        tables = new int[levels.length + 1];
        int first = dense;
        for (int c = 0; c < levels.length; c++) {
            tables[c + 1] = tables[c] + levels[c] * widths[c];
            first += widths[c];
        }
        sizes = new int[hidden.length + 2];
        sizes[0] = first;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = outputs;
        weights = new int[hidden.length + 2];
        weights[0] = tables[levels.length];
        for (int l = 0; l <= hidden.length; l++) {
            weights[l + 1] = weights[l] + (sizes[l] + 1) * sizes[l + 1];
        }
    }

    /// Numbers that stand for one of so many levels: `1.6·levels^0.56`, at most 32.
    private static int embedding(int levels) {
        return (int) Math.clamp(Math.round(1.6 * StrictMath.pow(levels, 0.56)), 1, WIDEST_EMBEDDING);
    }

    int dense() {
        return dense;
    }

    int[] levels() {
        return levels;
    }

    int[] hidden() {
        return hidden;
    }

    int outputs() {
        return outputs;
    }

    Activation activation() {
        return activation;
    }

    /// Numbers that stand for one category of this column.
    int width(int category) {
        return widths[category];
    }

    /// Linear layers.
    int layers() {
        return hidden.length + 1;
    }

    /// Inputs of a layer.
    int in(int layer) {
        return sizes[layer];
    }

    /// Outputs of a layer.
    int out(int layer) {
        return sizes[layer + 1];
    }

    /// The widest of all layers, the input included.
    int widest() {
        return Arrays.stream(sizes).max().orElseThrow();
    }

    /// Where the table of a category begins.
    int table(int category) {
        return tables[category];
    }

    /// Where the weights of a layer begin; its biases follow.
    int weights(int layer) {
        return weights[layer];
    }

    int biases(int layer) {
        return weights[layer] + sizes[layer] * sizes[layer + 1];
    }

    /// All parameters.
    int size() {
        return weights[layers()];
    }
}
