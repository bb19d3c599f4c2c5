package org.tandemml.nn;

import org.tandemml.optimization.FirstOrder;
import org.tandemml.regularization.Penalty;

/// A learner of nets: the settings of its training, and how each of them is changed.
///
/// @param <L> the learner
public sealed interface NetLearner<L extends NetLearner<L>>
        permits MlpClassifier,
                MlpRegressor,
                ResNetClassifier,
                ResNetRegressor,
                TransformerClassifier,
                TransformerRegressor {
    /// How the net is trained.
    NetTraining training();

    /// The same net, trained otherwise.
    L withTraining(NetTraining newTraining);

    /// See [NetTraining#optimizer()].
    default L withOptimizer(FirstOrder newOptimizer) {
        return withTraining(training().withOptimizer(newOptimizer));
    }

    /// See [NetTraining#batch()].
    default L withBatch(int newBatch) {
        return withTraining(training().withBatch(newBatch));
    }

    /// See [NetTraining#epochs()].
    default L withEpochs(int newEpochs) {
        return withTraining(training().withEpochs(newEpochs));
    }

    /// See [NetTraining#warmUp()].
    default L withWarmUp(double newWarmUp) {
        return withTraining(training().withWarmUp(newWarmUp));
    }

    /// See [NetTraining#decline()].
    default L withDecline(Decline newDecline) {
        return withTraining(training().withDecline(newDecline));
    }

    /// See [NetTraining#clip()].
    default L withClip(double newClip) {
        return withTraining(training().withClip(newClip));
    }

    /// See [NetTraining#clipValue()].
    default L withClipValue(double newClipValue) {
        return withTraining(training().withClipValue(newClipValue));
    }

    /// See [NetTraining#penalty()].
    default L withPenalty(Penalty newPenalty) {
        return withTraining(training().withPenalty(newPenalty));
    }

    /// See [NetTraining#maxNorm()].
    default L withMaxNorm(double newMaxNorm) {
        return withTraining(training().withMaxNorm(newMaxNorm));
    }

    /// See [NetTraining#validation()].
    default L withValidation(double newValidation) {
        return withTraining(training().withValidation(newValidation));
    }

    /// See [NetTraining#patience()].
    default L withPatience(int newPatience) {
        return withTraining(training().withPatience(newPatience));
    }
}
