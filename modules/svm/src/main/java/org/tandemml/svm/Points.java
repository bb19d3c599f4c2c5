package org.tandemml.svm;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// Training or support rows in double, dense and contiguous or sparse.
final class Points {
    final int rows;
    final int columns;
    final Matrix matrix;

    Points(Matrix matrix) {
        this.matrix = switch (matrix) {
            case DenseMatrix dense -> dense.contiguous();
            case SparseMatrix sparse ->
                8L * sparse.rows() * sparse.columns() <= Math.max(64L << 20, 40 * sparse.stored())
                                && 1L * sparse.rows() * sparse.columns() < Integer.MAX_VALUE - 8
                        ? sparse.dense()
                        : sparse.contiguous();
        };
        this.rows = matrix.rows();
        this.columns = matrix.columns();
    }

    double[] row(int i) {
        double[] row = new double[columns];
        matrix.copyRow(i, row, 0);
        return row;
    }

    /// The variance over all cells, in two passes.
    double variance() {
        double cells = (double) rows * columns;
        double[] stored = values();
        double sum = 0;
        for (double v : stored) {
            sum += v;
        }
        double mean = sum / cells;
        double squares = (cells - stored.length) * mean * mean;
        for (double v : stored) {
            squares += (v - mean) * (v - mean);
        }
        return squares / cells;
    }

    double[] values() {
        return switch (matrix) {
            case DenseMatrix dense -> dense.values();
            case SparseMatrix sparse -> sparse.values();
        };
    }

    /// Column means of dense rows; zeros for sparse ones, which must stay sparse.
    double[] means() {
        double[] means = new double[columns];
        if (matrix instanceof DenseMatrix dense) {
            double[] v = dense.values();
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    means[j] += v[i * columns + j];
                }
            }
            for (int j = 0; j < columns; j++) {
                means[j] /= rows;
            }
        }
        return means;
    }
}
