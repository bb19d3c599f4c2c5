package org.tandemml.core;

/// An immutable n × p table of `double`: dense row-major ([DenseMatrix]) or sparse by rows ([SparseMatrix]).
///
/// A missing value is `NaN`; a category is its code `0..levels-1`. Selecting rows makes a view that shares the storage,
/// so folds and splits copy nothing. Fast code switches on the two kinds and works on their arrays; [#get] is for
/// edges.
public sealed interface Matrix permits DenseMatrix, SparseMatrix {
    /// Number of rows n.
    int rows();

    /// Number of columns p.
    int columns();

    /// The value at a place; O(1) dense, O(log nnz(row)) sparse. Throws `IndexOutOfBoundsException` outside the table.
    double get(int row, int column);

    /// Writes row `row` to `into[offset .. offset+columns-1]`, zeros included.
    void copyRow(int row, double[] into, int offset);

    /// The rows `rows[0], rows[1], …` of this matrix, in that order and with repetitions, as a view in O(rows.length).
    Matrix select(int[] rows);

    /// The columns `columns[0], columns[1], …` as a copy.
    Matrix selectColumns(int[] columns);

    /// Whether every stored value is finite or, if not, where the first other one stands.
    default Place firstNonFinite() {
        double[] row = new double[columns()];
        for (int i = 0; i < rows(); i++) {
            copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    return new Place(i, j, row[j]);
                }
            }
        }
        return Place.NONE;
    }

    /// A dense matrix from rows of equal length; the values are copied.
    static DenseMatrix of(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new InputException("row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new DenseMatrix(rows.length, columns, values);
    }

    /// One cell: row, column, value. `NONE` stands for no cell.
    record Place(int row, int column, double value) {
        public static final Place NONE = new Place(-1, -1, 0);

        /// True unless this is `NONE`.
        public boolean exists() {
            return row >= 0;
        }
    }
}
