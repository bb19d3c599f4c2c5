package org.tandemml.data;

import java.util.List;
import java.util.Optional;
import org.tandemml.core.DenseMatrix;

/// What a CSV file holds, whichever way it was read.
///
/// @param matrix the cells of the columns that are kept, categories as ranks of their levels
/// @param levels for each column of the file its sorted levels if it holds categories and is kept
record CsvCells(DenseMatrix matrix, List<Optional<List<String>>> levels) {
    /// Replaces the codes of one column by `ranks`, in the rows that fill `values[from .. to-1]`.
    static void recode(double[] values, int from, int to, int column, int width, double[] ranks) {
        for (int k = from + column; k < to; k += width) {
            if (!Double.isNaN(values[k])) {
                values[k] = ranks[(int) values[k]];
            }
        }
    }
}
