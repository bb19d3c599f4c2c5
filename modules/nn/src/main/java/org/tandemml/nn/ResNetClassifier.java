package org.tandemml.nn;

import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// A residual net over a table that tells classes apart: columns become vectors, blocks of normalisation and two linear
/// layers are added to them.
///
/// Numbers are standardised inside; a gap becomes the mean beside a 0/1 indicator. The output layer begins at 0.
/// Training is that of [MlpClassifier], and several times slower to train: for data where a minute is to be had.
///
/// **Source**: Gorishniy, Rubachev, Khrulkov and Babenko, *Revisiting deep learning models for tabular data*, NeurIPS
/// 2021, sections 3.2 and 3.3, with layer normalisation throughout.
/// **Determinism**: the seed decides; the number of threads does not. **Errors**: as [MlpClassifier].
///
/// @param width numbers that each column is turned into
/// @param blocks residual blocks
/// @param hidden units of the residual stream; a block has twice as many inside
/// @param dropout share of hidden units set to 0 at each step
/// @param training how it is trained
/// @param classWeights how much each class counts
public record ResNetClassifier(
        @Setting("numbers that each column is turned into") int width,

        @Setting("residual blocks") int blocks,

        @Setting("units of the residual stream; a block has twice as many inside")
        int hidden,

        @Setting("share of hidden units set to 0 at each step")
        double dropout,

        NetTraining training,

        @Setting("weights of the classes: none, balanced, or yes:3,no:1")
        ClassWeights classWeights)
        implements Learner.OfClasses<NetClassifier>, NetLearner<ResNetClassifier> {
    /// Checks the settings.
    public ResNetClassifier {
        new LayerPlan(LayerPlan.Kind.RESNET, width, blocks, hidden, 1, dropout);
    }

    /// Columns of 8 numbers, two blocks of 64 units, AdamW at 0.001, at most 40 epochs.
    public ResNetClassifier() {
        this(8, 2, 64, 0.1, NetTraining.standard(1e-3, 40, 8), ClassWeights.none());
    }

    public ResNetClassifier withWidth(int newWidth) {
        return new ResNetClassifier(newWidth, blocks, hidden, dropout, training, classWeights);
    }

    public ResNetClassifier withBlocks(int newBlocks) {
        return new ResNetClassifier(width, newBlocks, hidden, dropout, training, classWeights);
    }

    public ResNetClassifier withHidden(int newHidden) {
        return new ResNetClassifier(width, blocks, newHidden, dropout, training, classWeights);
    }

    public ResNetClassifier withDropout(double newDropout) {
        return new ResNetClassifier(width, blocks, hidden, newDropout, training, classWeights);
    }

    @Override
    public ResNetClassifier withTraining(NetTraining newTraining) {
        return new ResNetClassifier(width, blocks, hidden, dropout, newTraining, classWeights);
    }

    public ResNetClassifier withClassWeights(ClassWeights newClassWeights) {
        return new ResNetClassifier(width, blocks, hidden, dropout, training, newClassWeights);
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
        return new NetFit(
                        this,
                        training,
                        new LayerPlan(LayerPlan.Kind.RESNET, width, blocks, hidden, 1, dropout),
                        data,
                        how)
                .classifier(classWeights);
    }
}
