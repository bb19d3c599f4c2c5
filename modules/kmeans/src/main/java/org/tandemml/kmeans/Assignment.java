package org.tandemml.kmeans;

import java.util.Arrays;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// One pass over the rows: the nearest centroid of each, by ascending number where equal, with the sums that the next
/// centroids need.
///
/// For a tile of rows the products with all centroids are computed in `float` around the mean of the data, which leaves
/// `‖c‖² − 2·x·c` off by at most ε (as in the search of neighbours: two roundings of the inputs, p of the sum). Where
/// the least and the second least are farther apart than 2ε the least is right; the few other rows are measured again
/// in `double`. So the assignment is that of a pass in double.
///
/// **Cost**: 2·n·k·p operations at the speed of the matrix kernels; a few megabytes for each thread. **Determinism**:
/// sums of blocks of rows, whose number depends on n only, merged in order.
final class Assignment {
    private static final int MOST_TILE = 512;
    private static final int CELLS_OF_TILE = 1 << 19;
    private static final int SLIM = 64;
    private static final double UNIT = 0x1p-24;
    private static final double FAR = 1e15;

    private final Rows rows;
    private final double[] mean;
    private final Parallel loop;
    private final FloatKernels floats = Kernels.floats();
    private final DoubleKernels doubles = Kernels.doubles();
    private final int blocks;
    private final int tile;

    Assignment(Rows rows, double[] mean, Parallel loop) {
        this.rows = rows;
        this.mean = mean;
        this.loop = loop;
        tile = Math.clamp(CELLS_OF_TILE / rows.p, 16, MOST_TILE);
        long tiles = (rows.n + tile - 1L) / tile;
        blocks = (int) Math.clamp(tiles / 4, 1, 16);
    }

    /// What a pass yields.
    ///
    /// @param sums weighted sums of the rows of each cluster, k × p
    /// @param weights of each cluster
    /// @param inertia Σ weight · squared distance, of each cluster
    /// @param changed rows whose cluster is another one than before
    record Pass(double[] sums, double[] weights, double[] inertia, long changed) {
        double total() {
            double sum = 0;
            for (double v : inertia) {
                sum += v;
            }
            return sum;
        }
    }

    /// Assigns all rows to the nearest of k centroids; `labels` and `distances` (squared) are updated.
    Pass run(double[] centroids, int k, int[] labels, double[] distances) {
        int p = rows.p;
        Centroids prepared = new Centroids(centroids, k);
        Pass[] parts = new Pass[blocks];
        loop.forWork(2.0 * rows.n * k * p).run(blocks, block -> {
            int from = first(block);
            int to = first(block + 1);
            Worker worker = new Worker(prepared, k);
            for (int start = from; start < to; start += tile) {
                worker.tile(start, Math.min(tile, to - start), labels, distances);
            }
            parts[block] = new Pass(worker.sums, worker.weights, worker.inertia, worker.changed);
        });
        Pass all = parts[0];
        long changed = all.changed();
        for (int block = 1; block < blocks; block++) {
            add(parts[block].sums(), all.sums());
            add(parts[block].weights(), all.weights());
            add(parts[block].inertia(), all.inertia());
            changed += parts[block].changed();
        }
        return new Pass(all.sums(), all.weights(), all.inertia(), changed);
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private int first(int block) {
        return (int) ((long) rows.n * block / blocks);
    }

    /// Centroids around the mean, in float, with their norms.
    private final class Centroids {
        private final double[] exact;
        private final float[] narrow;
        private final float[] norms;
        private final double largest;
        private final boolean near;

        Centroids(double[] exact, int k) {
            int p = rows.p;
            this.exact = exact;
            narrow = new float[k * p];
            norms = new float[k];
            double most = 0;
            double widest = 0;
            for (int c = 0; c < k; c++) {
                double squares = 0;
                for (int j = 0; j < p; j++) {
                    double v = exact[c * p + j] - mean[j];
                    narrow[c * p + j] = (float) v;
                    squares += v * v;
                    widest = Math.max(widest, Math.abs(v));
                }
                norms[c] = (float) squares;
                most = Math.max(most, squares);
            }
            largest = Math.sqrt(most);
            near = widest < FAR;
        }
    }

    private final class Worker {
        private final Centroids centroids;
        private final int k;
        private final double[] exact = new double[tile * rows.p];
        private final float[] narrow = new float[tile * rows.p];
        private final float[] products;
        private final float[] best = new float[tile];
        private final float[] second = new float[tile];
        private final int[] which = new int[tile];
        private final double[] slack = new double[tile];
        private final double[] sums;
        private final double[] weights;
        private final double[] inertia;
        private long changed;

        Worker(Centroids centroids, int k) {
            this.centroids = centroids;
            this.k = k;
            products = new float[rows.p <= SLIM ? k * tile : 0];
            sums = new double[k * rows.p];
            weights = new double[k];
            inertia = new double[k];
        }

        void tile(int from, int count, int[] labels, double[] distances) {
            int p = rows.p;
            boolean near = centroids.near;
            // Few columns: products with rows stored by column need no rearranging, which would cost more than they.
            boolean slim = p <= SLIM;
            for (int i = 0; i < count; i++) {
                rows.copy(from + i, exact, i * p);
                double squares = 0;
                for (int j = 0; j < p; j++) {
                    double v = exact[i * p + j] - mean[j];
                    narrow[slim ? j * count + i : i * p + j] = (float) v;
                    squares += v * v;
                }
                near &= squares < FAR * FAR;
                double length = Math.sqrt(squares);
                slack[i] = 2
                        * 1.05
                        * UNIT
                        * (2 * (p + 3) * length * centroids.largest + 2 * centroids.largest * centroids.largest);
            }
            Arrays.fill(best, 0, count, Float.POSITIVE_INFINITY);
            Arrays.fill(second, 0, count, Float.POSITIVE_INFINITY);
            if (near && slim) {
                floats.gemm(
                        k,
                        count,
                        p,
                        1,
                        centroids.narrow,
                        0,
                        p,
                        false,
                        narrow,
                        0,
                        count,
                        false,
                        0,
                        products,
                        0,
                        count,
                        BlockLoop.SEQUENTIAL);
                least(0, k, 0, count, products, 0, count);
            } else if (near) {
                floats.multiplyTransposed(
                        k, count, p, centroids.narrow, 0, p, narrow, 0, p, this::least, BlockLoop.SEQUENTIAL);
            }
            for (int i = 0; i < count; i++) {
                boolean sure = near && (k == 1 || second[i] - best[i] > slack[i]);
                int label = sure ? which[i] : nearest(i * p);
                double d = doubles.squaredDistance(exact, i * p, centroids.exact, label * p, p);
                int row = from + i;
                changed += labels[row] == label ? 0 : 1;
                labels[row] = label;
                distances[row] = d;
                double weight = rows.weights[row];
                weights[label] += weight;
                inertia[label] += weight * d;
                doubles.axpy(weight, exact, i * p, sums, label * p, p);
            }
        }

        private void least(
                int rowStart, int count, int columnStart, int columns, float[] tile, int offset, int stride) {
            if (columnStart == 0) {
                for (int c = 0; c < count; c++) {
                    floats.updateLeast(
                            tile,
                            offset + c * stride,
                            -2f,
                            centroids.norms[rowStart + c],
                            columns,
                            rowStart + c,
                            best,
                            second,
                            which);
                }
                return;
            }
            // A product cut into tiles: what concerns this one is copied out and back.
            float[] b = Arrays.copyOfRange(best, columnStart, columnStart + columns);
            float[] s = Arrays.copyOfRange(second, columnStart, columnStart + columns);
            int[] w = Arrays.copyOfRange(which, columnStart, columnStart + columns);
            for (int c = 0; c < count; c++) {
                floats.updateLeast(
                        tile, offset + c * stride, -2f, centroids.norms[rowStart + c], columns, rowStart + c, b, s, w);
            }
            System.arraycopy(b, 0, best, columnStart, columns);
            System.arraycopy(s, 0, second, columnStart, columns);
            System.arraycopy(w, 0, which, columnStart, columns);
        }

        private int nearest(int offset) {
            int p = rows.p;
            int label = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                double d = doubles.squaredDistance(exact, offset, centroids.exact, c * p, p);
                if (d < least) {
                    least = d;
                    label = c;
                }
            }
            return label;
        }
    }
}
