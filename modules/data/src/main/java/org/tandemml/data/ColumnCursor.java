package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// Reads a matrix column by column; sparse data are transposed once in O(nnz).
final class ColumnCursor {
    private final Matrix matrix;
    private final int[] starts;
    private final int[] rows;
    private final double[] values;

    ColumnCursor(Matrix matrix) {
        this.matrix = matrix;
        if (!(matrix instanceof SparseMatrix sparse)) {
            starts = new int[0];
            rows = new int[0];
            values = new double[0];
            return;
        }
        starts = new int[sparse.columns() + 2];
        int stored = Math.toIntExact(sparse.stored());
        rows = new int[stored];
        values = new double[stored];
        for (int i = 0; i < sparse.rows(); i++) {
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                starts[sparse.indices()[k] + 2]++;
            }
        }
        for (int j = 2; j < starts.length; j++) {
            starts[j] += starts[j - 1];
        }
        // Shifted by one, starts[j + 1] runs from the beginning of column j to its end while the column is filled.
        for (int i = 0; i < sparse.rows(); i++) {
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                int at = starts[sparse.indices()[k] + 1]++;
                rows[at] = i;
                values[at] = sparse.values()[k];
            }
        }
    }

    /// Writes column `column` to `into[0 .. rows-1]`.
    void read(int column, double[] into) {
        switch (matrix) {
            case DenseMatrix dense -> {
                for (int i = 0; i < into.length; i++) {
                    into[i] = dense.values()[dense.offset(i) + column];
                }
            }
            case SparseMatrix sparse -> {
                Arrays.fill(into, 0);
                for (int k = starts[column]; k < starts[column + 1]; k++) {
                    into[rows[k]] = values[k];
                }
            }
        }
    }
}
