package org.tandemml.knn;

import java.util.Arrays;

/// A tree of balls: each node takes one of its rows as the vantage point and halves the others by their distance to it.
///
/// For any distance that obeys the triangle inequality. A half is searched unless the inequality shows, by more than
/// rounding, that it holds nothing nearer than the worst neighbour so far.
///
/// **Source**: Yianilos, *Data structures and algorithms for nearest neighbor search in general metric spaces*, SODA
/// 1993. **Cost**: O(n·log n) distances to build. **Determinism**: the vantage point is the row farthest from the first
/// one of the node; the tree depends on the rows only.
final class VantagePointTree implements RowSearch {
    private static final int LEAF = 16;
    private static final double ROUNDING = 1e-9;

    private final Points points;
    private final int[] ids;
    /// For the node of the places `from .. to-1`, at its middle: least and largest distance of the inner and of the
    /// outer half to the vantage point, which stands at `from`.
    private final double[] innerLow;
    private final double[] innerHigh;
    private final double[] outerLow;
    private final double[] outerHigh;

    VantagePointTree(Points points) {
        this.points = points;
        int n = points.rows;
        ids = new int[n];
        Arrays.setAll(ids, i -> i);
        innerLow = new double[n];
        innerHigh = new double[n];
        outerLow = new double[n];
        outerHigh = new double[n];
        build(0, n);
    }

    private double distance(int a, int b) {
        return points.triangular(points.reduced(a, points.values, b * points.columns));
    }

    private void build(int from, int to) {
        if (to - from <= LEAF) {
            return;
        }
        int farthest = from;
        double most = -1;
        for (int k = from; k < to; k++) {
            double d = distance(ids[k], ids[from]);
            if (d > most || (d == most && ids[k] < ids[farthest])) {
                most = d;
                farthest = k;
            }
        }
        int vantage = ids[farthest];
        ids[farthest] = ids[from];
        ids[from] = vantage;
        record Place(double distance, int id) {}
        Place[] rest = new Place[to - from - 1];
        for (int k = from + 1; k < to; k++) {
            rest[k - from - 1] = new Place(distance(vantage, ids[k]), ids[k]);
        }
        Arrays.sort(
                rest,
                (a, b) -> a.distance() != b.distance()
                        ? Double.compare(a.distance(), b.distance())
                        : Integer.compare(a.id(), b.id()));
        for (int k = 0; k < rest.length; k++) {
            ids[from + 1 + k] = rest[k].id();
        }
        int middle = middle(from, to);
        innerLow[middle] = rest[0].distance();
        innerHigh[middle] = rest[middle - from - 2].distance();
        outerLow[middle] = rest[middle - from - 1].distance();
        outerHigh[middle] = rest[rest.length - 1].distance();
        build(from + 1, middle);
        build(middle, to);
    }

    private static int middle(int from, int to) {
        return (from + 1 + to) >>> 1;
    }

    @Override
    public void search(double[] query, int offset, int self, Nearest into) {
        search(0, ids.length, query, offset, self, into);
    }

    private void search(int from, int to, double[] query, int offset, int self, Nearest into) {
        if (to - from <= LEAF) {
            for (int k = from; k < to; k++) {
                offer(ids[k], points.reduced(ids[k], query, offset), self, into);
            }
            return;
        }
        double reduced = points.reduced(ids[from], query, offset);
        offer(ids[from], reduced, self, into);
        double d = points.triangular(reduced);
        int middle = middle(from, to);
        boolean innerFirst = d < (innerHigh[middle] + outerLow[middle]) / 2;
        for (int half = 0; half < 2; half++) {
            boolean inner = innerFirst == (half == 0);
            double low = inner ? innerLow[middle] : outerLow[middle];
            double high = inner ? innerHigh[middle] : outerHigh[middle];
            double bound = Math.max(low - d, d - high) - ROUNDING * (d + high);
            if (bound <= points.triangular(into.limit())) {
                search(inner ? from + 1 : middle, inner ? middle : to, query, offset, self, into);
            }
        }
    }

    private static void offer(int id, double reduced, int self, Nearest into) {
        if (id != self && reduced <= into.limit()) {
            into.offer(reduced, id);
        }
    }
}
