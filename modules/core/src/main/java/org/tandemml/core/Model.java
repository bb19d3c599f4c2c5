package org.tandemml.core;

import java.util.OptionalLong;

/// What a learner learned: immutable, safe for any number of threads, and aware of where it came from.
public interface Model {
    /// Names and kinds of the feature columns it was fitted on.
    Schema schema();

    /// How the fit went.
    FitReport report();

    /// What it was fitted from and with.
    Provenance provenance();

    /// How many numbers were learned: coefficients, weights, stored rows times columns; empty where nobody counted.
    default OptionalLong parameters() {
        return OptionalLong.empty();
    }

    /// The loss on rows held out inside the fit after each iteration, as [FitReport#trace()] has it on the others;
    /// empty for methods that hold none out.
    default double[] validationTrace() {
        return new double[0];
    }

    /// What to do with a category level that was not seen in training.
    default Schema.Unseen unseen() {
        return Schema.Unseen.ERROR;
    }

    /// Whether it takes missing values (`NaN`) in new data. A model that does not refuses them in [#align].
    default boolean takesMissing() {
        return false;
    }

    /// The features of `data` in this model's column order and category codes, see [Schema#align].
    ///
    /// Throws [InputException] naming column and row for a value that is missing or infinite, unless
    /// [#takesMissing()]: arithmetic would turn it into a prediction of `NaN`.
    default Matrix align(Dataset data) {
        Matrix aligned = schema().align(data, unseen());
        if (!takesMissing()) {
            Traits.NUMERIC_ONLY.requireFinite("the model", schema(), aligned);
        }
        return aligned;
    }

    /// Refuses a matrix or row of another width.
    default void checkWidth(int columns) {
        if (columns != schema().size()) {
            throw new InputException("the model was fitted on " + schema().size() + " columns, this has " + columns);
        }
    }
}
