package org.tandemml.knn;

import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// Rows among which those near a query are sought: all of the nearest are found by [NeighborIndex], most of them by an
/// approximate index.
public interface NeighborSearch {
    /// The number n of rows.
    int rows();

    /// k rows near each query by ascending distance, the smaller index first where distances are equal;
    /// `InputException`
    /// unless `1 <= k <= n`, for queries of another width and values that are not finite.
    Neighbors nearest(Matrix queries, int k, Parallel loop);
}
