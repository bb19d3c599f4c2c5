package org.tandemml.nn;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.optimization.FirstOrder;

/// A multi-layer perceptron that tells classes apart by cross-entropy.
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
/// @param balanced whether every class counts the same
public record MlpClassifier(
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
        int patience,

        @Setting("whether every class counts the same, whatever its number of rows")
        boolean balanced)
        implements Learner.OfClasses<NetClassifier> {
    /// Checks the settings.
    public MlpClassifier {
        MlpPlan.checkActivation(activation);
        NetSettings.dropout(dropout);
        new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
    }

    /// Hidden layers of 128 and 64 units with ReLU, AdamW at 0.002 with decay 0.01, at most 100 epochs, a tenth of the
    /// rows held out.
    public MlpClassifier() {
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
                10,
                false);
    }

    public MlpClassifier withHidden(Widths newHidden) {
        return new MlpClassifier(
                newHidden,
                activation,
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

    public MlpClassifier withActivation(Activation newActivation) {
        return new MlpClassifier(
                hidden,
                newActivation,
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

    public MlpClassifier withDropout(double newDropout) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withOptimizer(FirstOrder newOptimizer) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withBatch(int newBatch) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withEpochs(int newEpochs) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withWarmUp(double newWarmUp) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withDecline(Decline newDecline) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withClip(double newClip) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withValidation(double newValidation) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withPatience(int newPatience) {
        return new MlpClassifier(
                hidden,
                activation,
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

    public MlpClassifier withBalanced(boolean newBalanced) {
        return new MlpClassifier(
                hidden,
                activation,
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
        return "mlp";
    }

    /// Gaps and categories are taken as they are; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.ANYTHING;
    }

    @Override
    public NetClassifier fit(Dataset data, Fitting how) {
        NetSettings common = new NetSettings(optimizer, batch, epochs, warmUp, decline, clip, validation, patience);
        return new NetFit(this, common, new MlpPlan(hidden, activation, dropout), data, how).classifier(balanced);
    }
}
