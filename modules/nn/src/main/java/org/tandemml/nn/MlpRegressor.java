package org.tandemml.nn;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// A multi-layer perceptron that predicts a number by least squares.
///
/// Numbers are standardised inside; a gap becomes the mean beside a 0/1 indicator; each category becomes a learned
/// vector of `1.6·levels^0.56` numbers, at most 32. Hidden layers begin by He's rule (Xavier's for tanh and sigmoid),
/// the output layer at 0, so that naming classes in another order changes nothing but rounding. Trained by mini-batches
/// in `float`, with warm-up, a cosine schedule, gradient clipping and, where a tenth of the rows is 50 or more, early
/// stopping by a held-out part; the best parameters are kept.
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
/// @param training how it is trained
public record MlpRegressor(
        @Setting("units of each hidden layer, like 64,32") Widths hidden,

        @Setting("function between the layers") Activation activation,

        @Setting("share of hidden units set to 0 at each step")
        double dropout,

        NetTraining training)
        implements Learner.OfNumbers<NetRegressor>, NetLearner<MlpRegressor> {
    /// Checks the settings.
    public MlpRegressor {
        MlpPlan.checkActivation(activation);
        NetTraining.dropout(dropout);
    }

    /// Hidden layers of 128 and 64 units with ReLU, AdamW at 0.002 with decay 0.01, at most 100 epochs, a tenth of the
    /// rows held out.
    public MlpRegressor() {
        this(Widths.of(128, 64), Activation.RELU, 0, NetTraining.standard(2e-3, 100, 10));
    }

    public MlpRegressor withHidden(Widths newHidden) {
        return new MlpRegressor(newHidden, activation, dropout, training);
    }

    public MlpRegressor withActivation(Activation newActivation) {
        return new MlpRegressor(hidden, newActivation, dropout, training);
    }

    public MlpRegressor withDropout(double newDropout) {
        return new MlpRegressor(hidden, activation, newDropout, training);
    }

    @Override
    public MlpRegressor withTraining(NetTraining newTraining) {
        return new MlpRegressor(hidden, activation, dropout, newTraining);
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
        return new NetFit(this, training, new MlpPlan(hidden, activation, dropout), data, how).regressor();
    }
}
