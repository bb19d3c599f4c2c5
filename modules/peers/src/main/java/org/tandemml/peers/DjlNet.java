package org.tandemml.peers;

import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Setting;

/// How the net of [DjlMlp] is shaped and trained, under the names and with the defaults of Tandem's `mlp`: rectified
/// hidden layers that begin by He's rule, an output layer that begins at 0, AdamW, a rate that rises and then follows a
/// cosine, gradients of a bounded norm, early stopping by rows held out of each class, the best parameters kept.
///
/// @param hidden units of each hidden layer, like 128,64
/// @param learningRate rate of AdamW after the warm-up
/// @param decay decoupled decay of the weights
/// @param batch rows of a step; 0 chooses 16 to 256 by the number of rows
/// @param epochs most passes over the rows
/// @param warmUp share of the steps over which the rate rises
/// @param clip largest norm of a gradient, 0 for no limit
/// @param validation share of the rows held out to stop early by, where that is 50 rows or more
/// @param patience epochs without a better validation loss before training stops
public record DjlNet(
        @Setting("units of each hidden layer, like 128,64") String hidden,

        @Setting("rate of AdamW after the warm-up") double learningRate,

        @Setting("decoupled decay of the weights") double decay,

        @Setting("rows of a step; 0 chooses 16 to 256 by the number of rows")
        int batch,

        @Setting("most passes over the rows") int epochs,

        @Setting("share of the steps over which the rate rises")
        double warmUp,

        @Setting("largest norm of a gradient, 0 for no limit")
        double clip,

        @Setting("share of the rows held out to stop early by, where that is 50 rows or more")
        double validation,

        @Setting("epochs without a better validation loss before training stops")
        int patience) {
    /// Rows below which a held-out part says too little to stop by.
    private static final int FEWEST_HELD = 50;

    public DjlNet {
        SmileNet.widths(hidden);
        Check.positive("learningRate", learningRate);
        Check.notNegative("decay", decay);
        Check.atLeast("batch", batch, 0);
        Check.atLeast("epochs", epochs, 1);
        Check.within("warmUp", warmUp, 0, 1);
        Check.notNegative("clip", clip);
        if (!(validation >= 0 && validation <= 0.9)) {
            throw new InputException("validation must be between 0 and 0.9, was " + validation);
        }
        Check.atLeast("patience", patience, 1);
    }

    /// The defaults of Tandem's `mlp`.
    public DjlNet() {
        this("128,64", 0.002, 0.01, 0, 100, 0.05, 1, 0.1, 10);
    }

    /// The same with another number of epochs.
    public DjlNet withEpochs(int newEpochs) {
        return new DjlNet(hidden, learningRate, decay, batch, newEpochs, warmUp, clip, validation, patience);
    }

    int[] widths() {
        return SmileNet.widths(hidden);
    }

    boolean holdsOut(int rows) {
        return rows * validation >= FEWEST_HELD;
    }

    int batchFor(int rows) {
        int chosen = batch > 0 ? batch : rows < 500 ? 16 : rows < 2_000 ? 32 : rows < 20_000 ? 64 : 256;
        return Math.min(chosen, rows);
    }

    /// The rate at step `step` (from 0) of `steps`.
    double rate(int step, int steps) {
        int rise = (int) Math.round(steps * warmUp);
        if (step < rise) {
            return learningRate * (step + 1) / rise;
        }
        double passed = (double) (step - rise) / Math.max(1, steps - rise);
        return learningRate * (1 + Math.cos(Math.PI * Math.min(1, passed))) / 2;
    }
}
