package org.tandemml.nn;

import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// A net over a table in training, that becomes a [TableNet].
interface TableTraining extends TrainedNet {
    /// Sets the parameters to where training begins, the output layer at these biases.
    void start(double[] outputBias, Seed seed);

    /// The net at these parameters.
    TableNet net(TableInput input, float[] point);

    /// Makes the net once the data are known.
    @FunctionalInterface
    interface Architecture {
        TableTraining over(TableInput input, TableInput.Rows rows, RowLoss loss, int outputs, int batch, Parallel loop);
    }
}
