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

    /// These, with the neighbours of some queries, in ascending order, replaced by those of `others`, in turn.
    Neighbors with(int[] some, Neighbors others) {
        int[] from = new int[queries() + 1];
        int next = 0;
        for (int i = 0; i < queries(); i++) {
            boolean replaced = next < some.length && some[next] == i;
            from[i + 1] = from[i] + (replaced ? others.count(next) : count(i));
            next += replaced ? 1 : 0;
        }
        int[] rows = new int[from[queries()]];
        double[] far = new double[rows.length];
        next = 0;
        for (int i = 0; i < queries(); i++) {
            boolean replaced = next < some.length && some[next] == i;
            Neighbors source = replaced ? others : this;
            int at = source.starts[replaced ? next : i];
            System.arraycopy(source.indices, at, rows, from[i], from[i + 1] - from[i]);
            System.arraycopy(source.distances, at, far, from[i], from[i + 1] - from[i]);
            next += replaced ? 1 : 0;
        }
        return new Neighbors(from, rows, far);
    }

    private int count(int i) {
        return starts[i + 1] - starts[i];
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
