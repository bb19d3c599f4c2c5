package org.tandemml.peers;

import java.util.Arrays;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import weka.classifiers.trees.RandomForest;

/// Random forest of Weka 3.8 (GPL-3.0), for comparison only; classes. Tandem has no forest: name it to have it.
///
/// The defaults are Weka's own. **Shapes**: dense rows; row weights are passed on. **Determinism**: the seed decides.
public record WekaForest(
        @Setting("how many trees") int trees,

        @Setting("most splits from the root to a leaf, 0 for no limit")
        int maxDepth)
        implements Learner.OfClasses<PeerClassifier> {
    public WekaForest {
        Check.atLeast("trees", trees, 1);
        Check.atLeast("maxDepth", maxDepth, 0);
    }

    /// Weka's defaults: 100 trees without limit.
    public WekaForest() {
        this(100, 0);
    }

    public WekaForest withTrees(int newTrees) {
        return new WekaForest(newTrees, maxDepth);
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
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        how.cancellation().check();
        return PeerLibrary.WEKA.call(name(), () -> {
            WekaTable table = WekaTable.ofClasses(data.columns(), present.count());
            RandomForest model = forest(trees, maxDepth, how);
            model.buildClassifier(table.filled(data, doubles(present.ofRow())));
            return new PeerClassifier(
                    data,
                    present,
                    HistogramTrees.report("Weka", trees),
                    Provenance.of(this, data, how),
                    row -> PeerLibrary.WEKA.call(name(), () -> table.answer(model, row, 0)));
        });
    }

    static RandomForest forest(int trees, int maxDepth, Fitting how) {
        RandomForest model = new RandomForest();
        model.setNumIterations(trees);
        model.setMaxDepth(maxDepth);
        model.setSeed((int) how.seed());
        model.setNumExecutionSlots(how.threads());
        return model;
    }

    static double[] doubles(int[] codes) {
        return Arrays.stream(codes).asDoubleStream().toArray();
    }
}
