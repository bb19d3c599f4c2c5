package org.tandemml.peers;

import java.util.Arrays;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.ValueVector;
import smile.model.cart.Loss;
import smile.regression.GradientTreeBoost;

/// [SmileBoosting] for numbers: squared errors.
public record SmileBoostingRegression(
        @Setting("how many rounds: trees") int rounds,

        @Setting("factor on the value of each tree") double learningRate,

        @Setting("most leaves of a tree") int maxLeaves,

        @Setting("most splits from the root to a leaf") int maxDepth,

        @Setting("fewest rows of a leaf") int minRows,

        @Setting("share of the rows that each round draws") double subsample)
        implements Learner.OfNumbers<PeerRegressor> {
    public SmileBoostingRegression {
        SmileBoosting.check(rounds, learningRate, maxLeaves, maxDepth, minRows, subsample);
    }

    /// 100 rounds at 0.1 with 31 leaves on all rows, as Tandem's `boosting`.
    public SmileBoostingRegression() {
        this(100, 0.1, 31, 1000, 1, 1);
    }

    public SmileBoostingRegression withRounds(int newRounds) {
        return new SmileBoostingRegression(newRounds, learningRate, maxLeaves, maxDepth, minRows, subsample);
    }

    @Override
    public String name() {
        return "smile-boosting";
    }

    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public PeerRegressor fit(Dataset data, Fitting how) {
        double[] target = data.numbers();
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        DataFrame frame = SmileBoosting.frame(name(), data).add(ValueVector.of("y", target));
        how.cancellation().check();
        GradientTreeBoost model = PeerLibrary.SMILE.call(
                name(),
                () -> GradientTreeBoost.fit(
                        Formula.lhs("y"),
                        frame,
                        new GradientTreeBoost.Options(
                                Loss.ls(), rounds, maxDepth, maxLeaves, minRows, learningRate, subsample, null, null)));
        StructType schema = model.schema();
        int width = data.columns();
        return new PeerRegressor(
                data, false, HistogramTrees.report("Smile", rounds), Provenance.of(this, data, how), (rows, n) -> {
                    double[] out = new double[n];
                    for (int i = 0; i < n; i++) {
                        out[i] = model.predict(Tuple.of(schema, Arrays.copyOfRange(rows, i * width, (i + 1) * width)));
                    }
                    return out;
                });
    }
}
