package org.tandemml.testing;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Target;
import org.tandemml.core.Transformer;

/// The tests that every preprocessing step must pass; its test class implements this and supplies [#learner()], and
/// [#data()] where numbers without gaps give it nothing to do.
///
/// @param <M> the kind of model
public interface TransformerContract<M extends Transformer> extends LearnerContract<M> {
    @Override
    Learner.OfTransform<M> learner();

    /// 60 rows, 4 numeric columns.
    @Override
    default Dataset data() {
        return Samples.numbers(60, 4, 1);
    }

    /// 6,000 rows, 20 numeric columns.
    @Override
    default Dataset largeData() {
        return Samples.numbers(6_000, 20, 2);
    }

    @Override
    default double[] outputs(M model, Matrix rows, Parallel loop) {
        return Samples.dense(model.transform(rows));
    }

    @Override
    default double[] outputs(M model, double[] row) {
        double[] out = new double[model.output().size()];
        model.transform(row, out);
        return out;
    }

    @Override
    default double[] outputs(M model, Dataset data) {
        return Samples.dense(model.transform(data).features());
    }

    /// Features change, everything else stays: rows, target, weights, name.
    @Test
    default void targetAndWeightsStay() {
        double[] weights = new double[data().rows()];
        Arrays.setAll(weights, i -> 1 + i % 3);
        Dataset data = data().withWeights(weights);
        M model = fitted(data);
        Dataset transformed = model.transform(data);
        Expect.that(transformed.schema().equals(model.output()), "the schema was " + transformed.schema());
        Expect.that(transformed.target().equals(data.target()), "the target changed");
        Expect.sameBits(weights, transformed.weights(), "the weights");
        Expect.that(transformed.name().equals(data.name()), "the name became " + transformed.name());
    }

    /// The columns that come out have the same names and order after a trip through a file.
    @Test
    default void outputSchemaSurvives() {
        M model = fitted(data());
        Expect.that(
                savedAndLoaded(model).output().equals(model.output()), "the file lost names or kinds of the output");
    }

    /// Preprocessing does not need a target, and does not look at it.
    @Test
    default void targetDoesNotMatter() {
        Dataset unlabelled = data().withTarget(new Target.None());
        Expect.sameBits(
                outputs(fitted(data()), data().features()),
                outputs(fitted(unlabelled), data().features()),
                "the fit without a target");
    }
}
