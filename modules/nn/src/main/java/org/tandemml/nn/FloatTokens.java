package org.tandemml.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// [TableTokens] in single precision. It is the first layer, so there is no gradient to hand on: zeros of no use.
final class FloatTokens implements FloatLayer {
    private final TableTokens layer;
    private final FloatWeights weights;
    private final int dense;
    private final int columns;
    private final int width;
    private final int weight;
    private final int bias;
    private final int answer;
    /// Where the vectors of each category begin.
    private final int[] tables;
    private final FloatTensor output = new FloatTensor(0);
    private @Nullable FloatTensor input;

    FloatTokens(TableTokens layer, FloatWeights weights) {
        this.layer = layer;
        this.weights = weights;
        List<Parameter> own = layer.parameters();
        dense = own.get(0).tensor().axis(0);
        width = own.get(0).tensor().axis(1);
        weight = weights.place(own.get(0));
        bias = weights.place(own.get(1));
        answer = weights.place(own.get(2));
        tables = own.stream().skip(3).mapToInt(weights::place).toArray();
        columns = dense + tables.length;
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        if (x.rank() != 2 || x.axis(1) != columns) {
            throw FloatLayer.misfit(layer, x, "[N, " + columns + "]");
        }
        input = x;
        output.reshape(x.axis(0), 1 + columns, width);
        float[] y = output.values();
        float[] w = weights.values;
        int at = 0;
        for (int i = 0; i < x.axis(0); i++) {
            System.arraycopy(w, answer, y, at, width);
            at += width;
            for (int j = 0; j < columns; j++) {
                float value = x.values()[i * columns + j];
                if (j >= dense) {
                    System.arraycopy(w, tables[j - dense] + (int) value * width, y, at, width);
                } else {
                    int from = j * width;
                    for (int k = 0; k < width; k++) {
                        y[at + k] = value * w[weight + from + k] + w[bias + from + k];
                    }
                }
                at += width;
            }
        }
        return output;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        FloatTensor x = Layer.kept(input);
        float[] g = gradient.values();
        float[] sums = weights.gradients;
        int at = 0;
        for (int i = 0; i < x.axis(0); i++) {
            add(1, g, at, sums, answer);
            at += width;
            for (int j = 0; j < columns; j++) {
                float value = x.values()[i * columns + j];
                if (j >= dense) {
                    add(1, g, at, sums, tables[j - dense] + (int) value * width);
                } else {
                    add(value, g, at, sums, weight + j * width);
                    add(1, g, at, sums, bias + j * width);
                }
                at += width;
            }
        }
        return x;
    }

    private void add(float factor, float[] g, int from, float[] sums, int to) {
        for (int k = 0; k < width; k++) {
            sums[to + k] += factor * g[from + k];
        }
    }
}
