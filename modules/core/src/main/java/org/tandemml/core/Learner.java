package org.tandemml.core;

/// A method of learning with its settings: an immutable record of hyper-parameters whose fit returns a [Model].
///
/// Fitting never changes the learner or the data; the same learner, data and seed give the same bits for any number of
/// threads. A learner is a `record` whose components are described by [Setting], is created with its defaults by a
/// public constructor without arguments, and is changed by withers; [Settings] lists, prints and sets them by name.
///
/// @param <M> the kind of model that comes out
public interface Learner<M extends Model> {
    /// The name on the command line and in reports: `logistic`.
    String name();

    /// Learns from `data`. Throws [InputException] for data this method cannot use, naming the place and the cure, and
    /// `CancellationException` when cancelled.
    M fit(Dataset data, Fitting how);

    /// [#fit(Dataset, Fitting)] with [Fitting#defaults()].
    default M fit(Dataset data) {
        return fit(data, Fitting.defaults());
    }

    /// What data this method can use.
    default Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    /// A learner of classes.
    interface OfClasses<M extends Classifier> extends Learner<M> {
        /// Whether its models give probabilities, see [Classifier#hasProbabilities()].
        default boolean givesProbabilities() {
            return true;
        }

        /// Whether it can learn only from rows with classes; a learner of one class can do without.
        default boolean needsClasses() {
            return true;
        }
    }

    /// A learner of numbers.
    interface OfNumbers<M extends Regressor> extends Learner<M> {}

    /// A learner of clusters; it does not look at the target.
    interface OfClusters<M extends Clustering> extends Learner<M> {}

    /// A preprocessing step: learns how to transform features.
    interface OfTransform<M extends Transformer> extends Learner<M> {
        /// Learns from `data` and transforms them as training data for what comes next.
        ///
        /// The same as [#fit] and then [Transformer#transform(Dataset)], except for a step that looks at the target: it
        /// gives each row what it learned from other rows, so that the next learner is not trained on its own answers.
        default Prepared<M> prepare(Dataset data, Fitting how) {
            M step = fit(data, how);
            return new Prepared<>(step, step.transform(data));
        }
    }

    /// A fitted step and the training data it made for what comes next.
    record Prepared<M extends Transformer>(M step, Dataset data) {}
}
