package org.tandemml.kmeans;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The rows to be clustered, with their weights; under the cosine brought to length 1.
final class Rows {
    final int n;
    final int p;
    final double[] weights;
    final double totalWeight;
    private final Matrix matrix;
    /// What each row is multiplied by; empty for 1.
    private final double[] scale;
    private final DoubleKernels kernels = Kernels.doubles();

    Rows(Matrix matrix, double[] weights, boolean spherical) {
        this.matrix = matrix;
        this.weights = weights;
        n = matrix.rows();
        p = matrix.columns();
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        totalWeight = sum;
        scale = spherical ? scales(matrix) : new double[0];
    }

    private static double[] scales(Matrix matrix) {
        double[] scale = new double[matrix.rows()];
        double[] row = new double[matrix.columns()];
        for (int i = 0; i < scale.length; i++) {
            matrix.copyRow(i, row, 0);
            scale[i] = inverseLength(row, 0, row.length, i);
        }
        return scale;
    }

    /// 1 over the length of a row; `number` is for messages.
    static double inverseLength(double[] row, int offset, int p, int number) {
        double squares = 0;
        for (int j = offset; j < offset + p; j++) {
            squares += row[j] * row[j];
        }
        if (squares == 0) {
            throw new InputException("row " + (number + 1) + " is zero in all columns: it has no direction to cluster"
                    + " by cosine; leave it out or set spherical to false");
        }
        return 1 / Math.sqrt(squares);
    }

    /// Writes row i.
    void copy(int i, double[] into, int offset) {
        matrix.copyRow(i, into, offset);
        if (scale.length > 0) {
            for (int j = offset; j < offset + p; j++) {
                into[j] *= scale[i];
            }
        }
    }

    /// Adds `factor` times row i to `into`.
    void add(int i, double factor, double[] into, int offset, double[] scratch) {
        double times = scale.length > 0 ? factor * scale[i] : factor;
        switch (matrix) {
            case DenseMatrix dense -> kernels.axpy(times, dense.values(), dense.offset(i), into, offset, p);
            case SparseMatrix sparse -> {
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    into[offset + sparse.indices()[k]] += times * sparse.values()[k];
                }
            }
        }
    }

    /// The mean of each column, and the mean of their variances.
    double[] means() {
        double[] means = new double[p];
        for (int i = 0; i < n; i++) {
            add(i, weights[i] / totalWeight, means, 0, means);
        }
        return means;
    }

    double meanVariance(double[] means) {
        double[] row = new double[p];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            copy(i, row, 0);
            sum += weights[i] / totalWeight * kernels.squaredDistance(row, 0, means, 0, p);
        }
        return sum / p;
    }
}
