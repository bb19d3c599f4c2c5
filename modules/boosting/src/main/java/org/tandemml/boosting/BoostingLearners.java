package org.tandemml.boosting;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module.
public final class BoostingLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(
                new GradientBoosting(),
                new GradientBoostingRegression(),
                new LinearBoosting(),
                new LinearBoostingRegression());
    }
}
