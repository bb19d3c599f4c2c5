package org.tandemml.linear;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module, by name: `logistic`, and `baseline` for classes and for numbers.
public final class LinearLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(new LogisticRegression(), new BaselineClassifier(), new BaselineRegressor());
    }
}
