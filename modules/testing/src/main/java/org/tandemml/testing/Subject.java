package org.tandemml.testing;

import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Model;
import org.tandemml.core.Parallel;

/// What a contract is held against: a learner, data it can learn from, and the numbers its models give.
///
/// @param <M> the kind of model
public interface Subject<M extends Model> {
    /// The learner under test, with settings under which a fit takes milliseconds.
    Learner<M> learner();

    /// Small data that the learner can use, at least 8 rows and without weights.
    Dataset data();

    /// Data of enough rows that the learner spreads work over threads.
    Dataset largeData();

    /// All numbers that a model gives for all rows, row after row.
    double[] outputs(M model, Matrix rows, Parallel loop);

    /// All numbers that a model gives for one row, as [#outputs(Model, Matrix, Parallel)] orders them.
    double[] outputs(M model, double[] row);

    /// What a model predicts for data whose columns it finds by name.
    double[] outputs(M model, Dataset data);

    /// How far the outputs of two fits on equivalent data (weights and repetitions, classes in another order) may be
    /// apart, relative to `1 + |output|`. Solvers stop somewhere, so this follows from their tolerance.
    default double tolerance() {
        return 1e-6;
    }

    /// False for a learner that never looks at a feature, such as a baseline; it takes data that others refuse.
    default boolean looksAtFeatures() {
        return true;
    }

    /// A fit on two threads with seed 42.
    default M fitted(Dataset data) {
        return learner().fit(data, Fitting.defaults().withThreads(2));
    }

    /// [#outputs(Model, Matrix, Parallel)] on the calling thread.
    default double[] outputs(M model, Matrix rows) {
        return outputs(model, rows, Parallel.SEQUENTIAL);
    }
}
