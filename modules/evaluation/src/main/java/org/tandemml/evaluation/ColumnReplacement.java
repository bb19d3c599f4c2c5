package org.tandemml.evaluation;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// A table with the cells of one column replaced, in the storage of the original.
final class ColumnReplacement {
    private ColumnReplacement() {}

    static Matrix of(Matrix features, int column, double[] cells) {
        return switch (features) {
            case DenseMatrix dense -> dense(dense, column, cells);
            case SparseMatrix sparse -> sparse(sparse, column, cells);
        };
    }

    private static DenseMatrix dense(DenseMatrix features, int column, double[] cells) {
        int p = features.columns();
        double[] values = DenseMatrix.allocate(features.rows(), p);
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, values, i * p);
            values[i * p + column] = cells[i];
        }
        return new DenseMatrix(features.rows(), p, values);
    }

    private static SparseMatrix sparse(SparseMatrix features, int column, double[] cells) {
        int n = features.rows();
        int[] starts = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int count = cells[i] == 0 ? 0 : 1;
            for (int k = features.start(i); k < features.end(i); k++) {
                count += features.indices()[k] == column ? 0 : 1;
            }
            starts[i + 1] = starts[i] + count;
        }
        int[] indices = new int[starts[n]];
        double[] values = new double[starts[n]];
        for (int i = 0; i < n; i++) {
            int to = starts[i];
            boolean placed = cells[i] == 0;
            for (int k = features.start(i); k < features.end(i); k++) {
                int j = features.indices()[k];
                if (!placed && j >= column) {
                    indices[to] = column;
                    values[to++] = cells[i];
                    placed = true;
                }
                if (j != column) {
                    indices[to] = j;
                    values[to++] = features.values()[k];
                }
            }
            if (!placed) {
                indices[to] = column;
                values[to] = cells[i];
            }
        }
        return new SparseMatrix(features.columns(), starts, indices, values);
    }
}
