package org.tandemml.core;

/// A model that predicts a number. One row gives the same bits alone and in a batch.
public interface Regressor extends Model {
    /// The name of the target column.
    String target();

    /// The prediction for one row of p features. Allocates nothing.
    double predict(double[] row);

    /// The prediction for each row, rows spread over the loop's threads.
    double[] predict(Matrix rows, Parallel loop);

    /// [#predict(Matrix, Parallel)] on the calling thread.
    default double[] predict(Matrix rows) {
        return predict(rows, Parallel.SEQUENTIAL);
    }

    /// The prediction for each row of `data`, whose columns are found by name.
    default double[] predict(Dataset data) {
        return predict(align(data));
    }
}
