package org.tandemml.peers;

import java.util.Arrays;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Traits;
import smile.math.MathEx;
import smile.math.Scaler;
import smile.model.mlp.Layer;
import smile.model.mlp.OutputFunction;
import smile.regression.MLP;

/// [SmileMlp] for numbers: squared errors of the standardised target.
///
/// @param net shape and training
public record SmileMlpRegression(SmileNet net) implements Learner.OfNumbers<PeerRegressor> {
    /// Layers, rate and epochs of Tandem's `mlp`.
    public SmileMlpRegression() {
        this(new SmileNet());
    }

    public SmileMlpRegression withNet(SmileNet newNet) {
        return new SmileMlpRegression(newNet);
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
    public PeerRegressor fit(Dataset data, Fitting how) {
        double[] target = data.numbers();
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        double[][] x = Rows.arrays(name(), data);
        MLP model = PeerLibrary.SMILE.call(name(), () -> {
            MathEx.setSeed(how.seed());
            MLP fresh = new MLP(
                    Scaler.standardizer(target), net.layers(data.columns(), Layer.mse(1, OutputFunction.LINEAR)));
            net.train(
                    fresh,
                    x.length,
                    how,
                    (part, rows) -> fresh.update(
                            part,
                            Arrays.stream(rows).mapToDouble(i -> target[i]).toArray()),
                    x);
            return fresh;
        });
        int width = data.columns();
        return new PeerRegressor(
                data,
                false,
                HistogramTrees.report("Smile", net.epochs()),
                Provenance.of(this, data, how),
                (rows, n) -> {
                    double[] out = new double[n];
                    for (int i = 0; i < n; i++) {
                        out[i] = model.predict(Arrays.copyOfRange(rows, i * width, (i + 1) * width));
                    }
                    return out;
                });
    }
}
