package org.tandemml.kmeans;

import org.tandemml.core.Parallel;
import org.tandemml.kernels.Kernels;

/// Bounds of the distances of rows to centroids, which outlive moves of the centroids: what is stored is the bound as
/// if the centroids had never moved, so that a pass writes nothing for a row that it leaves alone.
///
/// Stored in `float` and rounded away from the truth; every distance is taken some roundings longer or shorter than
/// computed. So where bounds decide, the pass in double would have decided alike.
final class Bounds {
    private static final double LONGER = 1 + 1e-9;
    private static final double SHORTER = 1 - 1e-9;

    private final int k;
    private final int p;
    private final boolean each;
    private final float[] upper;
    /// For all others together, or one for each centroid.
    private final float[] lower;
    /// The way that each centroid has come, and the sum over the passes of the longest way of another one.
    private final double[] come;
    private final double[] othersCome;
    /// Half the distance to the nearest other centroid; for bounds of each, of every pair.
    private final double[] half;
    private final double[] pairs;
    private double[] last = new double[0];

    Bounds(int n, int k, int p, boolean each) {
        this.k = k;
        this.p = p;
        this.each = each;
        upper = new float[n];
        lower = new float[each ? n * k : n];
        come = new double[k];
        othersCome = new double[k];
        half = new double[k];
        pairs = new double[each ? k * k : 0];
        java.util.Arrays.fill(upper, Float.POSITIVE_INFINITY);
    }

    /// Takes note of where the centroids are now.
    void moveTo(double[] centroids, Parallel loop) {
        if (last.length > 0) {
            double longest = 0;
            double next = 0;
            int farthest = 0;
            for (int c = 0; c < k; c++) {
                double way = LONGER * Math.sqrt(Kernels.doubles().squaredDistance(last, c * p, centroids, c * p, p));
                come[c] += way;
                if (way > longest) {
                    next = longest;
                    longest = way;
                    farthest = c;
                } else if (way > next) {
                    next = way;
                }
            }
            for (int c = 0; c < k; c++) {
                othersCome[c] += c == farthest ? next : longest;
            }
        }
        last = centroids;
        loop.forWork(3.0 * k * k * p).run(k, c -> {
            double least = Double.POSITIVE_INFINITY;
            for (int other = 0; other < k; other++) {
                if (other != c) {
                    double d = Math.sqrt(Kernels.doubles().squaredDistance(centroids, c * p, centroids, other * p, p));
                    least = Math.min(least, d);
                    if (each) {
                        pairs[c * k + other] = 0.5 * SHORTER * d;
                    }
                }
            }
            half[c] = 0.5 * SHORTER * least;
        });
    }

    double upper(int i, int own) {
        return upper[i] + come[own];
    }

    /// Whether no other centroid can be as near to row i as its own, which is at most `upper` away.
    boolean settled(int i, int own, double upper) {
        return upper < half[own] || (!each && upper < lower[i] - othersCome[own]);
    }

    /// Whether centroid c cannot be as near to row i as its own.
    boolean beyond(int i, int own, int c, double upper) {
        return upper < lower[i * k + c] - come[c] || upper < pairs[own * k + c];
    }

    /// Stores the distance to the own centroid and returns its upper bound.
    double own(int i, int own, double squared) {
        double distance = LONGER * Math.sqrt(squared);
        upper[i] = Math.nextUp((float) (distance - come[own]));
        return distance;
    }

    /// Stores the squared distance that no centroid but the own one falls below.
    void others(int i, int own, double squared) {
        lower[i] = Math.nextDown((float) (SHORTER * Math.sqrt(squared) + othersCome[own]));
    }

    /// Stores the squared distance to centroid c.
    void measured(int i, int c, double squared) {
        lower[i * k + c] = Math.nextDown((float) (SHORTER * Math.sqrt(squared) + come[c]));
    }

    /// Row i was given to another cluster from outside: nothing is known of it any more.
    void forget(int i) {
        upper[i] = Float.POSITIVE_INFINITY;
        if (!each) {
            lower[i] = 0;
        }
    }
}
