package org.tandemml.data;

import java.util.List;
import java.util.function.IntPredicate;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Target;

/// Smoothed means of the target for every level of some columns, from some rows of a data set.
///
/// @param outputs the classes that have a mean each; empty if there is one mean
/// @param encodings for each column of the data `(levels + 1) × means` numbers, the last row for missing values; empty
///     for columns that are not encoded
record LevelMeans(List<String> outputs, double[][] encodings) {
    static LevelMeans of(Dataset data, int[] encoded, TargetEncode.Smoothing smoothing, IntPredicate rows) {
        List<String> outputs =
                data.target() instanceof Target.Classes c && c.names().size() > 2 ? c.names() : List.of();
        double[][] encodings = new double[data.columns()][0];
        int width = Math.max(1, outputs.size());
        for (int j : encoded) {
            Column.Categorical column = (Column.Categorical) data.schema().column(j);
            encodings[j] = new double[(column.levels().size() + 1) * width];
        }
        for (int t = 0; t < width; t++) {
            double[] y = target(data, outputs.isEmpty() ? 1 : t);
            double total = 0;
            double mean = 0;
            for (int i = 0; i < y.length; i++) {
                if (rows.test(i)) {
                    total += data.weight(i);
                    mean += data.weight(i) * y[i];
                }
            }
            mean = total > 0 ? mean / total : 0;
            double variance = 0;
            for (int i = 0; i < y.length; i++) {
                if (rows.test(i)) {
                    variance += data.weight(i) * (y[i] - mean) * (y[i] - mean) / total;
                }
            }
            for (int j : encoded) {
                double[] means = smoothed(data, j, encodings[j].length / width, y, rows, mean, variance, smoothing);
                for (int level = 0; level < means.length; level++) {
                    encodings[j][level * width + t] = means[level];
                }
            }
        }
        return new LevelMeans(outputs, encodings);
    }

    private static double[] target(Dataset data, int wanted) {
        if (!(data.target() instanceof Target.Classes classes)) {
            return data.numbers();
        }
        double[] y = new double[data.rows()];
        for (int i = 0; i < y.length; i++) {
            y[i] = classes.codes()[i] == wanted ? 1 : 0;
        }
        return y;
    }

    private static double[] smoothed(
            Dataset data,
            int column,
            int levels,
            double[] y,
            IntPredicate rows,
            double mean,
            double variance,
            TargetEncode.Smoothing smoothing) {
        double[] counts = new double[levels];
        double[] means = new double[levels];
        double[] squares = new double[levels];
        for (int i = 0; i < y.length; i++) {
            if (rows.test(i)) {
                int level = level(data, i, column, levels);
                counts[level] += data.weight(i);
                means[level] += data.weight(i) * y[i];
            }
        }
        for (int level = 0; level < levels; level++) {
            means[level] = counts[level] > 0 ? means[level] / counts[level] : 0;
        }
        for (int i = 0; i < y.length; i++) {
            if (rows.test(i)) {
                int level = level(data, i, column, levels);
                double d = y[i] - means[level];
                squares[level] += data.weight(i) * d * d;
            }
        }
        double extra = smoothing.rows();
        for (int level = 0; level < levels; level++) {
            double n = counts[level];
            double share = Double.isNaN(extra) ? variance * n / (variance * n + squares[level] / n) : n / (n + extra);
            means[level] = n > 0 && !Double.isNaN(share) ? share * means[level] + (1 - share) * mean : mean;
        }
        return means;
    }

    private static int level(Dataset data, int row, int column, int levels) {
        double code = data.features().get(row, column);
        return Double.isNaN(code) ? levels - 1 : (int) code;
    }
}
