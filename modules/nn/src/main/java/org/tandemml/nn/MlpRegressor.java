package org.tandemml.nn;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.optimization.FirstOrder;

/// A multi-layer perceptron that predicts a number by least squares.
///
/// Numbers are standardised inside; a gap becomes the mean beside a 0/1 indicator; each category becomes a learned
/// vector
/// of `1.6·levels^0.56` numbers, at most 32. Hidden layers begin by He's rule (Xavier's for tanh and sigmoid), the
/// output
/// layer at 0, so that naming classes in another order changes nothing but rounding.
/// Trained by mini-batches in `float`, with warm-up, a cosine schedule, gradient clipping and, where a tenth of the
/// rows
/// is 50 or more, early stopping by a held-out part; the best parameters are kept.
///
/// **Source**: Rumelhart, Hinton and Williams, *Learning representations by back-propagating errors*, Nature 323, 1986;
/// Guo and Berkhahn, *Entity embeddings of categorical variables*, 2016.
/// **Cost**: 6·rows·parameters operations an epoch. **Determinism**: the seed decides; the number of threads does not.
/// **Errors**: `InputException` for infinite features, a target of the wrong kind, and training that diverges, naming
/// step and layer.
///
/// @param hidden units of each hidden layer
/// @param activation function between the layers
/// @param dropout share of hidden units set to 0 at each step
/// @param optimizer the rule of the steps; its rate is that after the warm-up
/// @param batch rows a step; 0 chooses by the number of rows
/// @param epochs most passes over the rows
/// @param warmUp share of the steps over which the rate rises
/// @param decline how the rate goes down after the warm-up
/// @param clip largest norm of a gradient, 0 for no limit
/// @param validation share of the rows held out to stop early by
/// @param patience epochs without a better validation loss before training stops
public record MlpRegressor(
        @Setting("units of each hidden layer, like 64,32") Widths hidden,

        @Setting("function between the layers") Activation activation,

        @Setting("share of hidden units set to 0 at each step")
        double dropout,

        @Setting("rule of the steps, like adamw:0.002; its rate is that after the warm-up")
        FirstOrder optimizer,

        @Setting("rows a step; 0 chooses 16 to 256 by the number of rows")
        int batch,

        @Setting("most passes over the rows") int epochs,

        @Setting("share of the steps over which the learning rate rises")
        double warmUp,

        @Setting("how the learning rate goes down after the warm-up")
        Decline decline,

        @Setting("largest norm of a gradient, 0 for no limit")
        double clip,

        @Setting("share of the rows held out to stop early by, 0 for none")
        double validation,

        @Setting("epochs without a better validation loss before training stops")
        int patience)
        implements Learner.OfNumbers<NetRegressor> {
    /// Checks the settings.
    public MlpRegressor {
        MlpPlan.checkActivation(activation);
        NetSettings.dropout(dropout);
        new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    /// Hidden layers of 128 and 64 units with ReLU, AdamW at 0.002 with decay 0.01, at most 100 epochs, a tenth of the
    /// rows held out.
    public MlpRegressor() {
        this(
                Widths.of(128, 64),
                Activation.RELU,
                0,
                new FirstOrder.AdamW(2e-3, 0.9, 0.999, 1e-8, 0.01, false),
                0,
                100,
                0.05,
                Decline.COSINE,
                1,
                0.1,
                10);
    }

    public MlpRegressor withHidden(Widths newHidden) {
        return new MlpRegressor(
                newHidden, activation, dropout, optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withActivation(Activation newActivation) {
        return new MlpRegressor(
                hidden, newActivation, dropout, optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withDropout(double newDropout) {
        return new MlpRegressor(
                hidden, activation, newDropout, optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withOptimizer(FirstOrder newOptimizer) {
        return new MlpRegressor(
                hidden, activation, dropout, newOptimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withBatch(int newBatch) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, newBatch, epochs, warmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withEpochs(int newEpochs) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, batch, newEpochs, warmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withWarmUp(double newWarmUp) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, batch, epochs, newWarmUp, decline, clip, validation, patience);
    }

    public MlpRegressor withDecline(Decline newDecline) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, batch, epochs, warmUp, newDecline, clip, validation, patience);
    }

    public MlpRegressor withClip(double newClip) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, batch, epochs, warmUp, decline, newClip, validation, patience);
    }

    public MlpRegressor withValidation(double newValidation) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, batch, epochs, warmUp, decline, clip, newValidation, patience);
    }

    public MlpRegressor withPatience(int newPatience) {
        return new MlpRegressor(
                hidden, activation, dropout, optimizer, batch, epochs, warmUp, decline, clip, validation, newPatience);
    }

    @Override
    public String name() {
        return "mlp";
    }

    /// Gaps and categories are taken as they are; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public NetRegressor fit(Dataset data, Fitting how) {
        NetSettings common = new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
        return new NetFit(this, common, new MlpPlan(hidden, activation, dropout), data, how).regressor();
    }
}
