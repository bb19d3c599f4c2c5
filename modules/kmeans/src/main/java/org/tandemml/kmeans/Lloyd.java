package org.tandemml.kmeans;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Lloyd's iterations from given centroids: assign every row to the nearest, move every centroid to the mean of its
/// rows.
///
/// A cluster that lost all rows takes the row farthest from its centroid, out of a cluster that has others. Ends when
/// no row changes its cluster, or when the squared moves of the centroids sum to at most `tolerance` times the mean
/// variance of the columns.
///
/// The inertia after each iteration is that of the one before less what the move and the changes of cluster gained,
/// both of which are known without reading the rows that stay; at the end sums and inertia are computed afresh, and if
/// the sums that were carried along are found to have drifted the iterations go on from the fresh ones.
///
/// **Source**: Lloyd, *Least squares quantization in PCM*, IEEE Trans. Inf. Theory 28(2), 1982.
final class Lloyd {
    /// Sums are computed afresh when a cluster has shrunk to this share of its weight, or the inertia of itself: what
    /// remains of a difference has lost as many digits.
    private static final double SHRUNK = 1e-3;
    /// The squared drift of the means, in mean variances, that is rounding.
    private static final double DRIFT = 1e-22;

    private final Rows rows;
    private final int k;
    private final double variance;
    private final double limit;
    private final int maxIterations;
    private final Assignment assignment;
    private final Fitting how;
    private final Consumer<KMeansStep> observer;
    private final DoubleKernels kernels = Kernels.doubles();
    private final double[] peaks;
    private double[] centroids;
    private double[] trace = new double[16];
    private int iterations;
    private boolean converged;
    private String reason = "";
    private double inertia;
    private double freshInertia;
    private double[] ofClusters = new double[0];
    private long measured;

    Lloyd(
            KMeans settings,
            Rows rows,
            double[] start,
            Rows.Spread spread,
            int maxIterations,
            Fitting how,
            Acceleration acceleration,
            Consumer<KMeansStep> observer) {
        this.rows = rows;
        k = settings.k();
        variance = spread.meanVariance(rows.totalWeight);
        limit = settings.tolerance() * variance;
        this.maxIterations = maxIterations;
        this.how = how;
        this.observer = observer;
        centroids = start;
        peaks = new double[k];
        assignment = new Assignment(rows, k, spread.means(), acceleration, how.parallel());
    }

    /// Assigns, refills empty clusters, and returns how many rows changed.
    private long assign() {
        Assignment.Pass pass = assignment.run(centroids);
        inertia += pass.gained();
        measured += pass.measured();
        for (int c = 0; c < k; c++) {
            if (assignment.sizes[c] == 0) {
                refill(c);
            }
        }
        boolean shrunk = rows.partial || inertia < SHRUNK * freshInertia;
        for (int c = 0; c < k; c++) {
            peaks[c] = Math.max(peaks[c], assignment.weights[c]);
            shrunk |= assignment.weights[c] < SHRUNK * peaks[c];
        }
        if (shrunk) {
            refresh();
        }
        return pass.changed();
    }

    private void refresh() {
        ofClusters = assignment.totals(centroids);
        inertia = Arrays.stream(ofClusters).sum();
        freshInertia = inertia;
        System.arraycopy(assignment.weights, 0, peaks, 0, k);
    }

    /// Gives the empty cluster c the farthest row of a cluster with others.
    private void refill(int c) {
        int farthest = assignment.farthest(centroids);
        if (farthest < 0) {
            long distinct = Arrays.stream(assignment.sizes).filter(s -> s > 0).count();
            throw new InputException("the rows have only " + distinct + " distinct points, fewer than k = " + k
                    + ": choose a smaller k");
        }
        inertia -= rows.weight(farthest) * assignment.squaredDistance(centroids, farthest);
        assignment.give(farthest, c);
        // The bounds still speak of the centroids of the pass.
        centroids = centroids.clone();
        double[] row = new double[rows.p];
        rows.copy(farthest, row, 0);
        for (int j = 0; j < rows.p; j++) {
            if (!Double.isNaN(row[j])) {
                centroids[c * rows.p + j] = row[j];
            }
        }
    }

    /// What a run leaves, without what it worked with.
    ///
    /// @param inertia of each cluster
    /// @param measured the share of the rows that a pass measured against other centroids than their own
    record Outcome(
            double[] centroids,
            int[] labels,
            int[] sizes,
            double[] inertia,
            double[] trace,
            int iterations,
            boolean converged,
            String reason,
            double measured) {
        double total() {
            return trace[iterations];
        }
    }

    Outcome run() {
        assign();
        freshInertia = inertia;
        if (maxIterations > 0) {
            note();
        }
        while (!converged) {
            how.cancellation().check();
            if (iterations >= maxIterations) {
                reason = "the limit of " + maxIterations + " iterations was reached while rows still changed clusters";
                break;
            }
            double moved = move();
            iterations++;
            long changed = assign();
            if (changed == 0) {
                converged = settled();
                reason = "no row changes its cluster any more";
            } else if (moved <= limit) {
                converged = true;
                reason = String.format(Locale.ROOT, "centroids moved by %.2g <= %.2g", moved, limit);
            }
            if (!converged && iterations < maxIterations) {
                note();
            }
        }
        refresh();
        note();
        return new Outcome(
                centroids,
                assignment.labels,
                assignment.sizes,
                Arrays.stream(ofClusters).map(v -> unit() * v).toArray(),
                Arrays.copyOf(trace, iterations + 1),
                iterations,
                converged,
                reason,
                (double) measured / rows.n / (iterations + 1));
    }

    /// Sums afresh, and tells whether the sums carried along, of the same rows, had kept the means.
    private boolean settled() {
        double[] before = assignment.sums.clone();
        double[] weights = assignment.weights.clone();
        refresh();
        double drift = 0;
        if (!rows.partial) {
            for (int c = 0; c < k; c++) {
                for (int j = c * rows.p; j < (c + 1) * rows.p; j++) {
                    double d = before[j] / weights[c] - assignment.sums[j] / assignment.weights[c];
                    drift += d * d;
                }
            }
        }
        if (!(drift <= DRIFT * variance * k * rows.p)) {
            return false;
        }
        // The labels are those of the move before: their means, from fresh sums.
        move();
        return true;
    }

    private void note() {
        if (iterations >= trace.length) {
            trace = Arrays.copyOf(trace, 2 * trace.length);
        }
        trace[iterations] = unit() * inertia;
        how.progress().step("k-means", iterations, maxIterations, trace[iterations]);
        if (observer != KMeansFit.UNWATCHED) {
            observer.accept(
                    new KMeansStep(iterations, centroids.clone(), assignment.labels.clone(), trace[iterations]));
        }
    }

    /// Moves the centroids to the means and returns the sum of their squared moves.
    private double move() {
        int p = rows.p;
        double[] next = assignment.sums.clone();
        double moved = 0;
        for (int c = 0; c < k; c++) {
            if (rows.partial) {
                for (int j = c * p; j < (c + 1) * p; j++) {
                    // A column that no row of the cluster has keeps its value.
                    next[j] = assignment.masses[j] > 0 ? next[j] / assignment.masses[j] : centroids[j];
                }
            } else {
                scale(next, c);
            }
            double squared = kernels.squaredDistance(next, c * p, centroids, c * p, p);
            moved += squared;
            inertia -= rows.spherical ? gainOfTurn(next, c) : assignment.weights[c] * squared;
        }
        centroids = next;
        return moved;
    }

    private void scale(double[] sums, int c) {
        int p = rows.p;
        double scale = 1 / assignment.weights[c];
        if (rows.spherical) {
            double squares = kernels.dot(sums, c * p, sums, c * p, p);
            scale = 1 / Math.sqrt(squares);
            if (squares == 0) {
                // Rows that cancel out leave no direction: the centroid stays.
                System.arraycopy(centroids, c * p, sums, c * p, p);
                scale = 1;
            }
        }
        for (int j = c * p; j < (c + 1) * p; j++) {
            sums[j] *= scale;
        }
    }

    /// What turning unit centroid c gains, `2·s·(new − old)`.
    private double gainOfTurn(double[] next, int c) {
        double gain = 0;
        for (int j = c * rows.p; j < (c + 1) * rows.p; j++) {
            gain += 2 * assignment.sums[j] * (next[j] - centroids[j]);
        }
        return gain;
    }

    // 1 − cos is half the squared distance of unit rows.
    private double unit() {
        return rows.spherical ? 0.5 : 1;
    }
}
