package org.tandemml.kmeans;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Which cluster each row belongs to, pass after pass: the nearest centroid of each row, by ascending number where
/// equal, with the sums that the next centroids need.
///
/// Sums are carried along: a row that changes its cluster is taken from one sum and added to another. [#totals] sums
/// afresh.
///
/// **Cost**: 2·n·k·p operations for a pass that measures every row; with [Bounds] only those whose bounds meet. Memory:
/// 4 bytes a row for the clusters and 8 for the bounds of [Acceleration#HAMERLY]. **Determinism**: sums of blocks of
/// rows, whose number depends on n, k and p only, merged in order.
final class Assignment {
    private static final long MOST_CELLS = 4L << 20;
    private static final int MOST_BLOCKS = 16;
    private static final int LEAST_ROWS = 1024;

    private final Rows rows;
    private final int k;
    private final double[] mean;
    private final Parallel loop;
    private final int blocks;
    private final boolean each;
    private final @Nullable Bounds bounds;
    /// Tiles and such, as many as threads at work; sums, one for each block.
    private final ConcurrentLinkedQueue<Tools> idle = new ConcurrentLinkedQueue<>();
    private final Block[] parts;
    /// The cluster of each row; -1 before the first pass.
    final int[] labels;
    /// Of each cluster: its rows, their weight, their weighted sum, and the masses of its columns where values miss.
    final int[] sizes;
    double[] weights;
    double[] sums;
    double[] masses;

    Assignment(Rows rows, int k, double[] mean, Acceleration acceleration, Parallel loop) {
        this.rows = rows;
        this.k = k;
        this.mean = mean;
        this.loop = loop;
        int most = (int) Math.clamp(MOST_CELLS / ((long) k * rows.p), 2, MOST_BLOCKS);
        blocks = Math.clamp(rows.n / LEAST_ROWS, 1, most);
        each = acceleration == Acceleration.ELKAN;
        bounds = acceleration == Acceleration.NONE ? null : new Bounds(rows.n, k, rows.p, each);
        labels = new int[rows.n];
        Arrays.fill(labels, -1);
        sizes = new int[k];
        weights = new double[k];
        sums = new double[k * rows.p];
        masses = new double[rows.partial ? k * rows.p : 0];
        parts = new Block[blocks];
        Arrays.setAll(parts, block -> new Block());
    }

    /// What a pass changed.
    ///
    /// @param changed rows whose cluster is another one than before
    /// @param gained by how much the inertia differs from that of the clusters before
    /// @param measured rows that were measured against more than their own centroid
    record Pass(long changed, double gained, long measured) {}

    /// Assigns all rows to the nearest of the centroids.
    Pass run(double[] exact) {
        Centroids centroids = new Centroids(rows, exact, k, mean);
        if (bounds != null) {
            bounds.moveTo(exact, loop);
        }
        loop.forWork(2.0 * rows.n * k * rows.p).run(blocks, block -> {
            Tools tools = tools();
            parts[block].assign(centroids, first(block), first(block + 1), tools);
            idle.add(tools);
        });
        long changed = 0;
        double gained = 0;
        long measured = 0;
        for (Block part : parts) {
            if (part.changed > 0) {
                add(part.sums, sums);
                add(part.masses, masses);
                add(part.weights, weights);
                for (int c = 0; c < k; c++) {
                    sizes[c] += part.sizes[c];
                }
            }
            changed += part.changed;
            gained += part.gained;
            measured += part.measured;
        }
        return new Pass(changed, gained, measured);
    }

    private Tools tools() {
        Tools tools = idle.poll();
        return tools == null ? new Tools() : tools;
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private int first(int block) {
        return (int) ((long) rows.n * block / blocks);
    }

    /// Sums weights, rows and masses afresh by the clusters there are, and returns the inertia of each cluster around
    /// the centroids.
    double[] totals(double[] exact) {
        Centroids centroids = new Centroids(rows, exact, k, mean);
        loop.forWork(6.0 * rows.n * rows.p).run(blocks, block -> {
            Tools tools = tools();
            parts[block].sum(centroids, first(block), first(block + 1), tools.row);
            idle.add(tools);
        });
        Arrays.fill(weights, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(masses, 0);
        double[] inertia = new double[k];
        for (Block part : parts) {
            add(part.sums, sums);
            add(part.masses, masses);
            add(part.weights, weights);
            add(part.inertia, inertia);
        }
        return inertia;
    }

    /// The row farthest from its centroid among those of clusters that have others, -1 if all lie on their centroids.
    int farthest(double[] centroids) {
        Centroids own = new Centroids(rows, centroids, k, mean);
        double[] scratch = new double[rows.p];
        int farthest = -1;
        double most = 0;
        for (int i = 0; i < rows.n; i++) {
            if (sizes[labels[i]] > 1) {
                double d = distance(own, i, labels[i], scratch);
                if (d > most) {
                    most = d;
                    farthest = i;
                }
            }
        }
        return farthest;
    }

    private double distance(Centroids centroids, int i, int c, double[] scratch) {
        return rows.squaredDistance(i, centroids.exact, c * rows.p, centroids.norms[c], scratch);
    }

    /// The squared distance of row i to its centroid.
    double squaredDistance(double[] centroids, int i) {
        return distance(new Centroids(rows, centroids, k, mean), i, labels[i], new double[rows.p]);
    }

    /// Gives row i to the empty cluster c.
    void give(int i, int c) {
        int from = labels[i];
        double weight = rows.weight(i);
        rows.add(i, -weight, sums, masses, from * rows.p);
        weights[from] -= weight;
        sizes[from]--;
        rows.add(i, weight, sums, masses, c * rows.p);
        weights[c] = weight;
        sizes[c] = 1;
        labels[i] = c;
        if (bounds != null) {
            bounds.forget(i);
        }
    }

    /// What one thread works with.
    private final class Tools {
        private final NearestSearch search = NearestSearch.of(rows, k, mean);
        private final NearestSearch.Found found = new NearestSearch.Found(search.most());
        private final int[] ids = new int[search.most()];
        private final double[] row = new double[rows.p];
    }

    /// What a block of rows adds to the sums in a pass.
    private final class Block {
        private final int[] sizes = new int[k];
        private final double[] weights = new double[k];
        private final double[] sums = new double[k * rows.p];
        private final double[] masses = new double[rows.partial ? k * rows.p : 0];
        private final double[] inertia = new double[k];
        private boolean clean = true;
        private long changed;
        private double gained;
        private long measured;

        private void clear() {
            if (!clean) {
                Arrays.fill(sizes, 0);
                Arrays.fill(weights, 0);
                Arrays.fill(sums, 0);
                Arrays.fill(masses, 0);
                Arrays.fill(inertia, 0);
                clean = true;
            }
            changed = 0;
            gained = 0;
            measured = 0;
        }

        void assign(Centroids centroids, int from, int to, Tools tools) {
            clear();
            int[] ids = tools.ids;
            int waiting = 0;
            Bounds known = bounds;
            for (int i = from; i < to; i++) {
                int own = labels[i];
                if (known != null && own >= 0) {
                    double upper = known.upper(i, own);
                    if (known.settled(i, own, upper)) {
                        continue;
                    }
                    if (each) {
                        one(centroids, known, i, own, upper, tools.row);
                        continue;
                    }
                    upper = known.own(i, own, distance(centroids, i, own, tools.row));
                    if (known.settled(i, own, upper)) {
                        continue;
                    }
                } else if (known != null && each) {
                    one(centroids, known, i, own, Double.POSITIVE_INFINITY, tools.row);
                    continue;
                }
                ids[waiting++] = i;
                if (waiting == ids.length) {
                    batch(centroids, waiting, tools);
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                batch(centroids, waiting, tools);
            }
        }

        private void batch(Centroids centroids, int count, Tools tools) {
            NearestSearch.Found found = tools.found;
            tools.search.find(centroids, tools.ids, count, found);
            Bounds known = bounds;
            for (int b = 0; b < count; b++) {
                int i = tools.ids[b];
                int label = found.label[b];
                if (label != labels[i]) {
                    take(centroids, i, label, distance(centroids, i, label, tools.row), tools.row);
                }
                if (known != null) {
                    known.own(i, label, found.squared[b]);
                    known.others(i, label, found.others[b]);
                }
            }
            measured += count;
        }

        /// Measures row i against the centroids whose bounds leave them in question.
        private void one(Centroids centroids, Bounds known, int i, int own, double upperOfOwn, double[] row) {
            int best = own;
            double upper = upperOfOwn;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                if (c == best || (best >= 0 && known.beyond(i, best, c, upper))) {
                    continue;
                }
                if (best >= 0 && least == Double.POSITIVE_INFINITY) {
                    least = distance(centroids, i, best, row);
                    known.measured(i, best, least);
                    upper = known.own(i, best, least);
                    if (known.settled(i, best, upper)) {
                        return;
                    }
                    if (known.beyond(i, best, c, upper)) {
                        continue;
                    }
                    measured++;
                }
                double squared = distance(centroids, i, c, row);
                known.measured(i, c, squared);
                if (squared < least || (squared == least && c < best)) {
                    least = squared;
                    best = c;
                    upper = known.own(i, c, squared);
                }
            }
            if (best != own) {
                take(centroids, i, best, least, row);
            }
        }

        /// Row i belongs to a cluster whose centroid is at this squared distance.
        private void take(Centroids centroids, int i, int label, double squared, double[] row) {
            int before = labels[i];
            clean = false;
            changed++;
            double weight = rows.weight(i);
            gained += weight * squared;
            if (before >= 0) {
                gained -= weight * distance(centroids, i, before, row);
                rows.add(i, -weight, sums, masses, before * rows.p);
                weights[before] -= weight;
                sizes[before]--;
            }
            rows.add(i, weight, sums, masses, label * rows.p);
            weights[label] += weight;
            sizes[label]++;
            labels[i] = label;
        }

        void sum(Centroids centroids, int from, int to, double[] row) {
            clear();
            clean = false;
            for (int i = from; i < to; i++) {
                int label = labels[i];
                double weight = rows.weight(i);
                weights[label] += weight;
                inertia[label] += weight * distance(centroids, i, label, row);
                rows.add(i, weight, sums, masses, label * rows.p);
            }
        }
    }
}
