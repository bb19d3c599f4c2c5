package org.tandemml.knn;

/// How neighbours are found. All find the same ones; they differ in time.
public enum Method {
    /// Chosen by the number of rows and columns and the metric; the index says which and why.
    AUTO,
    /// Every row is looked at: by float32 tiles whose candidates are measured again in double where the metric is
    /// Euclidean in some coordinates, one by one otherwise.
    BRUTE,
    /// A k-d tree, for few columns and a metric that sums or compares columns.
    KD_TREE,
    /// A vantage-point tree, for any metric that obeys the triangle inequality.
    VP_TREE
}
