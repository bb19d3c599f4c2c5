package org.tandemml.boosting;

import org.tandemml.core.SparseMatrix;

/// The stored cells of a sparse matrix by column: column `j` holds `(rows[k], values[k])` for `starts[j] ≤ k <
/// starts[j + 1]`, rows ascending.
@SuppressWarnings("ArrayRecordComponent")
record SparseColumns(int[] starts, int[] rows, double[] values) {
    static SparseColumns of(SparseMatrix x) {
        int n = x.rows();
        int[] starts = new int[x.columns() + 1];
        int[] indices = x.indices();
        for (int i = 0; i < n; i++) {
            for (int k = x.start(i); k < x.end(i); k++) {
                starts[indices[k] + 1]++;
            }
        }
        for (int j = 0; j < x.columns(); j++) {
            starts[j + 1] = Math.addExact(starts[j], starts[j + 1]);
        }
        int[] rows = new int[starts[x.columns()]];
        double[] values = new double[rows.length];
        int[] next = starts.clone();
        for (int i = 0; i < n; i++) {
            for (int k = x.start(i); k < x.end(i); k++) {
                int to = next[indices[k]]++;
                rows[to] = i;
                values[to] = x.values()[k] + 0.0;
            }
        }
        return new SparseColumns(starts, rows, values);
    }
}
