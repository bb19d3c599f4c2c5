package org.tandemml.knn;

import java.util.Arrays;

/// The neighbours of some queries: for query i those at `starts[i] .. starts[i+1]-1` of both arrays, by ascending
/// distance, the smaller row index first where distances are equal.
///
/// @param starts one more than queries
/// @param indices rows of the index, counted from 0
/// @param distances in the unit of the metric
public record Neighbors(int[] starts, int[] indices, double[] distances) {
    /// The number of queries.
    public int queries() {
        return starts.length - 1;
    }

    /// The most neighbours that a query has.
    int most() {
        int most = 0;
        for (int i = 0; i < queries(); i++) {
            most = Math.max(most, starts[i + 1] - starts[i]);
        }
        return most;
    }

    /// The rows next to query i.
    public int[] indices(int i) {
        return Arrays.copyOfRange(indices, starts[i], starts[i + 1]);
    }

    /// Their distances.
    public double[] distances(int i) {
        return Arrays.copyOfRange(distances, starts[i], starts[i + 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Neighbors that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(distances, that.distances);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(distances);
    }

    @Override
    public String toString() {
        return "Neighbors[" + queries() + " queries, " + indices.length + " neighbours]";
    }
}
