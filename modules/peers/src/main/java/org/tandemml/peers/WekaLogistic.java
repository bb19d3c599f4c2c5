package org.tandemml.peers;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import weka.classifiers.functions.Logistic;

/// Logistic regression of Weka 3.8 (GPL-3.0), for comparison only.
///
/// Minimises `Σ loss + ridge · ‖w‖²` on columns that Weka standardises itself, by a quasi-Newton method: the ridge that
/// corresponds to Tandem's λ is n·λ/2. The default ridge is Weka's own, 1e-8: hardly any. **Shapes**: dense rows; row
/// weights are passed on. **Errors**: what Weka throws comes out as `IllegalStateException`. A running fit does not
/// hear cancellation.
public record WekaLogistic(
        @Setting("strength of the L2 penalty, on the sum of the losses")
        double ridge,

        @Setting("most iterations, -1 until it converges") int maxIterations)
        implements Learner.OfClasses<PeerClassifier> {
    public WekaLogistic {
        Check.notNegative("ridge", ridge);
        Check.atLeast("maxIterations", maxIterations, -1);
    }

    /// Weka's defaults: ridge 1e-8, iterations until it converges.
    public WekaLogistic() {
        this(1e-8, -1);
    }

    public WekaLogistic withRidge(double newRidge) {
        return new WekaLogistic(newRidge, maxIterations);
    }

    @Override
    public String name() {
        return "weka-logistic";
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
            Logistic model = new Logistic();
            model.setRidge(ridge);
            model.setMaxIts(maxIterations);
            model.buildClassifier(table.filled(data, WekaForest.doubles(present.ofRow())));
            return new PeerClassifier(
                    data,
                    present,
                    HistogramTrees.report("Weka", Math.max(0, maxIterations)),
                    Provenance.of(this, data, how),
                    row -> PeerLibrary.WEKA.call(name(), () -> table.answer(model, row, 0)));
        });
    }
}
