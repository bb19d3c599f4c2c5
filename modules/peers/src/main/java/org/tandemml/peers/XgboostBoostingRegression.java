package org.tandemml.peers;

import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;

/// [XgboostBoosting] for numbers: squared errors.
///
/// @param trees the settings of the trees
public record XgboostBoostingRegression(HistogramTrees trees) implements Learner.OfNumbers<PeerRegressor> {
    /// The defaults of Tandem's `boosting`.
    public XgboostBoostingRegression() {
        this(new HistogramTrees());
    }

    public XgboostBoostingRegression withTrees(HistogramTrees newTrees) {
        return new XgboostBoostingRegression(newTrees);
    }

    @Override
    public String name() {
        return "xgboost-boosting";
    }

    @Override
    public Traits traits() {
        return new Traits(true, false, false);
    }

    @Override
    public PeerRegressor fit(Dataset data, Fitting how) {
        float[] target = Rows.floats(data.numbers());
        traits().require(name(), data);
        XgboostRun run = PeerLibrary.XGBOOST.call(
                name(),
                () -> XgboostRun.fit(name(), trees, Map.of("objective", "reg:squarederror"), target, data, how));
        return new PeerRegressor(data, true, trees.report("XGBoost"), Provenance.of(this, data, how), (rows, n) -> {
            float[][] raw = run.predict(rows, n);
            double[] out = new double[n];
            for (int i = 0; i < n; i++) {
                out[i] = raw[i][0];
            }
            return out;
        });
    }
}
