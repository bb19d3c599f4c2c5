package org.tandemml.knn;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module: `knn` for classes and for numbers.
public final class NeighborLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(new NearestNeighbors(), new NearestNeighborsRegression());
    }
}
