package org.tandemml.knn;

import java.util.Arrays;
import org.tandemml.core.Parallel;

/// A tree of boxes: each node halves its rows at the median of the column along which they spread most.
///
/// A box is searched unless its least distance, computed from its sides, exceeds that of the worst neighbour so far by
/// more than rounding. Rows are stored in the order of the leaves.
///
/// **Source**: Bentley, *Multidimensional binary search trees used for associative searching*, CACM 18(9), 1975;
/// Friedman, Bentley and Finkel, *An algorithm for finding best matches in logarithmic expected time*, ACM TOMS 3(3),
/// 1977. **Cost**: O(n·log n) to build; about O(log n) a query for few columns, O(n) for many. **Determinism**: the
/// tree depends on the rows only.
final class KdTree implements RowSearch {
    private static final int LEAF = 16;
    /// The column that spreads most is found from about this many rows of a node.
    private static final int SAMPLE = 128;
    private static final int LONG = 600;
    /// Bounds are sums of as many terms as distances, in another order.
    private static final double ROUNDING = 1 - 1e-12;
    /// Subtrees of at least this many rows are built on other threads.
    private static final int WORTH_A_THREAD = 20_000;

    private final Points points;
    private final int p;
    private final int leaves;
    /// Row of each place, leaf after leaf, and the rows' values in that order.
    private final int[] ids;
    private final double[] values;
    /// Sides of the boxes, node after node: p lower ones, then p upper ones. Children of node v are 2v+1 and 2v+2.
    private final double[] boxes;
    private final int depth;

    KdTree(Points points, Parallel loop) {
        this.points = points;
        p = points.columns;
        int n = points.rows;
        int levels = 0;
        while (n >> levels > LEAF) {
            levels++;
        }
        depth = levels;
        leaves = 1 << depth;
        ids = new int[n];
        Arrays.setAll(ids, i -> i);
        boxes = new double[(2 * leaves - 1) * 2 * p];
        // Rows move along with their ids: what is compared next lies next in memory.
        values = points.values.clone();
        build(0, 0, n, loop);
    }

    /// Node v holds the places `from .. to-1`. Its box is that of its rows if it is a leaf, else that of its
    /// children's.
    private void build(int node, int from, int to, Parallel loop) {
        int box = node * 2 * p;
        if (node >= leaves - 1) {
            spread(box, boxes, from, to, 1);
            return;
        }
        double[] sides = new double[2 * p];
        spread(0, sides, from, to, Math.max(1, (to - from) / SAMPLE));
        int widest = 0;
        for (int j = 1; j < p; j++) {
            if (sides[p + j] - sides[j] > sides[p + widest] - sides[widest]) {
                widest = j;
            }
        }
        int middle = (from + to) >>> 1;
        select(from, to - 1, middle, widest);
        boolean apart = to - from >= WORTH_A_THREAD && loop.threads() > 1;
        Parallel inside = apart ? Parallel.SEQUENTIAL : loop;
        (apart ? loop : Parallel.SEQUENTIAL)
                .run(2, half -> build(2 * node + 1 + half, half == 0 ? from : middle, half == 0 ? middle : to, inside));
        int left = (2 * node + 1) * 2 * p;
        int right = left + 2 * p;
        for (int j = 0; j < p; j++) {
            boxes[box + j] = Math.min(boxes[left + j], boxes[right + j]);
            boxes[box + p + j] = Math.max(boxes[left + p + j], boxes[right + p + j]);
        }
    }

    /// Writes the sides of the box around every `step`-th place.
    private void spread(int box, double[] sides, int from, int to, int step) {
        Arrays.fill(sides, box, box + p, Double.POSITIVE_INFINITY);
        Arrays.fill(sides, box + p, box + 2 * p, Double.NEGATIVE_INFINITY);
        for (int k = from; k < to; k += step) {
            int at = k * p;
            for (int j = 0; j < p; j++) {
                double v = values[at + j];
                sides[box + j] = v < sides[box + j] ? v : sides[box + j];
                sides[box + p + j] = v > sides[box + p + j] ? v : sides[box + p + j];
            }
        }
    }

    /// Brings the place `middle` to what it would be if the places were sorted by column j, ties by row. The pivot of a
    /// long stretch is the same place of a sample around it: Floyd and Rivest, *Algorithm 489: SELECT*, CACM 18(3),
    /// 1975.
    private void select(int low, int high, int middle, int j) {
        int from = low;
        int to = high;
        while (from < to) {
            int pivot = middle;
            if (to - from > LONG) {
                double n = to - from + 1;
                double rank = middle - from + 1;
                double z = Math.log(n);
                double s = 0.5 * Math.exp(2 * z / 3);
                double deviation = 0.5 * Math.sqrt(z * s * (n - s) / n) * Math.signum(rank - n / 2);
                int first = Math.max(from, (int) (middle - rank * s / n + deviation));
                int last = Math.min(to, (int) (middle + (n - rank) * s / n + deviation));
                select(first, last, middle, j);
            } else {
                pivot = median(from, (from + to) >>> 1, to, j);
            }
            double value = values[pivot * p + j];
            int id = ids[pivot];
            int left = from;
            int right = to;
            while (left <= right) {
                while (before(values[left * p + j], ids[left], value, id)) {
                    left++;
                }
                while (before(value, id, values[right * p + j], ids[right])) {
                    right--;
                }
                if (left <= right) {
                    swap(left++, right--);
                }
            }
            if (middle <= right) {
                to = right;
            } else if (middle >= left) {
                from = left;
            } else {
                return;
            }
        }
    }

    private void swap(int a, int b) {
        int id = ids[a];
        ids[a] = ids[b];
        ids[b] = id;
        for (int j = 0; j < p; j++) {
            double value = values[a * p + j];
            values[a * p + j] = values[b * p + j];
            values[b * p + j] = value;
        }
    }

    private int median(int a, int b, int c, int j) {
        if (before(a, b, j)) {
            return before(b, c, j) ? b : before(a, c, j) ? c : a;
        }
        return before(a, c, j) ? a : before(b, c, j) ? c : b;
    }

    private boolean before(int a, int b, int j) {
        return before(values[a * p + j], ids[a], values[b * p + j], ids[b]);
    }

    private static boolean before(double x, int a, double y, int b) {
        return x < y || (x == y && a < b);
    }

    @Override
    public void search(double[] query, int offset, int self, Nearest into) {
        search(0, 0, ids.length, least(0, query, offset), query, offset, self, into);
    }

    private void search(int node, int from, int to, double bound, double[] query, int offset, int self, Nearest into) {
        if (bound * ROUNDING > into.limit()) {
            return;
        }
        if (node >= leaves - 1) {
            for (int k = from; k < to; k++) {
                if (ids[k] != self) {
                    double d = points.reduced(values, k * p, query, offset);
                    if (d <= into.limit()) {
                        into.offer(d, ids[k]);
                    }
                }
            }
            return;
        }
        int middle = (from + to) >>> 1;
        double left = least(2 * node + 1, query, offset);
        double right = least(2 * node + 2, query, offset);
        if (left <= right) {
            search(2 * node + 1, from, middle, left, query, offset, self, into);
            search(2 * node + 2, middle, to, right, query, offset, self, into);
        } else {
            search(2 * node + 2, middle, to, right, query, offset, self, into);
            search(2 * node + 1, from, middle, left, query, offset, self, into);
        }
    }

    /// The reduced distance to the nearest place of a node's box.
    private double least(int node, double[] query, int offset) {
        int box = node * 2 * p;
        double sum = 0;
        for (int j = 0; j < p; j++) {
            double q = query[offset + j];
            double gap = Math.max(0, Math.max(boxes[box + j] - q, q - boxes[box + p + j]));
            sum = points.euclidean ? sum + gap * gap : points.boxed(sum, gap);
        }
        return sum;
    }
}
