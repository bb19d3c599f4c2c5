package org.tandemml.kmeans;

import java.util.Arrays;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Draws the first centroids among the rows, see [Initialization].
final class Seeding {
    private static final int BLOCK = 4096;
    private static final int ROUNDS = 5;

    private final Rows rows;
    private final int k;
    private final Seed.Stream stream;
    private final Parallel loop;
    private final Fitting how;
    private final DoubleKernels kernels = Kernels.doubles();
    /// Squared distance of each row to the nearest centroid so far.
    private final double[] distances;

    Seeding(Rows rows, int k, Seed seed, Fitting how) {
        this.rows = rows;
        this.k = k;
        stream = seed.stream();
        this.how = how;
        loop = how.parallel();
        distances = new double[rows.n];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    double[] draw(Initialization initialization) {
        return switch (initialization) {
            case PLUS_PLUS -> plusPlus();
            case PARALLEL -> parallel();
            case RANDOM -> random();
        };
    }

    private InputException tooFew(int distinct) {
        return new InputException("the rows have only " + distinct + " distinct point" + (distinct == 1 ? "" : "s")
                + ", fewer than k = " + k + ": choose a smaller k");
    }

    private double[] random() {
        int[] order = new int[rows.n];
        Arrays.setAll(order, i -> i);
        stream.shuffle(order);
        double[] centroids = new double[k * rows.p];
        int chosen = 0;
        for (int i = 0; i < order.length && chosen < k; i++) {
            rows.copy(order[i], centroids, chosen * rows.p);
            boolean fresh = true;
            for (int c = 0; c < chosen && fresh; c++) {
                fresh = kernels.squaredDistance(centroids, c * rows.p, centroids, chosen * rows.p, rows.p) > 0;
            }
            chosen += fresh ? 1 : 0;
        }
        if (chosen < k) {
            throw tooFew(chosen);
        }
        return centroids;
    }

    private double[] plusPlus() {
        double[] centroids = new double[k * rows.p];
        int trials = 2 + (int) Math.log(k);
        rows.copy(drawByWeight(), centroids, 0);
        near(centroids, 0, distances);
        double[] trial = new double[rows.n];
        double[] best = new double[rows.n];
        for (int c = 1; c < k; c++) {
            how.cancellation().check();
            double[] sums = potentials(distances);
            double total = Arrays.stream(sums).sum();
            if (!(total > 0)) {
                throw tooFew(c);
            }
            double least = Double.POSITIVE_INFINITY;
            int chosen = -1;
            for (int t = 0; t < trials; t++) {
                int row = drawByPotential(sums, total);
                rows.copy(row, centroids, c * rows.p);
                System.arraycopy(distances, 0, trial, 0, trial.length);
                near(centroids, c * rows.p, trial);
                double left = Arrays.stream(potentials(trial)).sum();
                if (left < least) {
                    least = left;
                    chosen = row;
                    System.arraycopy(trial, 0, best, 0, best.length);
                }
            }
            rows.copy(chosen, centroids, c * rows.p);
            System.arraycopy(best, 0, distances, 0, best.length);
            how.progress().step("k-means++", c + 1, k, least);
        }
        return centroids;
    }

    private double[] parallel() {
        int p = rows.p;
        double[] candidates = new double[p];
        rows.copy(drawByWeight(), candidates, 0);
        near(candidates, 0, distances);
        for (int round = 0; round < ROUNDS; round++) {
            how.cancellation().check();
            double total = Arrays.stream(potentials(distances)).sum();
            if (!(total > 0)) {
                break;
            }
            int before = candidates.length / p;
            for (int i = 0; i < rows.n; i++) {
                double share = 2.0 * k * rows.weights[i] * distances[i] / total;
                if (stream.nextDouble() < share) {
                    candidates = Arrays.copyOf(candidates, candidates.length + p);
                    rows.copy(i, candidates, candidates.length - p);
                }
            }
            for (int c = before; c < candidates.length / p; c++) {
                near(candidates, c * p, distances);
            }
        }
        int count = candidates.length / p;
        if (count <= k) {
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            return plusPlus();
        }
        double[] mass = new double[count];
        double[] row = new double[p];
        for (int i = 0; i < rows.n; i++) {
            rows.copy(i, row, 0);
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < count; c++) {
                double d = kernels.squaredDistance(row, 0, candidates, c * p, p);
                if (d < least) {
                    least = d;
                    nearest = c;
                }
            }
            mass[nearest] += rows.weights[i];
        }
        Rows few = new Rows(new org.tandemml.core.DenseMatrix(count, p, candidates), mass, false);
        return new Seeding(few, k, new Seed(stream.nextLong()), how).plusPlus();
    }

    /// Lowers the distances to those to the centroid at `offset`, where that is nearer.
    private void near(double[] centroids, int offset, double[] into) {
        int blocks = (rows.n + BLOCK - 1) / BLOCK;
        loop.forWork(3.0 * rows.n * rows.p).run(blocks, block -> {
            double[] row = new double[rows.p];
            for (int i = block * BLOCK; i < Math.min(rows.n, (block + 1) * BLOCK); i++) {
                rows.copy(i, row, 0);
                double d = kernels.squaredDistance(row, 0, centroids, offset, rows.p);
                into[i] = Math.min(into[i], d);
            }
        });
    }

    /// Weight times distance, summed over each block of rows.
    private double[] potentials(double[] of) {
        double[] sums = new double[(rows.n + BLOCK - 1) / BLOCK];
        for (int i = 0; i < rows.n; i++) {
            sums[i / BLOCK] += rows.weights[i] * of[i];
        }
        return sums;
    }

    private int drawByPotential(double[] sums, double total) {
        double left = stream.nextDouble() * total;
        int block = 0;
        while (block < sums.length - 1 && left >= sums[block]) {
            left -= sums[block++];
        }
        int last = -1;
        for (int i = block * BLOCK; i < Math.min(rows.n, (block + 1) * BLOCK); i++) {
            double potential = rows.weights[i] * distances[i];
            if (potential > 0) {
                last = i;
                left -= potential;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last >= 0 ? last : farthest();
    }

    private int farthest() {
        int farthest = 0;
        for (int i = 1; i < rows.n; i++) {
            if (rows.weights[i] * distances[i] > rows.weights[farthest] * distances[farthest]) {
                farthest = i;
            }
        }
        return farthest;
    }

    private int drawByWeight() {
        double left = stream.nextDouble() * rows.totalWeight;
        for (int i = 0; i < rows.n; i++) {
            left -= rows.weights[i];
            if (left < 0) {
                return i;
            }
        }
        return rows.n - 1;
    }
}
