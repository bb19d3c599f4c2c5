package org.tandemml.kmeans;

import java.util.Arrays;
import org.tandemml.core.Clustering;
import org.tandemml.core.DenseMatrix;
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
    private final double[] means;
    private final int k;
    private final Seed.Stream stream;
    private final Parallel loop;
    private final Fitting how;
    private final DoubleKernels kernels = Kernels.doubles();
    /// Squared distance of each row to the nearest centroid so far.
    private final double[] distances;

    Seeding(Rows rows, double[] means, int k, Seed seed, Fitting how) {
        this.rows = rows;
        this.means = means;
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
            rows.copyFilled(order[i], means, centroids, chosen * rows.p);
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
        int p = rows.p;
        double[] centroids = new double[k * p];
        int trials = 2 + (int) Math.log(k);
        rows.copyFilled(drawByWeight(), means, centroids, 0);
        near(centroids, 0);
        double[] candidates = new double[trials * p];
        for (int c = 1; c < k; c++) {
            how.cancellation().check();
            double[] sums = potentials();
            double total = Arrays.stream(sums).sum();
            if (!(total > 0)) {
                throw tooFew(c);
            }
            for (int t = 0; t < trials; t++) {
                rows.copyFilled(drawByPotential(sums, total), means, candidates, t * p);
            }
            double[] left = potentials(candidates, trials);
            int best = Clustering.indexOfLeast(left, 0, trials);
            System.arraycopy(candidates, best * p, centroids, c * p, p);
            near(centroids, c * p);
            how.progress().step("k-means++", c + 1, k, left[best]);
        }
        return centroids;
    }

    /// The potential that each candidate would leave.
    private double[] potentials(double[] candidates, int trials) {
        int p = rows.p;
        double[] norms = new double[trials];
        Arrays.setAll(norms, t -> kernels.dot(candidates, t * p, candidates, t * p, p));
        int blocks = (rows.n + BLOCK - 1) / BLOCK;
        double[] parts = new double[blocks * trials];
        loop.forWork(3.0 * trials * rows.n * p).run(blocks, block -> {
            double[] row = new double[p];
            for (int i = block * BLOCK; i < Math.min(rows.n, (block + 1) * BLOCK); i++) {
                for (int t = 0; t < trials; t++) {
                    double d = rows.squaredDistance(i, candidates, t * p, norms[t], row);
                    parts[block * trials + t] += rows.weight(i) * Math.min(distances[i], d);
                }
            }
        });
        double[] left = new double[trials];
        for (int i = 0; i < parts.length; i++) {
            left[i % trials] += parts[i];
        }
        return left;
    }

    private double[] parallel() {
        int p = rows.p;
        double[] candidates = new double[p];
        rows.copyFilled(drawByWeight(), means, candidates, 0);
        near(candidates, 0);
        for (int round = 0; round < ROUNDS; round++) {
            how.cancellation().check();
            double total = Arrays.stream(potentials()).sum();
            if (!(total > 0)) {
                break;
            }
            int before = candidates.length / p;
            for (int i = 0; i < rows.n; i++) {
                double share = 2.0 * k * rows.weight(i) * distances[i] / total;
                if (stream.nextDouble() < share) {
                    candidates = Arrays.copyOf(candidates, candidates.length + p);
                    rows.copyFilled(i, means, candidates, candidates.length - p);
                }
            }
            for (int c = before; c < candidates.length / p; c++) {
                near(candidates, c * p);
            }
        }
        int count = candidates.length / p;
        if (count <= k) {
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            return plusPlus();
        }
        Rows few = new Rows(new DenseMatrix(count, p, candidates), mass(candidates, count), false, false);
        return new Seeding(few, means, k, new Seed(stream.nextLong()), how).plusPlus();
    }

    /// The weight of the rows that each candidate is nearest to.
    private double[] mass(double[] candidates, int count) {
        Centroids all = new Centroids(rows, candidates, count, means);
        int blocks = (rows.n + BLOCK - 1) / BLOCK;
        double[][] parts = new double[blocks][count];
        loop.forWork(2.0 * rows.n * count * rows.p).run(blocks, block -> {
            NearestSearch search = NearestSearch.of(rows, count, means);
            NearestSearch.Found found = new NearestSearch.Found(search.most());
            int[] ids = new int[search.most()];
            int end = Math.min(rows.n, (block + 1) * BLOCK);
            for (int from = block * BLOCK; from < end; from += ids.length) {
                int size = Math.min(ids.length, end - from);
                for (int i = 0; i < size; i++) {
                    ids[i] = from + i;
                }
                search.find(all, ids, size, found);
                for (int i = 0; i < size; i++) {
                    parts[block][found.label[i]] += rows.weight(from + i);
                }
            }
        });
        double[] mass = new double[count];
        for (double[] part : parts) {
            for (int c = 0; c < count; c++) {
                mass[c] += part[c];
            }
        }
        return mass;
    }

    /// Lowers the distances to those to the centroid at `offset`, where that is nearer.
    private void near(double[] centroids, int offset) {
        double norm = kernels.dot(centroids, offset, centroids, offset, rows.p);
        int blocks = (rows.n + BLOCK - 1) / BLOCK;
        loop.forWork(3.0 * rows.n * rows.p).run(blocks, block -> {
            double[] row = new double[rows.p];
            for (int i = block * BLOCK; i < Math.min(rows.n, (block + 1) * BLOCK); i++) {
                distances[i] = Math.min(distances[i], rows.squaredDistance(i, centroids, offset, norm, row));
            }
        });
    }

    /// Weight times distance, summed over each block of rows.
    private double[] potentials() {
        double[] sums = new double[(rows.n + BLOCK - 1) / BLOCK];
        for (int i = 0; i < rows.n; i++) {
            sums[i / BLOCK] += rows.weight(i) * distances[i];
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
            double potential = rows.weight(i) * distances[i];
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
            if (rows.weight(i) * distances[i] > rows.weight(farthest) * distances[farthest]) {
                farthest = i;
            }
        }
        return farthest;
    }

    private int drawByWeight() {
        double left = stream.nextDouble() * rows.totalWeight;
        for (int i = 0; i < rows.n; i++) {
            left -= rows.weight(i);
            if (left < 0) {
                return i;
            }
        }
        return rows.n - 1;
    }
}
