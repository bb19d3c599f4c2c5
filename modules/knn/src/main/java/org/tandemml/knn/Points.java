package org.tandemml.knn;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;
import org.tandemml.optimization.SymmetricEigen;

/// Dense rows in the coordinates in which a metric is simple, and its **reduced distance** there: one that orders pairs
/// of rows as the metric does and costs less. Everything that finds neighbours compares reduced distances, computed by
/// [#reduced] and nothing else, so that all methods agree to the last bit.
final class Points {
    /// Below this the loop over columns is written out: kernels pay from here on.
    private static final int SHORT = 16;
    /// From here on looking at some columns first pays.
    private static final int WIDE = 64;
    /// Sums of parts differ from the sum of all by rounding.
    private static final double ROUNDING = 1 - 1e-12;

    final int rows;
    final int columns;
    /// Row-major, in the metric's coordinates.
    final double[] values;
    final Metric metric;
    /// Whether the reduced distance is the squared Euclidean one.
    final boolean euclidean;
    /// What the rows are multiplied by for Mahalanobis, `p × p`; else empty.
    private final double[] whitening;
    private final DoubleKernels kernels = Kernels.doubles();

    Points(Matrix matrix, Metric metric) {
        this.metric = metric;
        rows = matrix.rows();
        columns = matrix.columns();
        euclidean = switch (metric) {
            case Metric.Euclidean e -> true;
            case Metric.Cosine c -> true;
            case Metric.Correlation c -> true;
            case Metric.Mahalanobis m -> true;
            case Metric.Manhattan m -> false;
            case Metric.Chebyshev c -> false;
            case Metric.Minkowski m -> false;
            case Metric.Hamming h -> false;
            case Metric.Jaccard j -> false;
            case Metric.Custom c -> false;
        };
        boolean changed = changesRows(metric);
        double[] own = matrix instanceof DenseMatrix dense && !changed
                ? dense.contiguous().values()
                : copied(matrix);
        whitening = metric instanceof Metric.Mahalanobis ? whitening(own, rows, columns) : new double[0];
        values = own;
        for (int i = 0; i < rows && changed; i++) {
            embed(own, i * columns, i);
        }
    }

    /// Whether the metric has coordinates of its own, which take a copy of the rows.
    private static boolean changesRows(Metric metric) {
        return metric instanceof Metric.Cosine
                || metric instanceof Metric.Correlation
                || metric instanceof Metric.Mahalanobis;
    }

    private static double[] copied(Matrix matrix) {
        double[] own = DenseMatrix.allocate(matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            matrix.copyRow(i, own, i * matrix.columns());
        }
        return own;
    }

    /// Brings the row at `offset` into the metric's coordinates, in place; `number` is for messages.
    void embed(double[] row, int offset, int number) {
        switch (metric) {
            case Metric.Cosine c -> toUnit(row, offset, number);
            case Metric.Correlation c -> {
                double mean = 0;
                for (int j = offset; j < offset + columns; j++) {
                    mean += row[j] / columns;
                }
                for (int j = offset; j < offset + columns; j++) {
                    row[j] -= mean;
                }
                toUnit(row, offset, number);
            }
            case Metric.Mahalanobis m -> {
                double[] old = Arrays.copyOfRange(row, offset, offset + columns);
                for (int j = 0; j < columns; j++) {
                    row[offset + j] = kernels.dot(whitening, j * columns, old, 0, columns);
                }
            }
            default -> {}
        }
    }

    private void toUnit(double[] row, int offset, int number) {
        double largest = 0;
        for (int j = offset; j < offset + columns; j++) {
            largest = Math.max(largest, Math.abs(row[j]));
        }
        if (largest == 0) {
            throw new InputException("row " + (number + 1) + " is "
                    + (metric instanceof Metric.Cosine ? "zero in all columns" : "the same in all columns")
                    + ": the " + metric + " distance to it is not defined; leave it out or choose another metric");
        }
        double squares = 0;
        for (int j = offset; j < offset + columns; j++) {
            row[j] /= largest;
            squares += row[j] * row[j];
        }
        double inverse = 1 / Math.sqrt(squares);
        for (int j = offset; j < offset + columns; j++) {
            row[j] *= inverse;
        }
    }

    /// `Λ^(−1/2)·Qᵀ` of the covariance `Q·Λ·Qᵀ`.
    private static double[] whitening(double[] values, int n, int p) {
        if (n < 2) {
            throw new InputException("mahalanobis needs at least 2 rows to learn the covariance, got " + n);
        }
        double[] mean = new double[p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                mean[j] += values[i * p + j] / n;
            }
        }
        double[] covariance = new double[p * p];
        double[] d = new double[p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                d[j] = values[i * p + j] - mean[j];
            }
            for (int j = 0; j < p; j++) {
                Kernels.doubles().axpy(d[j] / (n - 1), d, 0, covariance, j * p, p);
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(p, covariance, p, BlockLoop.SEQUENTIAL);
        double[] lambda = eigen.values();
        double[] vectors = eigen.vectors();
        double largest = Arrays.stream(lambda).max().orElse(0);
        double[] whitening = new double[p * p];
        for (int k = 0; k < p; k++) {
            if (!(lambda[k] > 1e-12 * largest)) {
                throw new InputException("mahalanobis needs columns that do not depend on each other: the covariance of"
                        + " the rows has rank below " + p + "; leave columns out, or reduce them by pca");
            }
            double scale = 1 / Math.sqrt(lambda[k]);
            for (int j = 0; j < p; j++) {
                whitening[k * p + j] = scale * vectors[k * p + j];
            }
        }
        return whitening;
    }

    /// The reduced distance of indexed row i and the row at `offset` of `query`, in the metric's coordinates.
    double reduced(int i, double[] query, int offset) {
        return reduced(values, i * columns, query, offset);
    }

    /// The same, or infinity if the first columns show that it exceeds `limit`: of wide rows most are far, and the rest
    /// of them is not read.
    double reducedWithin(int i, double[] query, int offset, double limit) {
        if (euclidean && columns >= WIDE) {
            int at = i * columns;
            int quarter = columns / 4;
            double sum = kernels.squaredDistance(values, at, query, offset, quarter);
            if (sum * ROUNDING <= limit) {
                sum += kernels.squaredDistance(values, at + quarter, query, offset + quarter, quarter);
            }
            if (sum * ROUNDING > limit) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return reduced(i, query, offset);
    }

    /// The same for two rows anywhere.
    double reduced(double[] a, int at, double[] b, int offset) {
        if (euclidean) {
            return squared(a, at, b, offset);
        }
        return switch (metric) {
            case Metric.Manhattan m -> {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += Math.abs(a[at + j] - b[offset + j]);
                }
                yield sum;
            }
            case Metric.Chebyshev c -> {
                double max = 0;
                for (int j = 0; j < columns; j++) {
                    max = Math.max(max, Math.abs(a[at + j] - b[offset + j]));
                }
                yield max;
            }
            case Metric.Minkowski m -> {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += Math.pow(Math.abs(a[at + j] - b[offset + j]), m.exponent());
                }
                yield sum;
            }
            case Metric.Hamming h -> {
                int differ = 0;
                for (int j = 0; j < columns; j++) {
                    differ += a[at + j] != b[offset + j] ? 1 : 0;
                }
                yield (double) differ / columns;
            }
            case Metric.Jaccard jaccard -> {
                int either = 0;
                int one = 0;
                for (int j = 0; j < columns; j++) {
                    boolean left = a[at + j] != 0;
                    boolean right = b[offset + j] != 0;
                    either += left || right ? 1 : 0;
                    one += left != right ? 1 : 0;
                }
                yield either == 0 ? 0 : (double) one / either;
            }
            case Metric.Custom custom -> {
                double distance = custom.function()
                        .distance(
                                Arrays.copyOfRange(a, at, at + columns),
                                Arrays.copyOfRange(b, offset, offset + columns));
                if (!(distance >= 0)) {
                    throw new InputException("the metric " + custom.name() + " must be at least 0, gave " + distance
                            + " for the rows " + Arrays.toString(Arrays.copyOfRange(a, at, at + columns)) + " and "
                            + Arrays.toString(Arrays.copyOfRange(b, offset, offset + columns)));
                }
                yield distance;
            }
            default -> throw new IllegalStateException(metric + " is Euclidean");
        };
    }

    private double squared(double[] a, int at, double[] b, int offset) {
        if (columns >= SHORT) {
            return kernels.squaredDistance(a, at, b, offset, columns);
        }
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            double d = a[at + j] - b[offset + j];
            sum += d * d;
        }
        return sum;
    }

    /// What one column adds to the least reduced distance to a box whose side is `gap` away along it; `sum` so far.
    double boxed(double sum, double gap) {
        return switch (metric) {
            case Metric.Manhattan m -> sum + gap;
            case Metric.Chebyshev c -> Math.max(sum, gap);
            case Metric.Minkowski m -> sum + Math.pow(gap, m.exponent());
            default -> sum + gap * gap;
        };
    }

    /// Whether distances to boxes bound those to the points inside.
    boolean hasBoxes() {
        return switch (metric) {
            case Metric.Hamming h -> false;
            case Metric.Jaccard j -> false;
            case Metric.Custom c -> false;
            default -> true;
        };
    }

    /// The distance of a reduced one.
    double distance(double reduced) {
        return switch (metric) {
            case Metric.Euclidean e -> Math.sqrt(reduced);
            case Metric.Mahalanobis m -> Math.sqrt(reduced);
            case Metric.Cosine c -> reduced / 2;
            case Metric.Correlation c -> reduced / 2;
            case Metric.Minkowski m -> Math.pow(reduced, 1 / m.exponent());
            default -> reduced;
        };
    }

    /// A reduced distance that no pair within `distance` exceeds.
    double reach(double distance) {
        double reduced = switch (metric) {
            case Metric.Euclidean e -> distance * distance;
            case Metric.Mahalanobis m -> distance * distance;
            case Metric.Cosine c -> 2 * distance;
            case Metric.Correlation c -> 2 * distance;
            case Metric.Minkowski m -> Math.pow(distance, m.exponent());
            default -> distance;
        };
        return reduced * (1 + 1e-12);
    }

    /// The distance that obeys the triangle inequality, of a reduced one.
    double triangular(double reduced) {
        return euclidean ? Math.sqrt(reduced) : distance(reduced);
    }
}
