package org.tandemml.peers;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import weka.classifiers.trees.RandomForest;

/// [WekaForest] for numbers.
public record WekaForestRegression(
        @Setting("how many trees") int trees,

        @Setting("most splits from the root to a leaf, 0 for no limit")
        int maxDepth)
        implements Learner.OfNumbers<PeerRegressor> {
    public WekaForestRegression {
        Check.atLeast("trees", trees, 1);
        Check.atLeast("maxDepth", maxDepth, 0);
    }

    /// Weka's defaults: 100 trees without limit.
    public WekaForestRegression() {
        this(100, 0);
    }

    public WekaForestRegression withTrees(int newTrees) {
        return new WekaForestRegression(newTrees, maxDepth);
    }

    @Override
    public String name() {
        return "weka-forest";
    }

    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public PeerRegressor fit(Dataset data, Fitting how) {
        double[] target = data.numbers();
        traits().require(name(), data);
        how.cancellation().check();
        return PeerLibrary.WEKA.call(name(), () -> {
            WekaTable table = WekaTable.ofNumbers(data.columns());
            RandomForest model = WekaForest.forest(trees, maxDepth, how);
            model.buildClassifier(table.filled(data, target));
            return new PeerRegressor(
                    data,
                    false,
                    HistogramTrees.report("Weka", trees),
                    Provenance.of(this, data, how),
                    (rows, n) -> PeerLibrary.WEKA.call(name(), () -> {
                        double[] out = new double[n];
                        for (int i = 0; i < n; i++) {
                            out[i] = table.answer(model, rows, i)[0];
                        }
                        return out;
                    }));
        });
    }
}
