package org.tandemml.testing;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Regressor;
import org.tandemml.core.Target;

/// The tests that every learner of numbers must pass; its test class implements this and supplies [#learner()].
///
/// @param <M> the kind of model
public interface RegressorContract<M extends Regressor> extends LearnerContract<M> {
    @Override
    Learner.OfNumbers<M> learner();

    /// 60 rows, 4 columns, a linear target with noise.
    @Override
    default Dataset data() {
        return Samples.numbers(60, 4, 1);
    }

    /// 6,000 rows, 20 columns, a linear target with noise.
    @Override
    default Dataset largeData() {
        return Samples.numbers(6_000, 20, 2);
    }

    @Override
    default double[] outputs(M model, Matrix rows, Parallel loop) {
        return model.predict(rows, loop);
    }

    @Override
    default double[] outputs(M model, double[] row) {
        return new double[] {model.predict(row)};
    }

    @Override
    default double[] outputs(M model, Dataset data) {
        return model.predict(data);
    }

    /// Data and their features give the same predictions, and the target's name survives a file.
    @Test
    default void predictionsOfDataAreThoseOfTheirFeatures() {
        M model = fitted(data());
        Expect.sameBits(model.predict(data().features()), model.predict(data()), "prediction of a data set");
        String name = data().target().name();
        Expect.that(model.target().equals(name), "the target was \"" + model.target() + "\", expected " + name);
        Expect.that(savedAndLoaded(model).target().equals(name), "the target's name was lost in the file");
    }

    /// A target of classes, and none, are refused with the cure.
    @Test
    default void refusesATargetThatHoldsNoNumbers() {
        Dataset classes = data().withTarget(new Target.Classes("kind", List.of("a", "b"), new int[data().rows()]));
        Expect.refusal("a target of classes", () -> fitted(classes), "\"kind\"", "number");
        Expect.refusal("data without a target", () -> fitted(data().withTarget(new Target.None())), "target");
    }
}
