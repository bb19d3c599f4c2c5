package org.tandemml.nn;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.optimization.FirstOrder;

/// A small transformer over the columns of a table that tells classes apart: every column becomes a token, attention
/// lets them interact.
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
/// @param blocks encoder blocks
/// @param hidden hidden units of the net in each block
/// @param heads heads of the attention
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
public record TransformerClassifier(
        @Setting("numbers that each column is turned into") int width,

        @Setting("encoder blocks") int blocks,

        @Setting("hidden units of the net in each block") int hidden,

        @Setting("heads of the attention") int heads,

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
    public TransformerClassifier {
        new LayerPlan(LayerPlan.Kind.TRANSFORMER, width, blocks, hidden, heads, dropout);
        new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    /// Columns of 32 numbers, two blocks of 4 heads and 64 hidden units, AdamW at 0.001, at most 30 epochs.
    public TransformerClassifier() {
        this(
                32,
                2,
                64,
                4,
                0.1,
                new FirstOrder.AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, false),
                0,
                30,
                0.05,
                Decline.COSINE,
                1,
                0.1,
                6,
                false);
    }

    public TransformerClassifier withWidth(int newWidth) {
        return new TransformerClassifier(
                newWidth,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withBlocks(int newBlocks) {
        return new TransformerClassifier(
                width,
                newBlocks,
                hidden,
                heads,
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

    public TransformerClassifier withHidden(int newHidden) {
        return new TransformerClassifier(
                width,
                blocks,
                newHidden,
                heads,
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

    public TransformerClassifier withHeads(int newHeads) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                newHeads,
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

    public TransformerClassifier withDropout(double newDropout) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withOptimizer(FirstOrder newOptimizer) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withBatch(int newBatch) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withEpochs(int newEpochs) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withWarmUp(double newWarmUp) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withDecline(Decline newDecline) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withClip(double newClip) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withValidation(double newValidation) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withPatience(int newPatience) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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

    public TransformerClassifier withBalanced(boolean newBalanced) {
        return new TransformerClassifier(
                width,
                blocks,
                hidden,
                heads,
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
        return "tabular-transformer";
    }

    /// Gaps and categories are taken as they are; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public NetClassifier fit(Dataset data, Fitting how) {
        NetSettings common = new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
        LayerPlan plan = new LayerPlan(LayerPlan.Kind.TRANSFORMER, width, blocks, hidden, heads, dropout);
        return new NetFit(this, common, plan, data, how).classifier(balanced);
    }
}
