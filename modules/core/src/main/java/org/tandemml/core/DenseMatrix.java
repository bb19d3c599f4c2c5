package org.tandemml.core;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A dense row-major matrix over one shared `double[]`, or a view of some of its rows.
///
/// Row `i` occupies `values()[offset(i)] .. values()[offset(i) + columns() - 1]`. The array is not copied, in or out:
/// whoever hands it over or reads it must not write to it afterwards.
public final class DenseMatrix implements Matrix {
    private final int rows;
    private final int columns;
    private final double[] values;
    private final int @Nullable [] index;
    private final Map<Integer, List<String>> novel;

    /// A matrix over `values`, row-major without gaps; `values.length` must be `rows·columns`. O(1), no copy.
    public DenseMatrix(int rows, int columns, double[] values) {
        this(rows, columns, values, null, Map.of());
        if ((long) rows * columns != values.length) {
            throw new InputException("values must have length " + rows + " x " + columns + ", had " + values.length);
        }
    }

    private DenseMatrix(
            int rows, int columns, double[] values, int @Nullable [] index, Map<Integer, List<String>> novel) {
        Check.atLeast("rows", rows, 0);
        Check.atLeast("columns", columns, 0);
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.index = index;
        this.novel = novel;
    }

    /// This matrix with names for codes beyond the levels of a schema, by column: see [Schema#align(Dataset,
    /// Schema.Unseen, int...)]. Views of its rows keep them.
    DenseMatrix withNovel(Map<Integer, List<String>> names) {
        return new DenseMatrix(rows, columns, values, index, Map.copyOf(names));
    }

    /// The levels of a column that its schema does not list: the code `levels + k` stands for the name at k. Empty
    /// unless the matrix was aligned with this column open.
    public List<String> novel(int column) {
        return novel.getOrDefault(column, List.of());
    }

    /// An array for `rows × columns` values, or a clear error where that exceeds what one Java array can hold.
    public static double[] allocate(int rows, int columns) {
        long size = (long) rows * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new InputException("a dense matrix of " + rows + " x " + columns + " has " + size
                    + " values, more than one array can hold (2147483639): use sparse data or fewer rows");
        }
        return new double[(int) size];
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double get(int row, int column) {
        Objects.checkIndex(column, columns);
        return values[offset(row) + column];
    }

    @Override
    public void copyRow(int row, double[] into, int offset) {
        System.arraycopy(values, offset(row), into, offset, columns);
    }

    /// The shared storage: read only.
    public double[] values() {
        return values;
    }

    /// Where row `row` begins in [#values()].
    public int offset(int row) {
        Objects.checkIndex(row, rows);
        return (index == null ? row : index[row]) * columns;
    }

    /// True if row i + 1 follows row i in the storage for all rows, so that blocks of rows are blocks of the array.
    public boolean isContiguous() {
        return index == null;
    }

    /// This matrix if it is contiguous, else a contiguous copy.
    public DenseMatrix contiguous() {
        if (index == null) {
            return this;
        }
        double[] copy = allocate(rows, columns);
        for (int i = 0; i < rows; i++) {
            copyRow(i, copy, i * columns);
        }
        return new DenseMatrix(rows, columns, copy, null, novel);
    }

    @Override
    public DenseMatrix select(int[] rows) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int row = Objects.checkIndex(rows[i], this.rows);
            chosen[i] = index == null ? row : index[row];
        }
        return new DenseMatrix(rows.length, columns, values, chosen, novel);
    }

    @Override
    public DenseMatrix selectColumns(int[] columns) {
        double[] copy = allocate(rows, columns.length);
        for (int i = 0; i < rows; i++) {
            int from = offset(i);
            for (int j = 0; j < columns.length; j++) {
                copy[i * columns.length + j] = values[from + Objects.checkIndex(columns[j], this.columns)];
            }
        }
        return new DenseMatrix(rows, columns.length, copy);
    }

    @Override
    public Place firstNonFinite() {
        for (int i = 0; i < rows; i++) {
            int from = offset(i);
            if (isFinite(from)) {
                continue;
            }
            for (int j = 0; j < columns; j++) {
                if (!Double.isFinite(values[from + j])) {
                    return new Place(i, j, values[from + j]);
                }
            }
        }
        return Place.NONE;
    }

    // 0 * v is 0 for a finite v and NaN otherwise; four sums at once keep the additions from waiting on each other.
    private boolean isFinite(int from) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 4 <= columns; j += 4) {
            a += 0 * values[from + j];
            b += 0 * values[from + j + 1];
            c += 0 * values[from + j + 2];
            d += 0 * values[from + j + 3];
        }
        for (; j < columns; j++) {
            a += 0 * values[from + j];
        }
        return a + b + c + d == 0;
    }

    /// Equal shape and equal bits of every value, wherever the rows are stored.
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof DenseMatrix that) || rows != that.rows || columns != that.columns) {
            return false;
        }
        for (int i = 0; i < rows; i++) {
            int a = offset(i);
            int b = that.offset(i);
            if (!Arrays.equals(values, a, a + columns, that.values, b, b + columns)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 31 * rows + columns;
        for (int i = 0; i < rows; i++) {
            int from = offset(i);
            for (int j = 0; j < columns; j++) {
                hash = 31 * hash + Double.hashCode(values[from + j]);
            }
        }
        return hash;
    }

    @Override
    public String toString() {
        return "DenseMatrix[" + rows + " x " + columns + "]";
    }
}
