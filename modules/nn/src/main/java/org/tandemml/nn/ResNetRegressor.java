package org.tandemml.nn;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.optimization.FirstOrder;

/// A residual net over a table that predicts a number: columns become vectors, blocks of normalisation and two linear
/// layers are added to them.
///
/// Numbers are standardised inside; a gap becomes the mean beside a 0/1 indicator. The output layer begins at 0.
/// Training
/// is that of [MlpClassifier], in double precision and slower: for data where a few minutes are to be had.
///
/// **Source**: Gorishniy, Rubachev, Khrulkov and Babenko, *Revisiting deep learning models for tabular data*, NeurIPS
/// 2021, sections 3.2 and 3.3, with layer normalisation throughout.
/// **Determinism**: the seed decides; the number of threads does not. **Errors**: as [MlpClassifier].
///
/// @param width numbers that each column is turned into
/// @param blocks residual blocks
/// @param hidden units of the residual stream; a block has twice as many inside
/// @param dropout share of hidden units set to 0 at each step
/// @param optimizer the rule of the steps; its rate is that after the warm-up
/// @param batch rows a step; 0 chooses 16 to 256 by the number of rows
/// @param epochs most passes over the rows
/// @param warmUp share of the steps over which the learning rate rises
/// @param decline how the rate goes down after the warm-up
/// @param clip largest norm of a gradient, 0 for no limit
/// @param validation share of the rows held out to stop early by, 0 for none
/// @param patience epochs without a better validation loss before training stops
public record ResNetRegressor(
        @Setting("numbers that each column is turned into") int width,

        @Setting("residual blocks") int blocks,

        @Setting("units of the residual stream; a block has twice as many inside")
        int hidden,

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
    public ResNetRegressor {
        new LayerPlan(LayerPlan.Kind.RESNET, width, blocks, hidden, 1, dropout);
        new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    /// Columns of 8 numbers, two blocks of 64 units, AdamW at 0.001, at most 40 epochs.
    public ResNetRegressor() {
        this(
                8,
                2,
                64,
                0.1,
                new FirstOrder.AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, false),
                0,
                40,
                0.05,
                Decline.COSINE,
                1,
                0.1,
                8);
    }

    public ResNetRegressor withWidth(int newWidth) {
        return new ResNetRegressor(
                newWidth,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withBlocks(int newBlocks) {
        return new ResNetRegressor(
                width,
                newBlocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withHidden(int newHidden) {
        return new ResNetRegressor(
                width,
                blocks,
                newHidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withDropout(double newDropout) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                newDropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withOptimizer(FirstOrder newOptimizer) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                newOptimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withBatch(int newBatch) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                newBatch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withEpochs(int newEpochs) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                newEpochs,
                warmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withWarmUp(double newWarmUp) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                newWarmUp,
                decline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withDecline(Decline newDecline) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                newDecline,
                clip,
                validation,
                patience);
    }

    public ResNetRegressor withClip(double newClip) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                newClip,
                validation,
                patience);
    }

    public ResNetRegressor withValidation(double newValidation) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                newValidation,
                patience);
    }

    public ResNetRegressor withPatience(int newPatience) {
        return new ResNetRegressor(
                width,
                blocks,
                hidden,
                dropout,
                optimizer,
                batch,
                epochs,
                warmUp,
                decline,
                clip,
                validation,
                newPatience);
    }

    @Override
    public String name() {
        return "resnet-mlp";
    }

    /// Gaps and categories are taken as they are; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public NetRegressor fit(Dataset data, Fitting how) {
        NetSettings common = new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
        LayerPlan plan = new LayerPlan(LayerPlan.Kind.RESNET, width, blocks, hidden, 1, dropout);
        return new NetFit(this, common, plan, data, how).regressor();
    }
}
