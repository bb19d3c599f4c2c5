package org.tandemml.hnsw;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learners of this module: `knn-hnsw` for classes and for numbers.
public final class ApproximateLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(new ApproximateNeighbors(), new ApproximateNeighborsRegression());
    }
}
