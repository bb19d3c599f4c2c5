package org.tandemml.kmeans;

/// Finds the nearest centroid of some rows. One instance serves one thread at a time.
interface NearestSearch {
    /// What is found for rows `0..count-1` of a batch.
    final class Found {
        /// The nearest centroid, the first of equals.
        final int[] label;
        /// The squared distance to it is at most this, and little less.
        final double[] squared;
        /// No other centroid has a squared distance below this.
        final double[] others;

        Found(int size) {
            label = new int[size];
            squared = new double[size];
            others = new double[size];
        }
    }

    /// The most rows of a batch.
    int most();

    /// Searches the rows `ids[0 .. count-1]`.
    void find(Centroids centroids, int[] ids, int count, Found found);

    /// The search that suits the rows.
    static NearestSearch of(Rows rows, int k, double[] mean) {
        return rows.partial || rows.sparse() ? new RowSearch(rows, k) : new TileSearch(rows, k, mean);
    }
}
