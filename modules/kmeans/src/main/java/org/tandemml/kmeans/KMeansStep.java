package org.tandemml.kmeans;

/// One iteration of k-means, for those who watch: the centroids, and the rows assigned to them.
///
/// @param iteration from 0, the first assignment
/// @param centroids k × p
/// @param labels the cluster of each row; -1 for rows of weight 0
/// @param inertia Σ weight · squared distance to the own centroid
public record KMeansStep(int iteration, double[] centroids, int[] labels, double inertia) {}
