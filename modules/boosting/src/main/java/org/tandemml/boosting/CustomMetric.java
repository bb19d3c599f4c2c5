package org.tandemml.boosting;

import java.util.function.ToDoubleBiFunction;

/// A metric given as a function, see [RoundMetric#custom].
record CustomMetric(String name, boolean higherIsBetter, ToDoubleBiFunction<Labels, double[]> function)
        implements RoundMetric {
    @Override
    public double value(Labels labels, double[] predictions) {
        return function.applyAsDouble(labels, predictions);
    }

    @Override
    public String toString() {
        return name;
    }
}
