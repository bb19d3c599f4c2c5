package org.tandemml.knn;

/// Finds the neighbours of one row.
interface RowSearch {
    /// Offers all rows that can be among the neighbours of the row at `offset` of `query`, in the metric's coordinates,
    /// except row `self`, to `into`.
    void search(double[] query, int offset, int self, Nearest into);
}
