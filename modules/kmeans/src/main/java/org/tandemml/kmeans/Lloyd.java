package org.tandemml.kmeans;

import java.util.Arrays;
import java.util.function.Consumer;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.kernels.Kernels;

/// Lloyd's iterations from given centroids: assign every row to the nearest, move every centroid to the mean of its
/// rows.
///
/// A cluster that lost all rows takes the row farthest from its centroid, out of a cluster that has others. Ends when
/// no
/// row changes its cluster, or when the squared moves of the centroids sum to at most `tolerance` times the mean
/// variance of the columns.
///
/// **Source**: Lloyd, *Least squares quantization in PCM*, IEEE Trans. Inf. Theory 28(2), 1982.
final class Lloyd {
    private final Rows rows;
    private final int k;
    private final boolean spherical;
    private final double limit;
    private final int maxIterations;
    private final Assignment assignment;
    private final Fitting how;
    private final Consumer<KMeansStep> observer;
    final int[] labels;
    private final double[] distances;
    private double[] centroids;
    private double[] trace = new double[16];
    private int iterations;
    private boolean converged;
    private String reason = "";
    private Assignment.Pass pass;

    Lloyd(
            Rows rows,
            double[] start,
            int k,
            boolean spherical,
            double[] means,
            double limit,
            int maxIterations,
            Fitting how,
            Consumer<KMeansStep> observer) {
        this.rows = rows;
        this.k = k;
        this.spherical = spherical;
        this.limit = limit;
        this.maxIterations = maxIterations;
        this.how = how;
        this.observer = observer;
        centroids = start;
        labels = new int[rows.n];
        Arrays.fill(labels, -1);
        distances = new double[rows.n];
        assignment = new Assignment(rows, means, how.parallel());
        pass = assigned();
    }

    private Assignment.Pass assigned() {
        Assignment.Pass next = assignment.run(centroids, k, labels, distances);
        for (int c = 0; c < k; c++) {
            if (next.weights()[c] == 0) {
                refill(next, c);
            }
        }
        return next;
    }

    /// Gives the empty cluster c the farthest row of a cluster with others.
    private void refill(Assignment.Pass next, int c) {
        int p = rows.p;
        int[] sizes = new int[k];
        for (int label : labels) {
            sizes[label]++;
        }
        int farthest = -1;
        for (int i = 0; i < rows.n; i++) {
            if (sizes[labels[i]] > 1 && distances[i] > 0 && (farthest < 0 || distances[i] > distances[farthest])) {
                farthest = i;
            }
        }
        if (farthest < 0) {
            long distinct = Arrays.stream(sizes).filter(s -> s > 0).count();
            throw new InputException("the rows have only " + distinct + " distinct points, fewer than k = " + k
                    + ": choose a smaller k");
        }
        int from = labels[farthest];
        double weight = rows.weights[farthest];
        double[] scratch = new double[p];
        rows.add(farthest, -weight, next.sums(), from * p, scratch);
        next.weights()[from] -= weight;
        next.inertia()[from] -= weight * distances[farthest];
        rows.add(farthest, weight, next.sums(), c * p, scratch);
        next.weights()[c] = weight;
        next.inertia()[c] = 0;
        labels[farthest] = c;
        distances[farthest] = 0;
        rows.copy(farthest, centroids, c * p);
    }

    Lloyd run() {
        note();
        while (true) {
            how.cancellation().check();
            if (iterations >= maxIterations) {
                reason = "the limit of " + maxIterations + " iterations was reached while rows still changed clusters";
                return this;
            }
            double moved = move();
            iterations++;
            pass = assigned();
            note();
            if (pass.changed() == 0) {
                converged = true;
                reason = "no row changes its cluster any more";
                return this;
            }
            if (moved <= limit) {
                converged = true;
                reason = String.format(java.util.Locale.ROOT, "centroids moved by %.2g <= %.2g", moved, limit);
                return this;
            }
        }
    }

    private void note() {
        if (iterations == trace.length) {
            trace = Arrays.copyOf(trace, 2 * trace.length);
        }
        trace[iterations] = inertia();
        how.progress().step("k-means", iterations, maxIterations, trace[iterations]);
        observer.accept(new KMeansStep(iterations, centroids.clone(), labels.clone(), trace[iterations]));
    }

    /// Moves the centroids to the means and returns the sum of their squared moves.
    private double move() {
        int p = rows.p;
        double[] next = pass.sums().clone();
        double moved = 0;
        for (int c = 0; c < k; c++) {
            double scale = 1 / pass.weights()[c];
            if (spherical) {
                double squares = Kernels.doubles().dot(next, c * p, next, c * p, p);
                // Rows that cancel out leave no direction: the centroid stays.
                scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
                if (scale == 0) {
                    System.arraycopy(centroids, c * p, next, c * p, p);
                    scale = 1;
                }
            }
            for (int j = c * p; j < (c + 1) * p; j++) {
                next[j] *= scale;
            }
            moved += Kernels.doubles().squaredDistance(next, c * p, centroids, c * p, p);
        }
        centroids = next;
        return moved;
    }

    double inertia() {
        // 1 − cos is half the squared distance of unit rows.
        return spherical ? pass.total() / 2 : pass.total();
    }

    double[] centroids() {
        return centroids;
    }

    Assignment.Pass pass() {
        return pass;
    }

    double[] trace() {
        return Arrays.copyOf(trace, iterations + 1);
    }

    int iterations() {
        return iterations;
    }

    boolean converged() {
        return converged;
    }

    String reason() {
        return reason;
    }
}
