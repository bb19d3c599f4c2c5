package org.tandemml.kmeans;

/// Where centroids begin.
public enum Initialization {
    /// One row after the other, drawn with probability proportional to its squared distance to the nearest centroid so
    /// far; of `2 + ⌊ln k⌋` draws the one that leaves the least inertia.
    ///
    /// **Source**: Arthur and Vassilvitskii, *k-means++*, SODA 2007, with the greedy draws of its section 3.
    PLUS_PLUS,
    /// Five rounds that draw about 2k rows each at once; k-means++ among those, weighed by the rows they stand for.
    ///
    /// **Source**: Bahmani et al., *Scalable k-means++*, VLDB 5(7), 2012.
    PARALLEL,
    /// Rows drawn at random, all different.
    RANDOM
}
