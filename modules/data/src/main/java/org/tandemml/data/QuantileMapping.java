package org.tandemml.data;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// What [Quantile] learned: the quantiles of each numeric column.
public final class QuantileMapping extends ColumnwiseStep {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double EDGE = 1e-7;
    private static final double LOWEST = NORMAL.inverseCumulativeProbability(EDGE - Math.ulp(1.0));
    private static final double HIGHEST = NORMAL.inverseCumulativeProbability(1 - (EDGE - Math.ulp(1.0)));

    private final Quantile.Output kind;
    private final double[][] quantiles;

    QuantileMapping(Origin origin, Quantile.Output kind, double[][] quantiles) {
        super(origin);
        this.kind = kind;
        this.quantiles = quantiles;
    }

    /// The quantiles of a column, ascending and evenly spaced in rank; empty for categories and columns without values.
    public double[] quantiles(int column) {
        return quantiles[column].clone();
    }

    /// What the result is distributed like.
    public Quantile.Output distribution() {
        return kind;
    }

    @Override
    double forward(int column, double value) {
        double[] q = quantiles[column];
        if (q.length == 0) {
            return value;
        }
        boolean normal = kind == Quantile.Output.NORMAL;
        double slack = normal ? EDGE : 0;
        double rank = value - slack <= q[0] && (!normal || value - slack < q[0])
                ? 0
                : value + slack >= q[q.length - 1] && (!normal || value + slack > q[q.length - 1]) ? 1 : rank(q, value);
        return normal ? Math.clamp(NORMAL.inverseCumulativeProbability(rank), LOWEST, HIGHEST) : rank;
    }

    /// The mean of the rank counted from below and from above, which differ among equal quantiles.
    private static double rank(double[] q, double value) {
        int above = firstAbove(q, value);
        int atLeast = above;
        while (atLeast > 0 && q[atLeast - 1] == value) {
            atLeast--;
        }
        if (above > atLeast) {
            return 0.5 * (above - 1 + atLeast) / (q.length - 1);
        }
        return (above - 1 + (value - q[above - 1]) / (q[above] - q[above - 1])) / (q.length - 1);
    }

    private static int firstAbove(double[] q, double value) {
        int low = 0;
        int high = q.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (q[middle] > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    double backward(int column, double value) {
        double[] q = quantiles[column];
        if (q.length == 0) {
            return value;
        }
        boolean normal = kind == Quantile.Output.NORMAL;
        double slack = normal ? EDGE : 0;
        double rank = normal ? NORMAL.cumulativeProbability(value) : value;
        if (rank - slack <= 0) {
            return q[0];
        }
        if (rank + slack >= 1) {
            return q[q.length - 1];
        }
        double position = rank * (q.length - 1);
        int below = (int) position;
        return below + 1 >= q.length ? q[below] : q[below] + (position - below) * (q[below + 1] - q[below]);
    }
}
