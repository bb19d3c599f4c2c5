package org.tandemml.boosting;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// Chooses the cuts of all features: between any two neighbouring values if they are no more than the bins, else so
/// that the bins hold about equal weight; a value heavier than that has a bin of its own.
///
/// The values are those of an even sample of at most 200,000 rows. A cut between a and b is a `float` with a < cut ≤ b,
/// near their middle, if there is one, else a double: see [Tree].
final class BinCuts {
    private static final int SAMPLE = 200_000;
    /// Columns sampled in one pass over the rows.
    private static final int STRIP = 4;

    /// Sparse columns from which on a bin has about three rows or more; columns of few values keep this many bins.
    private static final int WIDE = 4096;

    private static final int FEWEST = 16;

    static final int MOST_BINS = 65_535;

    private BinCuts() {}

    static FeatureBins[] of(Schema schema, Matrix features, double[] weights, int maxBins, Parallel loop) {
        int p = features.columns();
        FeatureBins[] bins = new FeatureBins[p];
        for (int j = 0; j < p; j++) {
            if (schema.column(j) instanceof Column.Categorical column) {
                if (column.levels().size() > MOST_BINS) {
                    throw new InputException("column \"" + column.name() + "\" has "
                            + column.levels().size() + " levels, boosting takes at most " + MOST_BINS
                            + ": put TargetEncode before it");
                }
                bins[j] = FeatureBins.categories(Math.max(1, column.levels().size()));
            }
        }
        switch (features) {
            case DenseMatrix dense -> dense(dense, weights, maxBins, bins, loop);
            case SparseMatrix sparse -> sparse(sparse, weights, maxBins, bins, loop);
        }
        return bins;
    }

    private static void dense(DenseMatrix x, double[] weights, int maxBins, FeatureBins[] bins, Parallel loop) {
        int n = x.rows();
        int p = x.columns();
        int count = Math.min(n, SAMPLE);
        int strips = (p + STRIP - 1) / STRIP;
        loop.forWork(50.0 * count * p).run(strips, s -> {
            int first = s * STRIP;
            int width = Math.min(STRIP, p - first);
            double[][] values = new double[width][count];
            double[] cells = x.values();
            for (int i = 0; i < count; i++) {
                int at = x.offset((int) ((long) i * n / count)) + first;
                for (int j = 0; j < width; j++) {
                    // Minus zero becomes zero.
                    values[j][i] = cells[at + j] + 0.0;
                }
            }
            double[] sampled = new double[weights.length == 0 ? 0 : count];
            for (int i = 0; i < sampled.length; i++) {
                sampled[i] = weights[(int) ((long) i * n / count)];
            }
            for (int j = 0; j < width; j++) {
                if (bins[first + j] == null) {
                    bins[first + j] = FeatureBins.numbers(cuts(values[j], sampled, 0, maxBins));
                }
            }
        });
    }

    private static void sparse(SparseMatrix x, double[] weights, int maxBins, FeatureBins[] bins, Parallel loop) {
        SparseColumns columns = SparseColumns.of(x);
        double total = weights.length == 0 ? x.rows() : Arrays.stream(weights).sum();
        int strips = (x.columns() + 63) / 64;
        loop.forWork(50.0 * columns.rows().length).run(strips, s -> {
            for (int j = s * 64; j < Math.min(x.columns(), s * 64 + 64); j++) {
                if (bins[j] != null) {
                    continue;
                }
                int from = columns.starts()[j];
                int to = columns.starts()[j + 1];
                double[] values = Arrays.copyOfRange(columns.values(), from, to);
                double[] mass = new double[weights.length == 0 ? 0 : values.length];
                double stored = values.length;
                if (mass.length > 0) {
                    stored = 0;
                    for (int k = 0; k < mass.length; k++) {
                        mass[k] = weights[columns.rows()[from + k]];
                        stored += mass[k];
                    }
                }
                boolean zeros = values.length < x.rows();
                // In wide data, bins of fewer than three rows would tell single rows apart at the price of the memory.
                int most = x.columns() < WIDE ? maxBins : Math.min(maxBins, Math.max(FEWEST, 1 + values.length / 3));
                double rest = zeros ? Math.max(total - stored, 1e-300) : 0;
                bins[j] = FeatureBins.numbers(cuts(values, mass, rest, most));
            }
        });
    }

    /// The cuts of the given values (sorted in place, NaN ignored) and a further `zeros` of weight of zeros.
    static double[] cuts(double[] values, double[] weights, double zeros, int maxBins) {
        double[] distinct = new double[values.length + 1];
        double[] mass = new double[values.length + 1];
        int m = weights.length == 0 ? counted(values, distinct, mass) : weighed(values, weights, distinct, mass);
        if (zeros > 0) {
            m = withZeros(distinct, mass, m, zeros);
        }
        return m <= maxBins ? between(distinct, m) : quantiles(distinct, mass, m, maxBins);
    }

    private static int counted(double[] values, double[] distinct, double[] mass) {
        SortedDoubles.sort(values);
        int m = 0;
        for (double v : values) {
            if (Double.isNaN(v)) {
                break;
            }
            if (m == 0 || distinct[m - 1] != v) {
                distinct[m++] = v;
            }
            mass[m - 1]++;
        }
        return m;
    }

    private static int weighed(double[] values, double[] weights, double[] distinct, double[] mass) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(i -> i)
                .toArray();
        int m = 0;
        for (int i : order) {
            if (Double.isNaN(values[i])) {
                break;
            }
            if (weights[i] > 0) {
                if (m == 0 || distinct[m - 1] != values[i]) {
                    distinct[m++] = values[i];
                }
                mass[m - 1] += weights[i];
            }
        }
        return m;
    }

    private static int withZeros(double[] distinct, double[] mass, int m, double zeros) {
        int at = Arrays.binarySearch(distinct, 0, m, 0.0);
        if (at >= 0) {
            mass[at] += zeros;
            return m;
        }
        int insert = -at - 1;
        System.arraycopy(distinct, insert, distinct, insert + 1, m - insert);
        System.arraycopy(mass, insert, mass, insert + 1, m - insert);
        distinct[insert] = 0;
        mass[insert] = zeros;
        return m + 1;
    }

    static double[] between(double[] distinct, int m) {
        double[] cuts = new double[Math.max(0, m - 1)];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = cut(distinct[i], distinct[i + 1]);
        }
        return cuts;
    }

    static double[] quantiles(double[] distinct, double[] mass, int m, int maxBins) {
        double total = 0;
        for (int i = 0; i < m; i++) {
            total += mass[i];
        }
        double share = total / maxBins;
        double rest = total;
        int restBins = maxBins;
        for (int i = 0; i < m; i++) {
            if (mass[i] >= share) {
                rest -= mass[i];
                restBins--;
            }
        }
        double heavy = share;
        share = rest / Math.max(1, restBins);
        double[] cuts = new double[maxBins - 1];
        int count = 0;
        double held = 0;
        for (int i = 0; i + 1 < m && count < cuts.length; i++) {
            boolean alone = mass[i] >= heavy;
            held += mass[i];
            rest -= alone ? 0 : mass[i];
            boolean beforeHeavy = mass[i + 1] >= heavy && held >= share / 2;
            if (alone || held >= share || beforeHeavy) {
                cuts[count++] = cut(distinct[i], distinct[i + 1]);
                held = 0;
                if (!alone) {
                    restBins--;
                    share = rest / Math.max(1, restBins);
                }
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    /// A number in (a, b], a float if there is one there.
    static double cut(double a, double b) {
        double middle = a / 2 + b / 2;
        float near = (float) middle;
        if (near > a && near <= b) {
            return near;
        }
        float up = near <= a ? Math.nextUp(near) : Math.nextDown(near);
        if (up > a && up <= b) {
            return up;
        }
        return middle > a && middle <= b ? middle : b;
    }
}
