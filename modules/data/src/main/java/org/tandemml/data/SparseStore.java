package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;

/// Rows of a sparse matrix that arrive value by value; 12 bytes a stored value, up to twice that while growing.
final class SparseStore {
    private final SourceFile source;
    private int[] starts = new int[1024];
    private int[] indices = new int[8192];
    private double[] values = new double[8192];
    private int rows;
    private int stored;
    private int columns;

    SparseStore(SourceFile source) {
        this.source = source;
    }

    /// Adds a value to the row under way; columns must ascend.
    void put(int column, double value) {
        if (stored == indices.length) {
            int size = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, 2L * stored));
            if (size == stored) {
                throw new InputException(
                        source.name() + ": more than " + stored + " values do not fit one table: read fewer rows");
            }
            source.requireMemory(12L * size, 0);
            indices = Arrays.copyOf(indices, size);
            values = Arrays.copyOf(values, size);
        }
        indices[stored] = column;
        values[stored++] = value;
        columns = Math.max(columns, column + 1);
    }

    void endRow() {
        rows++;
        if (rows + 1 > starts.length) {
            source.requireMemory(8L * rows, 0);
            starts = Arrays.copyOf(starts, 2 * rows);
        }
        starts[rows] = stored;
    }

    int rows() {
        return rows;
    }

    /// One more than the largest column that holds a value.
    int columns() {
        return columns;
    }

    /// All rows, as a matrix of `width` columns.
    SparseMatrix matrix(int width) {
        return new SparseMatrix(
                width, Arrays.copyOf(starts, rows + 1), Arrays.copyOf(indices, stored), Arrays.copyOf(values, stored));
    }

    /// All rows, as a matrix of `width` columns and one more that holds a value in every row.
    SparseMatrix matrix(int width, double[] last) {
        source.requireMemory(12L * (stored + rows), 0);
        int[] from = new int[rows + 1];
        int[] at = new int[Math.addExact(stored, rows)];
        double[] all = new double[at.length];
        for (int i = 0; i < rows; i++) {
            int count = starts[i + 1] - starts[i];
            System.arraycopy(indices, starts[i], at, from[i], count);
            System.arraycopy(values, starts[i], all, from[i], count);
            from[i + 1] = from[i] + count + 1;
            at[from[i + 1] - 1] = width;
            all[from[i + 1] - 1] = last[i];
        }
        return new SparseMatrix(width + 1, from, at, all);
    }

    /// Forgets all rows.
    void clear() {
        rows = 0;
        stored = 0;
    }
}
