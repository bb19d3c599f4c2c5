package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.DenseMatrix;

/// Rows of values that arrive one after the other, kept in blocks; the heap is asked before it is filled.
final class RowStore {
    private static final int BLOCK_VALUES = 1 << 17;

    private final SourceFile source;
    private final int width;
    private final int blockRows;
    private final List<double[]> blocks = new ArrayList<>();
    private double[] block = {};
    private int rowsInBlock;
    private long rows;

    RowStore(SourceFile source, int width) {
        this.source = source;
        this.width = width;
        this.blockRows = Math.max(1, BLOCK_VALUES / Math.max(1, width));
        this.rowsInBlock = blockRows;
    }

    /// Takes a row, of which it keeps a copy.
    void add(double[] row) {
        if (rowsInBlock == blockRows) {
            source.requireMemory(16L * (rows + blockRows) * width, 0);
            block = new double[blockRows * width];
            blocks.add(block);
            rowsInBlock = 0;
        }
        System.arraycopy(row, 0, block, rowsInBlock * width, width);
        rowsInBlock++;
        rows++;
    }

    long rows() {
        return rows;
    }

    /// All rows; the store is empty afterwards.
    DenseMatrix matrix() {
        double[] values = DenseMatrix.allocate(Math.toIntExact(rows), width);
        int at = 0;
        for (int b = 0; b < blocks.size(); b++) {
            int count = Math.min(values.length - at, blockRows * width);
            System.arraycopy(blocks.get(b), 0, values, at, count);
            blocks.set(b, new double[0]);
            at += count;
        }
        return new DenseMatrix(Math.toIntExact(rows), width, values);
    }
}
