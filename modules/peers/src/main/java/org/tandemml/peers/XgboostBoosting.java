package org.tandemml.peers;

import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;

/// Boosted trees of XGBoost 3.4 (Apache-2.0, native code), for comparison only; classes.
///
/// `tree_method=hist`, `grow_policy=lossguide`, everything else as [HistogramTrees] says: the defaults are those of
/// Tandem's `boosting`, not XGBoost's. Features become `float`. **Shapes**: dense rows, sparse ones are made dense;
/// `NaN` is a missing value; row weights are passed on. **Errors**: where the native library does not load, an
/// `InputException` that says why. A running fit hears cancellation between rounds.
///
/// @param trees the settings of the trees
public record XgboostBoosting(HistogramTrees trees) implements Learner.OfClasses<PeerClassifier> {
    /// The defaults of Tandem's `boosting`.
    public XgboostBoosting() {
        this(new HistogramTrees());
    }

    public XgboostBoosting withTrees(HistogramTrees newTrees) {
        return new XgboostBoosting(newTrees);
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
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        int k = present.count();
        Map<String, Object> objective =
                k == 2 ? Map.of("objective", "binary:logistic") : Map.of("objective", "multi:softprob", "num_class", k);
        XgboostRun run = PeerLibrary.XGBOOST.call(
                name(), () -> XgboostRun.fit(name(), trees, objective, Rows.floats(present.ofRow()), data, how));
        return new PeerClassifier(
                data,
                present,
                true,
                trees.report("XGBoost"),
                Provenance.of(this, data, how),
                (PeerClassifier.BlockAnswer) (rows, n) -> {
                    float[][] raw = run.predict(rows, n);
                    double[] out = new double[n * k];
                    for (int i = 0; i < n; i++) {
                        if (k == 2) {
                            out[2 * i] = 1 - (double) raw[i][0];
                            out[2 * i + 1] = raw[i][0];
                        } else {
                            normalize(raw[i], out, i * k);
                        }
                    }
                    return out;
                });
    }

    /// Floats add up to 1 only to seven digits.
    private static void normalize(float[] raw, double[] out, int offset) {
        double sum = 0;
        for (float p : raw) {
            sum += p;
        }
        for (int c = 0; c < raw.length; c++) {
            out[offset + c] = raw[c] / sum;
        }
    }
}
