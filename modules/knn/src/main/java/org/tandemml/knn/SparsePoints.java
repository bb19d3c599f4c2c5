package org.tandemml.knn;

import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;

/// Sparse rows under the Euclidean or the cosine distance. The squared distance of two rows is summed over the columns
/// where either is not zero, without cancellation.
final class SparsePoints {
    final SparseMatrix rows;
    private final Metric metric;
    private final double[] scale;

    SparsePoints(SparseMatrix rows, Metric metric) {
        this.rows = rows;
        this.metric = metric;
        scale = scales(rows, metric);
    }

    static boolean takes(Metric metric) {
        return metric instanceof Metric.Euclidean || metric instanceof Metric.Cosine;
    }

    /// What each row is multiplied by: 1, or under cosine the inverse of its length.
    static double[] scales(SparseMatrix rows, Metric metric) {
        double[] scale = new double[rows.rows()];
        for (int i = 0; i < scale.length; i++) {
            double squares = 0;
            for (int k = rows.start(i); k < rows.end(i); k++) {
                squares += rows.values()[k] * rows.values()[k];
            }
            scale[i] = scale(squares, i, metric);
        }
        return scale;
    }

    /// What a row of this squared length is multiplied by; `number` is for messages.
    double scale(double squares, int number) {
        return scale(squares, number, metric);
    }

    private static double scale(double squares, int number, Metric metric) {
        if (!(metric instanceof Metric.Cosine)) {
            return 1;
        }
        if (squares == 0) {
            throw new InputException("row " + (number + 1) + " is zero in all columns: the cosine distance to it is"
                    + " not defined; leave it out or choose another metric");
        }
        return 1 / Math.sqrt(squares);
    }

    /// The neighbours of one query row, given by its columns and values already scaled.
    void search(int[] columns, double[] values, int from, int to, int self, Nearest into) {
        int[] indices = rows.indices();
        double[] cells = rows.values();
        for (int i = 0; i < scale.length; i++) {
            if (i == self) {
                continue;
            }
            double factor = scale[i];
            double limit = into.limit();
            double sum = 0;
            int a = rows.start(i);
            int end = rows.end(i);
            int b = from;
            while ((a < end || b < to) && sum <= limit) {
                int left = a < end ? indices[a] : Integer.MAX_VALUE;
                int right = b < to ? columns[b] : Integer.MAX_VALUE;
                double d = (left <= right ? factor * cells[a] : 0) - (right <= left ? values[b] : 0);
                sum += d * d;
                a += left <= right ? 1 : 0;
                b += right <= left ? 1 : 0;
            }
            if (sum <= limit) {
                into.offer(sum, i);
            }
        }
    }

    double distance(double reduced) {
        return metric instanceof Metric.Cosine ? reduced / 2 : Math.sqrt(reduced);
    }

    double reach(double distance) {
        return (metric instanceof Metric.Cosine ? 2 * distance : distance * distance) * (1 + 1e-12);
    }
}
