package org.tandemml.knn;

import java.util.Arrays;

/// The k least of the reduced distances offered, the smaller index first where equal: a heap with the worst on top.
/// Without a limit of number, all up to a limit of distance.
final class Nearest {
    private double[] distances;
    private int[] indices;
    private final boolean bounded;
    private final double reach;
    private int size;

    private Nearest(int capacity, boolean bounded, double reach) {
        distances = new double[capacity];
        indices = new int[capacity];
        this.bounded = bounded;
        this.reach = reach;
    }

    /// The k nearest.
    static Nearest of(int k) {
        return new Nearest(k, true, Double.POSITIVE_INFINITY);
    }

    /// All within a reduced distance.
    static Nearest within(double reach) {
        return new Nearest(16, false, reach);
    }

    /// The number asked for; 0 for all within a distance.
    int wanted() {
        return bounded ? distances.length : 0;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// What a candidate must not exceed to be taken; equal ones may be, by their index.
    double limit() {
        return !bounded ? reach : size < distances.length ? Double.POSITIVE_INFINITY : distances[0];
    }

    void offer(double distance, int index) {
        if (!bounded) {
            if (distance <= reach) {
                if (size == distances.length) {
                    distances = Arrays.copyOf(distances, 2 * size);
                    indices = Arrays.copyOf(indices, 2 * size);
                }
                distances[size] = distance;
                indices[size++] = index;
            }
        } else if (size < distances.length) {
            up(distance, index);
        } else if (worse(distances[0], indices[0], distance, index)) {
            down(distance, index, size);
        }
    }

    private static boolean worse(double d, int i, double thanD, int thanI) {
        return d > thanD || (d == thanD && i > thanI);
    }

    private void up(double distance, int index) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(distance, index, distances[parent], indices[parent])) {
                break;
            }
            distances[at] = distances[parent];
            indices[at] = indices[parent];
            at = parent;
        }
        distances[at] = distance;
        indices[at] = index;
    }

    private void down(double distance, int index, int end) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= end) {
                break;
            }
            if (child + 1 < end && worse(distances[child + 1], indices[child + 1], distances[child], indices[child])) {
                child++;
            }
            if (!worse(distances[child], indices[child], distance, index)) {
                break;
            }
            distances[at] = distances[child];
            indices[at] = indices[child];
            at = child;
        }
        distances[at] = distance;
        indices[at] = index;
    }

    /// Sorts what was kept, the nearest first, and writes it; the heap is empty afterwards.
    void drainTo(double[] intoDistances, int[] intoIndices, int offset) {
        if (!bounded) {
            for (int i = size / 2 - 1; i >= 0; i--) {
                sift(i);
            }
        }
        for (int end = size - 1; end >= 0; end--) {
            intoDistances[offset + end] = distances[0];
            intoIndices[offset + end] = indices[0];
            if (end > 0) {
                down(distances[end], indices[end], end);
            }
        }
        size = 0;
    }

    private void sift(int from) {
        double distance = distances[from];
        int index = indices[from];
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && worse(distances[child + 1], indices[child + 1], distances[child], indices[child])) {
                child++;
            }
            if (!worse(distances[child], indices[child], distance, index)) {
                break;
            }
            distances[at] = distances[child];
            indices[at] = indices[child];
            at = child;
        }
        distances[at] = distance;
        indices[at] = index;
    }
}
