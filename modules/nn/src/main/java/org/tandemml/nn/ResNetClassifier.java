package org.tandemml.nn;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.optimization.FirstOrder;

/// A residual net over a table that tells classes apart: columns become vectors, blocks of normalisation and two linear
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
/// @param balanced whether every class counts the same, whatever its number of rows
public record ResNetClassifier(
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
        int patience,

        @Setting("whether every class counts the same, whatever its number of rows")
        boolean balanced)
        implements Learner.OfClasses<NetClassifier> {
    /// Checks the settings.
    public ResNetClassifier {
        new LayerPlan(LayerPlan.Kind.RESNET, width, blocks, hidden, 1, dropout);
        new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    /// Columns of 8 numbers, two blocks of 64 units, AdamW at 0.001, at most 40 epochs.
    public ResNetClassifier() {
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
                8,
                false);
    }

    public ResNetClassifier withWidth(int newWidth) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withBlocks(int newBlocks) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withHidden(int newHidden) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withDropout(double newDropout) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withOptimizer(FirstOrder newOptimizer) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withBatch(int newBatch) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withEpochs(int newEpochs) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withWarmUp(double newWarmUp) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withDecline(Decline newDecline) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withClip(double newClip) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withValidation(double newValidation) {
        return new ResNetClassifier(
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
                patience,
                balanced);
    }

    public ResNetClassifier withPatience(int newPatience) {
        return new ResNetClassifier(
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
                newPatience,
                balanced);
    }

    public ResNetClassifier withBalanced(boolean newBalanced) {
        return new ResNetClassifier(
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
                patience,
                newBalanced);
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
    public NetClassifier fit(Dataset data, Fitting how) {
        NetSettings common = new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
        LayerPlan plan = new LayerPlan(LayerPlan.Kind.RESNET, width, blocks, hidden, 1, dropout);
        return new NetFit(this, common, plan, data, how).classifier(balanced);
    }
}
