package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// Rows of a matrix with the absent cells of sparse ones read as an ensemble reads them.
final class SparseRows {
    private SparseRows() {}

    /// Writes row i to `row`.
    static void copy(Matrix rows, int i, double[] row, TreeEnsemble.Absent absent) {
        if (absent == TreeEnsemble.Absent.MISSING && rows instanceof SparseMatrix sparse) {
            Arrays.fill(row, Double.NaN);
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                row[sparse.indices()[k]] = sparse.values()[k];
            }
        } else {
            rows.copyRow(i, row, 0);
        }
    }
}
