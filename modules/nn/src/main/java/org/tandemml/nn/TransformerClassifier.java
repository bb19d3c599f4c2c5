package org.tandemml.nn;

import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// A small transformer over the columns of a table that tells classes apart: every column becomes a token, attention
/// lets them interact.
///
/// Numbers are standardised inside; a gap becomes the mean beside a 0/1 indicator. The output layer begins at 0.
/// Training is that of [MlpClassifier], and several times slower to train: for data where a minute is to be had.
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
/// @param training how it is trained
/// @param classWeights how much each class counts
public record TransformerClassifier(
        @Setting("numbers that each column is turned into") int width,

        @Setting("encoder blocks") int blocks,

        @Setting("hidden units of the net in each block") int hidden,

        @Setting("heads of the attention") int heads,

        @Setting("share of hidden units set to 0 at each step")
        double dropout,

        NetTraining training,

        @Setting("weights of the classes: none, balanced, or yes:3,no:1")
        ClassWeights classWeights)
        implements Learner.OfClasses<NetClassifier>, NetLearner<TransformerClassifier> {
    /// Checks the settings.
    public TransformerClassifier {
        new LayerPlan(LayerPlan.Kind.TRANSFORMER, width, blocks, hidden, heads, dropout);
    }

    /// Columns of 32 numbers, two blocks of 4 heads and 64 hidden units, AdamW at 0.001, at most 30 epochs.
    public TransformerClassifier() {
        this(32, 2, 64, 4, 0.1, NetTraining.standard(1e-3, 30, 6), ClassWeights.none());
    }

    public TransformerClassifier withWidth(int newWidth) {
        return new TransformerClassifier(newWidth, blocks, hidden, heads, dropout, training, classWeights);
    }

    public TransformerClassifier withBlocks(int newBlocks) {
        return new TransformerClassifier(width, newBlocks, hidden, heads, dropout, training, classWeights);
    }

    public TransformerClassifier withHidden(int newHidden) {
        return new TransformerClassifier(width, blocks, newHidden, heads, dropout, training, classWeights);
    }

    public TransformerClassifier withHeads(int newHeads) {
        return new TransformerClassifier(width, blocks, hidden, newHeads, dropout, training, classWeights);
    }

    public TransformerClassifier withDropout(double newDropout) {
        return new TransformerClassifier(width, blocks, hidden, heads, newDropout, training, classWeights);
    }

    @Override
    public TransformerClassifier withTraining(NetTraining newTraining) {
        return new TransformerClassifier(width, blocks, hidden, heads, dropout, newTraining, classWeights);
    }

    public TransformerClassifier withClassWeights(ClassWeights newClassWeights) {
        return new TransformerClassifier(width, blocks, hidden, heads, dropout, training, newClassWeights);
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
        return new NetFit(
                        this,
                        training,
                        new LayerPlan(LayerPlan.Kind.TRANSFORMER, width, blocks, hidden, heads, dropout),
                        data,
                        how)
                .classifier(classWeights);
    }
}
