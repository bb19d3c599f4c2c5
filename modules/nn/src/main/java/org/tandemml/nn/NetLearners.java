package org.tandemml.nn;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module, by name: `mlp` for classes and for numbers.
public final class NetLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(new MlpClassifier(), new MlpRegressor());
    }
}
