package org.tandemml.data;

import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;

/// Smallest and largest value of every numeric column, missing values and rows of weight 0 left out; 0 and 0 for
/// columns without a value and for categories.
final class ColumnRanges {
    private final double[] smallest;
    private final double[] largest;

    private ColumnRanges(int columns) {
        smallest = new double[columns];
        largest = new double[columns];
    }

    /// Of data that `learner` takes.
    static ColumnRanges of(Learner<?> learner, Dataset data, Fitting how) {
        learner.traits().require(learner.name(), data);
        how.cancellation().check();
        ColumnRanges ranges = new ColumnRanges(data.columns());
        ColumnCursor cursor = new ColumnCursor(data.features());
        double[] weights = data.weights();
        double[] cells = new double[data.rows()];
        for (int j = 0; j < data.columns(); j++) {
            if (data.schema().column(j) instanceof Column.Numeric) {
                cursor.read(j, cells);
                ranges.read(j, cells, weights);
            }
        }
        return ranges;
    }

    private void read(int column, double[] cells, double[] weights) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < cells.length; i++) {
            if (weights[i] > 0 && !Double.isNaN(cells[i])) {
                low = Math.min(low, cells[i]);
                high = Math.max(high, cells[i]);
            }
        }
        smallest[column] = low <= high ? low : 0;
        largest[column] = low <= high ? high : 0;
    }

    double smallest(int column) {
        return smallest[column];
    }

    double largest(int column) {
        return largest[column];
    }
}
