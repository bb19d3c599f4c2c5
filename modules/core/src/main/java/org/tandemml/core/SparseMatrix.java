package org.tandemml.core;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A sparse matrix in compressed rows (CSR): row `i` holds the pairs `(indices()[k], values()[k])` for
/// `start(i) ≤ k < end(i)`, indices strictly ascending; every other cell is zero. Or a view of some rows of one.
///
/// The arrays are shared, not copied, in or out: read only. Explicit zeros are kept, `NaN` is a missing value.
public final class SparseMatrix implements Matrix {
    private final int columns;
    private final int[] starts;
    private final int[] indices;
    private final double[] values;
    private final int @Nullable [] index;

    /// A matrix over the three CSR arrays; `starts` has one entry more than there are rows. The structure is checked
    /// in O(nnz), nothing is copied.
    public SparseMatrix(int columns, int[] starts, int[] indices, double[] values) {
        this(columns, starts, indices, values, null);
        checkStructure();
    }

    private SparseMatrix(int columns, int[] starts, int[] indices, double[] values, int @Nullable [] index) {
        this.columns = Check.atLeast("columns", columns, 0);
        this.starts = starts;
        this.indices = indices;
        this.values = values;
        this.index = index;
    }

    private void checkStructure() {
        if (starts.length == 0 || starts[0] != 0) {
            throw new InputException("row starts must begin with 0");
        }
        int stored = starts[starts.length - 1];
        if (stored > indices.length || stored > values.length) {
            throw new InputException("row starts end at " + stored + ", but there are " + indices.length
                    + " indices and " + values.length + " values");
        }
        for (int i = 0; i + 1 < starts.length; i++) {
            // A start above the last one falls later; it must not be followed past the arrays before that.
            if (starts[i + 1] < starts[i] || starts[i + 1] > stored) {
                throw new InputException("row starts must not fall: " + starts[i] + ", " + starts[i + 1] + ", and "
                        + stored + " at the end");
            }
            int last = -1;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                if (indices[k] <= last || indices[k] >= columns) {
                    throw new InputException("row " + i + ": column index " + indices[k] + " must be above " + last
                            + " and below " + columns);
                }
                last = indices[k];
            }
        }
    }

    @Override
    public int rows() {
        return index == null ? starts.length - 1 : index.length;
    }

    @Override
    public int columns() {
        return columns;
    }

    private int stored(int row) {
        return index == null ? row : index[row];
    }

    /// First position of row `row` in [#indices()] and [#values()].
    public int start(int row) {
        return starts[stored(row)];
    }

    /// One past the last position of row `row`.
    public int end(int row) {
        return starts[stored(row) + 1];
    }

    /// The shared column indices: read only.
    public int[] indices() {
        return indices;
    }

    /// The shared values: read only.
    public double[] values() {
        return values;
    }

    /// Number of stored values in the rows of this matrix.
    public long stored() {
        long count = 0;
        for (int i = 0; i < rows(); i++) {
            count += end(i) - start(i);
        }
        return count;
    }

    @Override
    public double get(int row, int column) {
        Objects.checkIndex(row, rows());
        Objects.checkIndex(column, columns);
        int k = Arrays.binarySearch(indices, start(row), end(row), column);
        return k < 0 ? 0 : values[k];
    }

    @Override
    public void copyRow(int row, double[] into, int offset) {
        Objects.checkIndex(row, rows());
        Arrays.fill(into, offset, offset + columns, 0);
        for (int k = start(row); k < end(row); k++) {
            into[offset + indices[k]] = values[k];
        }
    }

    @Override
    public SparseMatrix select(int[] rows) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = stored(Objects.checkIndex(rows[i], rows()));
        }
        return new SparseMatrix(columns, starts, indices, values, chosen);
    }

    /// This matrix if its rows lie one after the other in the arrays, else such a copy.
    public SparseMatrix contiguous() {
        if (index == null) {
            return this;
        }
        int[] newStarts = new int[rows() + 1];
        for (int i = 0; i < rows(); i++) {
            newStarts[i + 1] = Math.addExact(newStarts[i], end(i) - start(i));
        }
        int[] newIndices = new int[newStarts[rows()]];
        double[] newValues = new double[newStarts[rows()]];
        for (int i = 0; i < rows(); i++) {
            int length = end(i) - start(i);
            System.arraycopy(indices, start(i), newIndices, newStarts[i], length);
            System.arraycopy(values, start(i), newValues, newStarts[i], length);
        }
        return new SparseMatrix(columns, newStarts, newIndices, newValues, null);
    }

    @Override
    public SparseMatrix selectColumns(int[] columns) {
        int[] target = new int[this.columns];
        Arrays.fill(target, -1);
        for (int j = 0; j < columns.length; j++) {
            if (target[columns[j]] >= 0) {
                throw new InputException("column " + columns[j] + " is selected twice from a sparse matrix");
            }
            target[columns[j]] = j;
        }
        return mapColumns(target, columns.length);
    }

    /// A copy of `newColumns` columns in which column `j` of this matrix has become column `target[j]`, or is gone
    /// where that is −1; columns that nothing maps to are zero. No two columns may have the same target.
    SparseMatrix mapColumns(int[] target, int newColumns) {
        Check.length("target", target.length, columns);
        int[] newStarts = new int[rows() + 1];
        int[] newIndices = new int[Math.toIntExact(stored())];
        double[] newValues = new double[newIndices.length];
        int count = 0;
        for (int i = 0; i < rows(); i++) {
            int rowStart = count;
            for (int k = start(i); k < end(i); k++) {
                int column = target[indices[k]];
                if (column >= 0) {
                    // Insertion from the right: rows that stay in order, the usual case, move nothing.
                    int place = count++;
                    while (place > rowStart && newIndices[place - 1] > column) {
                        newIndices[place] = newIndices[place - 1];
                        newValues[place] = newValues[place - 1];
                        place--;
                    }
                    newIndices[place] = column;
                    newValues[place] = values[k];
                }
            }
            newStarts[i + 1] = count;
        }
        return new SparseMatrix(
                newColumns, newStarts, Arrays.copyOf(newIndices, count), Arrays.copyOf(newValues, count), null);
    }

    @Override
    public Place firstNonFinite() {
        for (int i = 0; i < rows(); i++) {
            for (int k = start(i); k < end(i); k++) {
                if (!Double.isFinite(values[k])) {
                    return new Place(i, indices[k], values[k]);
                }
            }
        }
        return Place.NONE;
    }

    /// The same table with every cell stored; needs `8·rows·columns` bytes.
    public DenseMatrix dense() {
        double[] all = DenseMatrix.allocate(rows(), columns);
        for (int i = 0; i < rows(); i++) {
            copyRow(i, all, i * columns);
        }
        return new DenseMatrix(rows(), columns, all);
    }

    @Override
    public String toString() {
        return "SparseMatrix[" + rows() + " x " + columns + ", " + stored() + " stored]";
    }
}
