package org.tandemml.peers;

import java.util.Arrays;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;
import smile.classification.MLP;
import smile.math.MathEx;
import smile.model.mlp.Layer;
import smile.model.mlp.OutputFunction;

/// Multi-layer perceptron of Smile 6.3 (GPL-3.0), for comparison only; classes by cross-entropy.
///
/// Layers, activation, rate and epochs are those of Tandem's `mlp`; instead of AdamW Smile has RMSProp, and it neither
/// stops early nor lets the rate decline. Needs a system OpenBLAS; where there is none the fit fails with an
/// `InputException` that says so. **Shapes**: dense rows, best standardised; row weights are refused.
///
/// @param net shape and training
public record SmileMlp(SmileNet net) implements Learner.OfClasses<PeerClassifier> {
    /// Layers, rate and epochs of Tandem's `mlp`.
    public SmileMlp() {
        this(new SmileNet());
    }

    public SmileMlp withNet(SmileNet newNet) {
        return new SmileMlp(newNet);
    }

    @Override
    public String name() {
        return "smile-mlp";
    }

    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        int k = present.count();
        double[][] x = Rows.arrays(name(), data);
        MLP model = PeerLibrary.SMILE.call(name(), () -> {
            MathEx.setSeed(how.seed());
            MLP fresh = new MLP(net.layers(
                    data.columns(),
                    k == 2 ? Layer.mle(1, OutputFunction.SIGMOID) : Layer.mle(k, OutputFunction.SOFTMAX)));
            int[] codes = present.ofRow();
            net.train(
                    fresh,
                    x.length,
                    how,
                    (part, rows) -> fresh.update(
                            part, Arrays.stream(rows).map(i -> codes[i]).toArray()),
                    x);
            return fresh;
        });
        return new PeerClassifier(
                data, present, HistogramTrees.report("Smile", net.epochs()), Provenance.of(this, data, how), row -> {
                    double[] probabilities = new double[k];
                    model.predict(row, probabilities);
                    return probabilities;
                });
    }
}
