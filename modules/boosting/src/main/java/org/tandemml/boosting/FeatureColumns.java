package org.tandemml.boosting;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// The features by columns: whole columns of a dense matrix, the stored cells of a sparse one with their rows, in
/// rising order. A dense copy takes 8 bytes a cell, a sparse one 12 bytes a stored cell.
final class FeatureColumns {
    final int rows;
    final int columns;
    /// Column j of a dense matrix, of a sparse one its stored values.
    final double[][] values;
    /// The rows of the stored values of column j; empty arrays for a dense matrix.
    final int[][] index;
    final boolean sparse;

    private FeatureColumns(int rows, int columns, double[][] values, int[][] index, boolean sparse) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.index = index;
        this.sparse = sparse;
    }

    static FeatureColumns of(Matrix matrix) {
        return switch (matrix) {
            case DenseMatrix dense -> of(dense);
            case SparseMatrix sparse -> of(sparse);
        };
    }

    private static FeatureColumns of(DenseMatrix dense) {
        int n = dense.rows();
        int p = dense.columns();
        double[][] values = new double[p][n];
        double[] cells = dense.values();
        for (int i = 0; i < n; i++) {
            int at = dense.offset(i);
            for (int j = 0; j < p; j++) {
                values[j][i] = cells[at + j];
            }
        }
        return new FeatureColumns(n, p, values, new int[p][0], false);
    }

    private static FeatureColumns of(SparseMatrix sparse) {
        int n = sparse.rows();
        int p = sparse.columns();
        int[] counts = new int[p];
        for (int i = 0; i < n; i++) {
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                counts[sparse.indices()[k]]++;
            }
        }
        double[][] values = new double[p][];
        int[][] index = new int[p][];
        for (int j = 0; j < p; j++) {
            values[j] = new double[counts[j]];
            index[j] = new int[counts[j]];
            counts[j] = 0;
        }
        for (int i = 0; i < n; i++) {
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                int j = sparse.indices()[k];
                values[j][counts[j]] = sparse.values()[k];
                index[j][counts[j]++] = i;
            }
        }
        return new FeatureColumns(n, p, values, index, true);
    }
}
