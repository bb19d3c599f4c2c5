package org.tandemml.kmeans;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// The learner of this module: `kmeans`.
public final class KMeansLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(new KMeans());
    }
}
