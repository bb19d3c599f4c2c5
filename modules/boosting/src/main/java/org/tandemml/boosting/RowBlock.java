package org.tandemml.boosting;

/// Predicts a block of rows; one instance serves one thread.
interface RowBlock {
    /// Writes the margins of `count` rows, which begin at `values[offset + i·stride]`, to `out[at ..]`, row after row.
    void margins(double[] values, int offset, int stride, int count, double[] out, int at);
}
