package org.tandemml.boosting;

import java.util.Arrays;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;

/// The column blocks of exact split finding: the entries of each column in the order of their values, sorted once a
/// fit.
///
/// An entry is `rank << 32 | row`; rows of equal value have equal rank, ranks rise with the values, and missing values
/// come last with the rank `distinct[j].length`. A sparse column holds its stored entries only; the zeros that are not
/// stored have the rank `zero[j]`.
///
/// **Source**: Chen and Guestrin, *XGBoost: a scalable tree boosting system*, KDD 2016, section 4.1. **Cost**:
/// O(cells · log rows) once, 8 bytes an entry.
final class SortedColumns {
    final int rows;
    final int columns;
    final long[][] entries;
    /// The different values of each column, ascending.
    final double[][] distinct;
    /// The rank of unstored zeros, −1 where every row is stored.
    final int[] zero;

    private SortedColumns(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        entries = new long[columns][];
        distinct = new double[columns][];
        zero = new int[columns];
    }

    /// Throws [InputException] for a column of categories.
    static void requireNumbers(Schema schema) {
        for (Column column : schema.columns()) {
            if (column instanceof Column.Categorical) {
                throw new InputException("column \"" + column.name()
                        + "\" holds categories, which method=exact cannot split: use method=hist");
            }
        }
    }

    static SortedColumns of(Matrix features, Parallel loop) {
        FeatureColumns cells = FeatureColumns.of(features);
        SortedColumns sorted = new SortedColumns(cells.rows, cells.columns);
        loop.forWork(50.0 * cells.rows * cells.columns).run(cells.columns, j -> sorted.sort(cells, j));
        return sorted;
    }

    private void sort(FeatureColumns cells, int j) {
        double[] values = cells.values[j];
        int stored = values.length;
        double[] ascending = new double[stored + 1];
        for (int i = 0; i < stored; i++) {
            // Minus zero becomes zero.
            ascending[i] = values[i] + 0.0;
        }
        int sortable = stored;
        boolean gaps = cells.sparse && stored < cells.rows;
        if (gaps) {
            ascending[sortable++] = 0;
        }
        Arrays.sort(ascending, 0, sortable);
        int m = 0;
        for (int i = 0; i < sortable && !Double.isNaN(ascending[i]); i++) {
            if (m == 0 || ascending[m - 1] != ascending[i]) {
                ascending[m++] = ascending[i];
            }
        }
        distinct[j] = Arrays.copyOf(ascending, m);
        zero[j] = gaps ? Arrays.binarySearch(distinct[j], 0.0) : -1;
        long[] sorted = new long[stored];
        for (int i = 0; i < stored; i++) {
            int row = cells.sparse ? cells.index[j][i] : i;
            long rank = Double.isNaN(values[i]) ? m : Arrays.binarySearch(distinct[j], values[i] + 0.0);
            sorted[i] = rank << 32 | row;
        }
        Arrays.sort(sorted);
        entries[j] = sorted;
    }
}
