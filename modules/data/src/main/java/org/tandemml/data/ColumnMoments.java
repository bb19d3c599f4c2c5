package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.SparseMatrix;

/// Weighted mean and standard deviation of every column in two passes, missing values and rows of weight 0 left out.
final class ColumnMoments {
    private final double[] weight;
    private final double[] mean;
    private final double[] squares;
    private final double[] residue;
    private final double[] smallest;
    private final double[] largest;

    private ColumnMoments(int columns) {
        weight = new double[columns];
        mean = new double[columns];
        squares = new double[columns];
        residue = new double[columns];
        smallest = new double[columns];
        largest = new double[columns];
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    }

    static ColumnMoments of(DenseMatrix features, Dataset data) {
        int p = features.columns();
        double[] values = features.values();
        ColumnMoments moments = new ColumnMoments(p);
        for (int i = 0; i < features.rows(); i++) {
            double w = data.weight(i);
            int from = features.offset(i);
            for (int j = 0; w > 0 && j < p; j++) {
                moments.add(j, values[from + j], w);
            }
        }
        moments.finishMeans();
        for (int i = 0; i < features.rows(); i++) {
            double w = data.weight(i);
            int from = features.offset(i);
            for (int j = 0; w > 0 && j < p; j++) {
                moments.addDeviation(j, values[from + j], w);
            }
        }
        return moments;
    }

    static ColumnMoments of(SparseMatrix features, Dataset data) {
        int p = features.columns();
        ColumnMoments moments = new ColumnMoments(p);
        double total = 0;
        double[] stored = new double[p];
        int[] rows = new int[p];
        int counted = 0;
        for (int i = 0; i < features.rows(); i++) {
            double w = data.weight(i);
            if (w == 0) {
                continue;
            }
            total += w;
            counted++;
            for (int k = features.start(i); k < features.end(i); k++) {
                int j = features.indices()[k];
                moments.add(j, features.values()[k], w);
                stored[j] += w;
                rows[j]++;
            }
        }
        for (int j = 0; j < p; j++) {
            if (rows[j] < counted) {
                moments.add(j, 0, Math.max(0, total - stored[j]));
            }
        }
        moments.finishMeans();
        for (int i = 0; i < features.rows(); i++) {
            double w = data.weight(i);
            for (int k = features.start(i); w > 0 && k < features.end(i); k++) {
                moments.addDeviation(features.indices()[k], features.values()[k], w);
            }
        }
        for (int j = 0; j < p; j++) {
            if (rows[j] < counted) {
                moments.addDeviation(j, 0, Math.max(0, total - stored[j]));
            }
        }
        return moments;
    }

    private void add(int column, double value, double w) {
        if (!Double.isNaN(value)) {
            weight[column] += w;
            mean[column] += w * value;
            smallest[column] = Math.min(smallest[column], value);
            largest[column] = Math.max(largest[column], value);
        }
    }

    private void finishMeans() {
        for (int j = 0; j < mean.length; j++) {
            if (smallest[j] == largest[j]) {
                mean[j] = smallest[j];
            } else {
                mean[j] = weight[j] > 0 ? mean[j] / weight[j] : 0;
            }
        }
    }

    private void addDeviation(int column, double value, double w) {
        double d = value - mean[column];
        if (!Double.isNaN(d)) {
            residue[column] += w * d;
            squares[column] += w * d * d;
        }
    }

    /// The mean, corrected by what the first pass lost to rounding; 0 for a column without values.
    double mean(int column) {
        return weight[column] > 0 ? mean[column] + residue[column] / weight[column] : 0;
    }

    /// The standard deviation with divisor Σw; exactly 0 for a constant column.
    double deviation(int column) {
        if (!(weight[column] > 0) || smallest[column] == largest[column]) {
            return 0;
        }
        double shift = residue[column] / weight[column];
        return Math.sqrt(Math.max(0, squares[column] / weight[column] - shift * shift));
    }
}
