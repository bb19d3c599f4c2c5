package org.tandemml.linear;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// Weight, mean and sum of squared deviations of each column over batches of rows, merged exactly but for rounding.
///
/// **Source**: Chan, Golub and LeVeque, *Algorithms for computing the sample variance*, 1983.
final class ColumnTally {
    double weight;
    final double[] mean;
    final double[] squares;

    ColumnTally(double weight, double[] mean, double[] squares) {
        this.weight = weight;
        this.mean = mean;
        this.squares = squares;
    }

    ColumnTally copy() {
        return new ColumnTally(weight, mean.clone(), squares.clone());
    }

    double deviation(int column) {
        return weight > 0 ? Math.sqrt(squares[column] / weight) : 0;
    }

    void add(Matrix rows, double[] weights) {
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        if (sum == 0) {
            return;
        }
        int p = mean.length;
        double[] batchMean = new double[p];
        double[] batchSquares = new double[p];
        switch (rows) {
            case DenseMatrix dense -> ofDense(dense, weights, sum, batchMean, batchSquares);
            case SparseMatrix sparse -> ofSparse(sparse, weights, sum, batchMean, batchSquares);
        }
        double total = weight + sum;
        for (int j = 0; j < p; j++) {
            double d = batchMean[j] - mean[j];
            squares[j] += batchSquares[j] + weight * (sum / total) * d * d;
            mean[j] += sum / total * d;
        }
        weight = total;
    }

    private static void ofDense(DenseMatrix rows, double[] weights, double sum, double[] mean, double[] squares) {
        double[] row = new double[mean.length];
        for (int i = 0; i < weights.length; i++) {
            rows.copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                mean[j] += weights[i] / sum * row[j];
            }
        }
        for (int i = 0; i < weights.length; i++) {
            rows.copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                double d = row[j] - mean[j];
                squares[j] += weights[i] * d * d;
            }
        }
    }

    private static void ofSparse(SparseMatrix rows, double[] weights, double sum, double[] mean, double[] squares) {
        int[] indices = rows.indices();
        double[] values = rows.values();
        double[] present = new double[mean.length];
        for (int i = 0; i < weights.length; i++) {
            for (int k = rows.start(i); k < rows.end(i); k++) {
                mean[indices[k]] += weights[i] / sum * values[k];
                present[indices[k]] += weights[i];
            }
        }
        for (int i = 0; i < weights.length; i++) {
            for (int k = rows.start(i); k < rows.end(i); k++) {
                double d = values[k] - mean[indices[k]];
                squares[indices[k]] += weights[i] * d * d;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            squares[j] += Math.max(0, sum - present[j]) * mean[j] * mean[j];
        }
    }
}
