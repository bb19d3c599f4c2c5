package org.tandemml.nn;

import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// A fitted net over the rows of a table; safe for any number of threads. A row alone has the bits it has in a batch.
sealed interface TableNet permits MlpNet, LayerNet {
    /// How rows are encoded.
    TableInput input();

    /// Numbers a row gives.
    int outputs();

    /// Numbers that training changed.
    int parameterCount();

    /// The outputs of one row.
    void outputs(double[] row, double[] out);

    /// The one output of a row.
    double output(double[] row);

    /// The outputs of all rows, `n × outputs`.
    double[] outputs(Matrix rows, Parallel loop);
}
