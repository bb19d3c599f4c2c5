package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A net over tables that is made of layers, before the data are known.
///
/// @param kind which of them
/// @param width numbers a row, or a column, is turned into
/// @param blocks residual or encoder blocks
/// @param hidden units inside a block
/// @param heads of the attention, 1 for residual nets
/// @param dropout inside the blocks
record LayerPlan(Kind kind, int width, int blocks, int hidden, int heads, double dropout)
        implements TableTraining.Architecture {
    private static final int MOST = 4096;

    enum Kind {
        RESNET,
        TRANSFORMER
    }

    LayerPlan {
        requireSize("width", width);
        requireSize("blocks", blocks);
        requireSize("hidden", hidden);
        requireSize("heads", heads);
        if (width % heads != 0) {
            throw new InputException("width must be a multiple of heads " + heads + ", was " + width);
        }
        NetTraining.dropout(dropout);
    }

    private static void requireSize(String name, int size) {
        Check.within(name, size, 1, MOST);
    }

    /// The net with random weights and an output layer of zeros.
    Sequential build(TableInput input, int outputs, Seed.Stream random) {
        List<Layer> layers = new ArrayList<>();
        TableTokens tokens = new TableTokens(input.dense(), input.levels(), width).initialized(random);
        layers.add(tokens);
        switch (kind) {
            case RESNET -> {
                layers.add(new Flatten());
                layers.add(random(linear((1 + input.dense() + input.codes()) * width, hidden), random));
                for (int b = 0; b < blocks; b++) {
                    layers.add(new Residual(new Sequential(
                            new LayerNorm(hidden),
                            random(linear(hidden, 2 * hidden), random),
                            Activation.RELU.layer(),
                            new Dropout(dropout),
                            random(linear(2 * hidden, hidden), random))));
                }
                layers.add(new LayerNorm(hidden));
            }
            case TRANSFORMER -> {
                for (int b = 0; b < blocks; b++) {
                    layers.add(
                            new EncoderBlock(width, heads, hidden, Activation.GELU, dropout, true).initialized(random));
                }
                layers.add(new FirstToken());
                layers.add(new LayerNorm(width));
            }
        }
        layers.add(Activation.RELU.layer());
        layers.add(linear(kind == Kind.RESNET ? hidden : width, outputs));
        return new Sequential(layers);
    }

    /// Parameters of the net that [#build] makes.
    long size(TableInput input, int outputs) {
        long columns = input.dense() + input.codes();
        long size = (2L * input.dense() + 1) * width;
        for (int level : input.levels()) {
            size += (long) level * width;
        }
        long h = hidden;
        long w = width;
        return switch (kind) {
            case RESNET ->
                size
                        + ((1 + columns) * w + 1) * h
                        + blocks * (2 * h + (h + 1) * 2 * h + (2 * h + 1) * h)
                        + 2 * h
                        + (h + 1) * outputs;
            case TRANSFORMER ->
                size + blocks * (4 * w * (w + 1) + (w + 1) * h + (h + 1) * w + 4 * w) + 2 * w + (w + 1) * outputs;
        };
    }

    private static Linear linear(int in, int out) {
        return new Linear(in, out);
    }

    private static Linear random(Linear linear, Seed.Stream random) {
        int out = linear.weight().tensor().axis(0);
        int in = linear.weight().tensor().axis(1);
        new Initialization.He().fill(linear.weight().values(), out, in, random);
        return linear;
    }

    @Override
    public TableTraining over(
            TableInput input, TableInput.Rows rows, RowLoss loss, int outputs, int batch, Parallel loop) {
        return new LayerTraining(this, input, rows, loss, outputs, batch, loop);
    }
}
