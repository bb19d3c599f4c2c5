package org.tandemml.boosting;

import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;

/// The bins of a sparse matrix: only the cells that are stored, by rows to build histograms from and by columns to
/// split nodes by. The bin of all other cells of a column, that of zero, gets what is left of the node's sum.
final class SparseCells {
    /// Column ranges that threads work on at once.
    static final int CHUNKS = 16;

    final int rows;
    /// Chunk k holds columns `chunkAt[k] .. chunkAt[k + 1] - 1`.
    final int[] chunkAt;
    /// Of chunk k and row i: places in a histogram, `slots[k][starts[k][i] ..]`.
    final int[][] starts;
    final int[][] slots;
    /// Column j holds rows `columnRows[k]` with bins `columnBins[k]`, `columnAt[j] ≤ k < columnAt[j + 1]`.
    final int[] columnAt;
    final int[] columnRows;
    final char[] columnBins;
    final char[] zeroBin;

    /// @param slotAt where the slots of each column begin in a histogram
    SparseCells(SparseMatrix x, FeatureBins[] features, int[] slotAt, Parallel loop) {
        rows = x.rows();
        int p = features.length;
        SparseColumns columns = SparseColumns.of(x);
        columnAt = columns.starts();
        columnRows = columns.rows();
        columnBins = new char[columnRows.length];
        zeroBin = new char[p];
        Parallel workers = loop.forWork(20.0 * columnRows.length);
        workers.run((p + 255) / 256, b -> {
            for (int j = 256 * b; j < Math.min(p, 256 * b + 256); j++) {
                zeroBin[j] = (char) features[j].bin(0);
                for (int k = columnAt[j]; k < columnAt[j + 1]; k++) {
                    columnBins[k] = (char) features[j].bin(columns.values()[k]);
                }
            }
        });
        chunkAt = new int[CHUNKS + 1];
        for (int k = 1; k <= CHUNKS; k++) {
            chunkAt[k] = (int) ((long) p * k / CHUNKS);
        }
        starts = new int[CHUNKS][];
        slots = new int[CHUNKS][];
        workers.run(CHUNKS, chunk -> byRows(chunk, slotAt));
    }

    private void byRows(int chunk, int[] slotAt) {
        int[] at = new int[rows + 1];
        int from = columnAt[chunkAt[chunk]];
        int to = columnAt[chunkAt[chunk + 1]];
        for (int k = from; k < to; k++) {
            at[columnRows[k] + 1]++;
        }
        for (int i = 0; i < rows; i++) {
            at[i + 1] += at[i];
        }
        int[] places = new int[to - from];
        int[] next = at.clone();
        for (int j = chunkAt[chunk]; j < chunkAt[chunk + 1]; j++) {
            for (int k = columnAt[j]; k < columnAt[j + 1]; k++) {
                places[next[columnRows[k]]++] = slotAt[j] + columnBins[k];
            }
        }
        starts[chunk] = at;
        slots[chunk] = places;
    }

    /// Writes the bins of a column for all rows to `marks`, which hold zeros.
    void mark(int column, char[] marks) {
        char zero = zeroBin[column];
        java.util.Arrays.fill(marks, zero);
        for (int k = columnAt[column]; k < columnAt[column + 1]; k++) {
            marks[columnRows[k]] = columnBins[k];
        }
    }

    /// The bin of one cell.
    int bin(int column, int row) {
        int k = java.util.Arrays.binarySearch(columnRows, columnAt[column], columnAt[column + 1], row);
        return k < 0 ? zeroBin[column] : columnBins[k];
    }

    /// Adds the rows of a node to the histogram, columns of chunks k0 … k1 − 1.
    void add(RowLists lists, GrowingNode node, int k0, int k1, long[] histogram) {
        long[] entries = lists.entries(node.flipped);
        for (int k = k0; k < k1; k++) {
            int[] start = starts[k];
            int[] places = slots[k];
            for (int t = 0; t < node.from.length; t++) {
                for (int i = node.from[t]; i < node.to[t]; i++) {
                    long entry = entries[i];
                    int row = lists.row(entry);
                    long v = lists.packed(entry);
                    for (int q = start[row]; q < start[row + 1]; q++) {
                        histogram[places[q]] += v;
                    }
                }
            }
        }
    }
}
