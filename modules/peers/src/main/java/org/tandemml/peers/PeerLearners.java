package org.tandemml.peers;

import java.util.List;
import org.tandemml.core.Learner;
import org.tandemml.core.LearnerProvider;

/// Makes the wrapped learners of other libraries known by name.
public final class PeerLearners implements LearnerProvider {
    @Override
    public List<Learner<?>> learners() {
        return List.of(
                new SmileLogistic(),
                new TribuoLogistic(),
                new SmileKnn(),
                new TribuoKnn(),
                new LibsvmSvm(),
                new LiblinearSvm(),
                new SmileSvm(),
                new TribuoSvm(),
                new SmileBoosting(),
                new SmileBoostingRegression(),
                new SmileMlp(),
                new SmileMlpRegression(),
                new DjlMlp(),
                new XgboostBoosting(),
                new XgboostBoostingRegression(),
                new LightgbmBoosting(),
                new LightgbmBoostingRegression(),
                new WekaLogistic(),
                new WekaForest(),
                new WekaForestRegression());
    }
}
