package org.tandemml.knn;

/// How much a neighbour counts by its distance d.
public enum Vote {
    /// All alike.
    UNIFORM,
    /// 1/d; where some are at distance 0, those alone.
    DISTANCE;

    /// The weight of a neighbour at this distance where `zeros` tells whether any is at distance 0.
    double weight(double distance, boolean zeros) {
        return this == UNIFORM ? 1 : zeros ? (distance == 0 ? 1 : 0) : 1 / distance;
    }
}
