package org.tandemml.core;

/// What a learner learned: immutable, safe for any number of threads, and aware of where it came from.
public interface Model {
    /// Names and kinds of the feature columns it was fitted on.
    Schema schema();

    /// How the fit went.
    FitReport report();

    /// What it was fitted from and with.
    Provenance provenance();

    /// What to do with a category level that was not seen in training.
    default Schema.Unseen unseen() {
        return Schema.Unseen.ERROR;
    }

    /// The features of `data` in this model's column order and category codes, see [Schema#align].
    default Matrix align(Dataset data) {
        return schema().align(data, unseen());
    }

    /// Refuses a matrix or row of another width.
    default void checkWidth(int columns) {
        if (columns != schema().size()) {
            throw new InputException("the model was fitted on " + schema().size() + " columns, this has " + columns);
        }
    }
}
