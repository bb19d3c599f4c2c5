package org.tandemml.testing;

import org.tandemml.core.Model;

/// What every learner must pass, whatever it learns: the base of [ClassifierContract], [RegressorContract] and
/// [TransformerContract], which a learner's test implements.
///
/// @param <M> the kind of model
public interface LearnerContract<M extends Model>
        extends FittingContract<M>, PredictionContract<M>, RefusalContract<M>, FileContract<M> {}
