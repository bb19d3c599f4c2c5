package org.tandemml.peers;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

/// What the machines with an RBF kernel of other libraries have in common.
record RbfSettings(double cost, double gamma, double tolerance) {
    RbfSettings {
        Check.positive("cost", cost);
        Check.notNegative("gamma", gamma);
        Check.positive("tolerance", tolerance);
    }

    /// γ as set, or for 0 that of `scale`: 1/(columns × variance of all values).
    double gamma(Dataset data) {
        if (gamma > 0) {
            return gamma;
        }
        double[] row = new double[data.columns()];
        double sum = 0;
        double squares = 0;
        double count = (double) data.rows() * row.length;
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            for (double value : row) {
                sum += value;
            }
        }
        double mean = sum / count;
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            for (double value : row) {
                squares += (value - mean) * (value - mean);
            }
        }
        double variance = squares / count;
        if (!Double.isFinite(variance)) {
            throw new InputException("gamma = scale needs numbers whose squares have a sum: scale the columns");
        }
        return 1 / (row.length * (variance > 0 ? variance : 1));
    }
}
