package org.tandemml.nn;

import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;

/// A multi-layer perceptron before the data are known.
record MlpPlan(Widths hidden, Activation activation, double dropout) implements TableTraining.Architecture {
    static void checkActivation(Activation activation) {
        if (activation == Activation.STEP) {
            throw new InputException("activation step has derivative 0 everywhere, so nothing before it can learn: use"
                    + " relu, gelu or another");
        }
    }

    @Override
    public TableTraining over(
            TableInput input, TableInput.Rows rows, RowLoss loss, int outputs, int batch, Parallel loop) {
        MlpShape shape = new MlpShape(input.dense(), input.levels(), hidden.sizes(), outputs, activation);
        return new MlpTraining(shape, rows, loss, dropout, batch, loop);
    }
}
