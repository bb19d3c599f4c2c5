package org.tandemml.peers;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;

/// Boosted trees of LightGBM 4.3 (MIT, by way of lightgbm4j, Apache-2.0, native code), for comparison only; classes.
///
/// Everything is as [HistogramTrees] says: the defaults are those of Tandem's `boosting`, not LightGBM's, so leaves and
/// bins may hold a single row (`min_data_in_leaf=0 min_data_in_bin=1`). **Shapes**: dense rows, sparse ones are made
/// dense; `NaN` is a missing value; row weights are passed on. **Errors**: where the native library does not load, an
/// `InputException` that says why. A running fit hears cancellation between rounds.
///
/// @param trees the settings of the trees
public record LightgbmBoosting(HistogramTrees trees) implements Learner.OfClasses<PeerClassifier> {
    /// The defaults of Tandem's `boosting`.
    public LightgbmBoosting() {
        this(new HistogramTrees());
    }

    public LightgbmBoosting withTrees(HistogramTrees newTrees) {
        return new LightgbmBoosting(newTrees);
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
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        int k = present.count();
        String objective = k == 2 ? "objective=binary" : "objective=multiclass num_class=" + k;
        LightgbmRun run = PeerLibrary.LIGHTGBM.call(
                name(),
                () -> LightgbmRun.fit(
                        name(), trees, objective, k == 2 ? 1 : k, Rows.floats(present.ofRow()), data, how));
        return new PeerClassifier(
                data,
                present,
                true,
                trees.report("LightGBM"),
                Provenance.of(this, data, how),
                (PeerClassifier.BlockAnswer) (rows, n) -> {
                    double[] raw = run.predict(rows, n);
                    if (k > 2) {
                        return raw;
                    }
                    double[] out = new double[2 * n];
                    for (int i = 0; i < n; i++) {
                        out[2 * i] = 1 - raw[i];
                        out[2 * i + 1] = raw[i];
                    }
                    return out;
                });
    }
}
