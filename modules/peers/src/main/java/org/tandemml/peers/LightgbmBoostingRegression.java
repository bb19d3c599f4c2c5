package org.tandemml.peers;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;

/// [LightgbmBoosting] for numbers: squared errors.
///
/// @param trees the settings of the trees
public record LightgbmBoostingRegression(HistogramTrees trees) implements Learner.OfNumbers<PeerRegressor> {
    /// The defaults of Tandem's `boosting`.
    public LightgbmBoostingRegression() {
        this(new HistogramTrees());
    }

    public LightgbmBoostingRegression withTrees(HistogramTrees newTrees) {
        return new LightgbmBoostingRegression(newTrees);
    }

    @Override
    public String name() {
        return "lightgbm-boosting";
    }

    @Override
    public Traits traits() {
        return new Traits(true, false, false);
    }

    @Override
    public PeerRegressor fit(Dataset data, Fitting how) {
        float[] target = Rows.floats(data.numbers());
        traits().require(name(), data);
        LightgbmRun run = PeerLibrary.LIGHTGBM.call(
                name(), () -> LightgbmRun.fit(name(), trees, "objective=regression", 1, target, data, how));
        return new PeerRegressor(data, true, trees.report("LightGBM"), Provenance.of(this, data, how), run::predict);
    }
}
