package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Seed;

/// One row, chosen by a fixed seed, out of each run of `stride` consecutive rows: a sample that is the same on every
/// run and on any number of threads, and that takes its share of sorted data too.
///
/// @param rows how many rows there are
/// @param stride rows in a run; 1 takes all
record RowSample(int rows, int stride) {
    /// Rows in the sample.
    int size() {
        return (rows + stride - 1) / stride;
    }

    /// The position of the sample's row `index`.
    int row(int index) {
        if (stride == 1) {
            return index;
        }
        int start = index * stride;
        int length = Math.min(stride, rows - start);
        return start
                + (int) Long.remainderUnsigned(new Seed(index).child("sample").value(), length);
    }

    /// All positions, in order.
    int[] positions() {
        int[] positions = new int[size()];
        Arrays.setAll(positions, this::row);
        return positions;
    }
}
