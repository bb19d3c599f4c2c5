package org.tandemml.peers;

import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.ValueVector;

/// Gradient tree boosting of Smile 6.3 (GPL-3.0), for comparison only; classes.
///
/// Exact splits by the first-order method of Friedman (2001), so the penalty and the bins of Tandem's `boosting` have
/// no counterpart; rounds, rate, leaves and subsampling have Tandem's defaults, not Smile's (500 trees of 6 leaves at
/// 0.05 on 70 % of the rows). **Shapes**: dense rows; row weights are refused. A running fit does not hear
/// cancellation.
public record SmileBoosting(
        @Setting("how many rounds: trees for each output") int rounds,

        @Setting("factor on the value of each tree") double learningRate,

        @Setting("most leaves of a tree") int maxLeaves,

        @Setting("most splits from the root to a leaf") int maxDepth,

        @Setting("fewest rows of a leaf") int minRows,

        @Setting("share of the rows that each round draws") double subsample)
        implements Learner.OfClasses<PeerClassifier> {
    public SmileBoosting {
        check(rounds, learningRate, maxLeaves, maxDepth, minRows, subsample);
    }

    static void check(int rounds, double learningRate, int maxLeaves, int maxDepth, int minRows, double subsample) {
        Check.atLeast("rounds", rounds, 1);
        Check.positive("learningRate", learningRate);
        Check.atLeast("maxLeaves", maxLeaves, 2);
        Check.atLeast("maxDepth", maxDepth, 2);
        Check.atLeast("minRows", minRows, 1);
        Check.positive("subsample", subsample);
    }

    /// 100 rounds at 0.1 with 31 leaves on all rows, as Tandem's `boosting`.
    public SmileBoosting() {
        this(100, 0.1, 31, 1000, 1, 1);
    }

    public SmileBoosting withRounds(int newRounds) {
        return new SmileBoosting(newRounds, learningRate, maxLeaves, maxDepth, minRows, subsample);
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
    public PeerClassifier fit(Dataset data, Fitting how) {
        PresentClasses present = PresentClasses.of(name(), data.classes());
        traits().require(name(), data);
        Rows.refuseWeights(name(), data);
        DataFrame frame = frame(name(), data).add(ValueVector.of("y", present.ofRow()));
        how.cancellation().check();
        GradientTreeBoost model = PeerLibrary.SMILE.call(
                name(),
                () -> GradientTreeBoost.fit(
                        Formula.lhs("y"),
                        frame,
                        new GradientTreeBoost.Options(
                                rounds, maxDepth, maxLeaves, minRows, learningRate, subsample, null, null)));
        StructType schema = model.schema();
        return new PeerClassifier(
                data, present, HistogramTrees.report("Smile", rounds), Provenance.of(this, data, how), row -> {
                    double[] probabilities = new double[present.count()];
                    model.predict(Tuple.of(schema, row), probabilities);
                    return probabilities;
                });
    }

    static DataFrame frame(String learner, Dataset data) {
        String[] names =
                IntStream.range(0, data.columns()).mapToObj(j -> "x" + j).toArray(String[]::new);
        return DataFrame.of(Rows.arrays(learner, data), names);
    }
}
