package org.tandemml.knn;

import java.util.Arrays;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// Nearest rows in squared Euclidean distance by brute force: products of many queries with all rows in tiles of
/// `float`, which choose candidates; the candidates are measured again in `double`.
///
/// With centred rows `‖q − x‖² = ‖q‖² + (‖x‖² − 2·q·x)`, and the part in parentheses, computed in float, is off by no
/// more than `ε = u·(2(p + 3)·‖q‖·X + 2X²)`, X the largest ‖x‖ and u = 2⁻²⁴: two roundings of the inputs, p of the sum
/// and those of the norm. So every true neighbour is within 2ε of the k-th least of the computed values, and all of
/// those are kept: the answer is that of a search in double.
///
/// A tile is compared with each query's limit at SIMD speed; the few survivors go to a buffer, which is cut to the best
/// when it is full.
///
/// **Source**: the expansion and tiles: Johnson, Douze and Jégou, *Billion-scale similarity search with GPUs*, 2017,
/// section 5. **Cost**: 2·n·p operations a query, and a conversion of all rows for each chunk of queries; memory at
/// most 24 MB for a chunk of queries, 8 MB for a panel of rows and 4 MB for products, whatever their numbers.
final class TileSearch {
    /// Fewer queries than this are quicker one by one than the conversion of all rows to float.
    static final int LEAST_QUERIES = 6;

    private static final int MOST_QUERIES = 4096;
    private static final long MOST_BYTES = 24L << 20;
    private static final int PANEL_BYTES = 8 << 20;
    private static final int PRODUCTS = 1 << 20;
    private static final int COLUMNS_OF_PRODUCT = 1024;
    private static final int ROWS_OF_BLOCK = 256;
    private static final int QUERIES_OF_BLOCK = 64;
    private static final double UNIT = 0x1p-24;
    private static final double SAFETY = 1.05;

    private final Points points;
    private final FloatKernels kernels = Kernels.floats();
    private final DoubleKernels doubles = Kernels.doubles();
    private final double[] centre;
    private final double largest;

    private TileSearch(Points points, double[] centre, double largest) {
        this.points = points;
        this.centre = centre;
        this.largest = largest;
    }

    /// Whether squared distances of these points stay within what a float can hold.
    static boolean canHold(Points points) {
        double largest = 0;
        for (double v : points.values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return points.euclidean && largest < 1e15;
    }

    static TileSearch of(Points points, Parallel loop) {
        int n = points.rows;
        int p = points.columns;
        double[] centre = new double[p];
        for (int i = 0; i < n; i++) {
            Kernels.doubles().axpy(1.0 / n, points.values, i * p, centre, 0, p);
        }
        int blocks = (n + 1023) / 1024;
        double[] most = new double[Math.max(1, blocks)];
        loop.forWork(4.0 * n * p).run(blocks, block -> {
            for (int i = block * 1024; i < Math.min(n, (block + 1) * 1024); i++) {
                double squares = Kernels.doubles().squaredDistance(points.values, i * p, centre, 0, p);
                most[block] = Math.max(most[block], squares);
            }
        });
        return new TileSearch(
                points, centre, Math.sqrt(Arrays.stream(most).max().orElse(0)));
    }

    /// Queries in a chunk for k neighbours.
    int chunk(int k) {
        long bytes = 8L * capacity(k) + 12L * points.columns + 64;
        return (int) Math.clamp(MOST_BYTES / bytes, 1, MOST_QUERIES);
    }

    private static int capacity(int k) {
        return 2 * k + 64;
    }

    /// Fills the heap of each of `count` queries, rows of `queries` from `offset` on in the metric's coordinates, with
    /// its k nearest; query i is row `self + i` of the index and excluded if `self >= 0`.
    void search(double[] queries, int offset, int count, int self, int k, Result result, Parallel loop) {
        int p = points.columns;
        float[] narrow = new float[count * p];
        Chunk chunk = new Chunk(count, k, self);
        for (int i = 0; i < count; i++) {
            double length = Math.sqrt(narrow(queries, offset + i * p, narrow, i * p));
            chunk.slack[i] =
                    SAFETY * 2 * UNIT * (2 * (p + 3) * length * largest + 2 * largest * largest) + Float.MIN_NORMAL;
        }
        // Products of all queries with as many rows as the cache holds: packing either side is paid for by the other.
        int most = Math.clamp(PRODUCTS / count, ROWS_OF_BLOCK, Math.max(ROWS_OF_BLOCK, PANEL_BYTES / 4 / p));
        if (most > COLUMNS_OF_PRODUCT) {
            // A product packs the queries anew for every so many rows, and would for a few left over, too.
            most -= most % COLUMNS_OF_PRODUCT;
        }
        most = Math.min(points.rows, most);
        float[] panel = new float[most * p];
        float[] norms = new float[most];
        float[] products = new float[count * most];
        for (int from = 0; from < points.rows; from += most) {
            int first = from;
            int size = Math.min(most, points.rows - from);
            loop.forWork(4.0 * size * p).run((size + ROWS_OF_BLOCK - 1) / ROWS_OF_BLOCK, block -> {
                for (int i = block * ROWS_OF_BLOCK; i < Math.min(size, (block + 1) * ROWS_OF_BLOCK); i++) {
                    norms[i] = (float) narrow(points.values, (first + i) * p, panel, i * p);
                }
            });
            kernels.gemm(count, size, p, 1, narrow, 0, p, false, panel, 0, p, true, 0, products, 0, size, loop);
            loop.forWork(2.0 * count * size).run((count + QUERIES_OF_BLOCK - 1) / QUERIES_OF_BLOCK, block -> {
                int start = block * QUERIES_OF_BLOCK;
                chunk.take(first, size, norms, start, Math.min(count, start + QUERIES_OF_BLOCK), products);
            });
        }
        loop.forWork(4.0 * count * k * p).run((count + 15) / 16, block -> {
            Nearest nearest = Nearest.of(k);
            for (int i = block * 16; i < Math.min(count, (block + 1) * 16); i++) {
                for (int c = 0; c < chunk.size[i]; c++) {
                    int id = chunk.ids[i][c];
                    nearest.offer(points.reduced(id, queries, offset + i * p), id);
                }
                result.take(i, nearest);
            }
        });
    }

    /// Writes a row around the centre in float and returns its squared length there.
    private double narrow(double[] values, int offset, float[] into, int at) {
        int p = points.columns;
        for (int j = 0; j < p; j++) {
            into[at + j] = (float) (values[offset + j] - centre[j]);
        }
        return doubles.squaredDistance(values, offset, centre, 0, p);
    }

    /// Takes the neighbours of one query of a chunk; called once for each, from several threads.
    interface Result {
        void take(int query, Nearest nearest);
    }

    /// The candidates of a chunk of queries.
    private final class Chunk {
        private final int k;
        private final int self;
        private final float[][] approximate;
        private final int[][] ids;
        private final int[] size;
        private final float[] limit;
        private final double[] slack;

        Chunk(int count, int k, int self) {
            this.k = k;
            this.self = self;
            approximate = new float[count][capacity(k)];
            ids = new int[count][capacity(k)];
            size = new int[count];
            limit = new float[count];
            slack = new double[count];
            Arrays.fill(limit, Float.POSITIVE_INFINITY);
        }

        /// Takes the products of the queries `from .. to-1` with `size` rows from `first` on.
        void take(int first, int size, float[] norms, int from, int to, float[] products) {
            int[] positions = new int[size];
            for (int query = from; query < to; query++) {
                int at = query * size;
                int found = kernels.selectAtMost(products, at, -2f, norms, 0, size, limit[query], positions, 0);
                for (int f = 0; f < found; f++) {
                    int id = first + positions[f];
                    float value = Math.fma(-2f, products[at + positions[f]], norms[positions[f]]);
                    if (value <= limit[query] && (self < 0 || id != self + query)) {
                        add(query, value, id);
                    }
                }
            }
        }

        private void add(int query, float value, int id) {
            if (size[query] == ids[query].length) {
                cut(query);
                if (!(value <= limit[query])) {
                    return;
                }
            }
            approximate[query][size[query]] = value;
            ids[query][size[query]++] = id;
        }

        /// Sets the limit by the k-th least and drops what is beyond it; a buffer that stays full grows.
        private void cut(int query) {
            float[] values = approximate[query];
            int[] of = ids[query];
            int count = size[query];
            float least = kthLeast(values.clone(), count, k);
            float bound = Math.nextUp((float) (least + slack[query]));
            int kept = 0;
            for (int c = 0; c < count; c++) {
                if (values[c] <= bound) {
                    values[kept] = values[c];
                    of[kept++] = of[c];
                }
            }
            limit[query] = bound;
            size[query] = kept;
            if (kept > of.length - of.length / 4) {
                approximate[query] = Arrays.copyOf(values, 2 * values.length);
                ids[query] = Arrays.copyOf(of, 2 * of.length);
            }
        }
    }

    /// The k-th least of the first `count` values, which are moved about.
    static float kthLeast(float[] values, int count, int k) {
        int from = 0;
        int to = count - 1;
        int wanted = k - 1;
        while (from < to) {
            float pivot = values[(from + to) >>> 1];
            int left = from;
            int right = to;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    float swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (wanted <= right) {
                to = right;
            } else if (wanted >= left) {
                from = left;
            } else {
                return values[wanted];
            }
        }
        return values[wanted];
    }
}
