package org.tandemml.kmeans;

import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The rows to be clustered, with their weights; under the cosine brought to length 1. Nothing is copied: a row is
/// scaled each time it is read, so that no memory goes with the number of rows.
///
/// With missing values the squared distance of a row to a point is the **partial** one, `p/pᵢ · Σ (xⱼ − cⱼ)²` over the
/// pᵢ columns that the row has.
///
/// **Source**: Dixon, *Pattern recognition with partly missing data*, IEEE Trans. SMC 9(10), 1979.
final class Rows {
    final int n;
    final int p;
    final boolean spherical;
    final boolean partial;
    final double totalWeight;
    private final Matrix matrix;
    /// Empty if every row weighs 1.
    private final double[] weights;
    private final DoubleKernels kernels = Kernels.doubles();

    Rows(Matrix matrix, double[] weights, boolean spherical, boolean partial) {
        this.matrix = matrix;
        this.weights = weights;
        this.spherical = spherical;
        this.partial = partial;
        n = matrix.rows();
        p = matrix.columns();
        double sum = weights.length == 0 ? n : 0;
        for (double w : weights) {
            sum += w;
        }
        totalWeight = sum;
    }

    /// The rows of `data` at the places `kept`, all if `kept` is empty.
    static Rows of(Dataset data, int[] kept, boolean spherical, boolean partial) {
        double[] weights = data.isWeighted() ? (kept.length == 0 ? data : data.select(kept)).weights() : new double[0];
        Matrix features = kept.length == 0 ? data.features() : data.features().select(kept);
        return new Rows(features, weights, spherical, partial);
    }

    double weight(int i) {
        return weights.length == 0 ? 1 : weights[i];
    }

    boolean sparse() {
        return matrix instanceof SparseMatrix;
    }

    Matrix matrix() {
        return matrix;
    }

    /// What row i is multiplied by.
    double scale(int i) {
        if (!spherical) {
            return 1;
        }
        return switch (matrix) {
            case DenseMatrix dense -> inverseLength(dense.values(), dense.offset(i), p, i);
            case SparseMatrix sparse ->
                inverseLength(sparse.values(), sparse.start(i), sparse.end(i) - sparse.start(i), i);
        };
    }

    /// 1 over the length of a row; `number` is for messages.
    static double inverseLength(double[] row, int offset, int count, int number) {
        double largest = 0;
        for (int j = offset; j < offset + count; j++) {
            largest = Math.max(largest, Math.abs(row[j]));
        }
        if (largest == 0) {
            throw new InputException("row " + (number + 1) + " is zero in all columns: it has no direction to cluster"
                    + " by cosine; leave it out or set spherical to false");
        }
        double squares = 0;
        for (int j = offset; j < offset + count; j++) {
            double v = row[j] / largest;
            squares += v * v;
        }
        return 1 / (largest * Math.sqrt(squares));
    }

    /// Writes row i.
    void copy(int i, double[] into, int offset) {
        matrix.copyRow(i, into, offset);
        if (spherical) {
            double scale = scale(i);
            for (int j = offset; j < offset + p; j++) {
                into[j] *= scale;
            }
        }
    }

    /// Writes row i as a point: what is missing is taken from `means`.
    void copyFilled(int i, double[] means, double[] into, int offset) {
        copy(i, into, offset);
        if (partial) {
            for (int j = 0; j < p; j++) {
                into[offset + j] = Double.isNaN(into[offset + j]) ? means[j] : into[offset + j];
            }
        }
    }

    /// Adds `factor` times row i to `into`; of partial rows, what they have, and `factor` to the masses of its columns.
    void add(int i, double factor, double[] into, double[] masses, int offset) {
        double times = factor * scale(i);
        switch (matrix) {
            case DenseMatrix dense -> {
                if (partial) {
                    addPartial(dense.values(), dense.offset(i), factor, into, masses, offset);
                } else {
                    kernels.axpy(times, dense.values(), dense.offset(i), into, offset, p);
                }
            }
            case SparseMatrix sparse -> {
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    into[offset + sparse.indices()[k]] += times * sparse.values()[k];
                }
            }
        }
    }

    private void addPartial(double[] values, int at, double factor, double[] into, double[] masses, int offset) {
        double times = factor * p / present(values, at);
        for (int j = 0; j < p; j++) {
            double v = values[at + j];
            if (!Double.isNaN(v)) {
                into[offset + j] += times * v;
                masses[offset + j] += times;
            }
        }
    }

    private int present(double[] values, int at) {
        int present = 0;
        for (int j = at; j < at + p; j++) {
            present += Double.isNaN(values[j]) ? 0 : 1;
        }
        return present;
    }

    /// The squared distance of row i to the point at `offset`, whose squared length is `norm`; `row` is scratch of
    /// length p.
    double squaredDistance(int i, double[] point, int offset, double norm, double[] row) {
        return switch (matrix) {
            case DenseMatrix dense -> {
                if (partial) {
                    yield partialDistance(dense.values(), dense.offset(i), point, offset, p);
                }
                if (!spherical) {
                    yield kernels.squaredDistance(dense.values(), dense.offset(i), point, offset, p);
                }
                copy(i, row, 0);
                yield kernels.squaredDistance(row, 0, point, offset, p);
            }
            case SparseMatrix sparse -> {
                double scale = scale(i);
                double sum = norm;
                double own = 0;
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    double v = scale * sparse.values()[k];
                    own += v * v;
                    sum += v * (v - 2 * point[offset + sparse.indices()[k]]);
                }
                if (sum > 1e-6 * own) {
                    yield sum;
                }
                // The two lie so close that the sum is mostly rounding: by differences then.
                copy(i, row, 0);
                yield kernels.squaredDistance(row, 0, point, offset, p);
            }
        };
    }

    /// `p/pᵢ · Σ (xⱼ − cⱼ)²` over the columns that x has; infinite if it has none.
    static double partialDistance(double[] x, int at, double[] point, int offset, int p) {
        double sum = 0;
        int present = 0;
        for (int j = 0; j < p; j++) {
            double d = x[at + j] - point[offset + j];
            boolean has = !Double.isNaN(d);
            sum += has ? d * d : 0;
            present += has ? 1 : 0;
        }
        return present == 0 ? Double.POSITIVE_INFINITY : sum * p / present;
    }

    /// Where the rows lie: the weighted mean of each column, and each column's weighted sum of squares around it.
    ///
    /// @param means of the columns; 0 for sparse rows whose mean nothing is gained by taking away
    record Spread(double[] means, double[] squares) {
        double meanVariance(double weight) {
            double sum = 0;
            for (double s : squares) {
                sum += s;
            }
            return sum / weight / squares.length;
        }
    }

    Spread spread() {
        double[] means = new double[p];
        double[] squares = new double[p];
        double[] masses = new double[p];
        for (int i = 0; i < n; i++) {
            add(i, weight(i) / totalWeight, means, masses, 0);
        }
        if (partial) {
            for (int j = 0; j < p; j++) {
                if (masses[j] == 0) {
                    throw new InputException("column " + (j + 1) + " has no value in any row: leave it out");
                }
                means[j] /= masses[j];
            }
        }
        switch (matrix) {
            case DenseMatrix dense -> {
                double[] row = new double[p];
                for (int i = 0; i < n; i++) {
                    copyFilled(i, means, row, 0);
                    for (int j = 0; j < p; j++) {
                        double d = row[j] - means[j];
                        squares[j] += weight(i) * d * d;
                    }
                }
            }
            case SparseMatrix sparse -> {
                for (int j = 0; j < p; j++) {
                    squares[j] = totalWeight * means[j] * means[j];
                }
                for (int i = 0; i < n; i++) {
                    double scale = scale(i);
                    for (int k = sparse.start(i); k < sparse.end(i); k++) {
                        double v = scale * sparse.values()[k];
                        squares[sparse.indices()[k]] += weight(i) * v * (v - 2 * means[sparse.indices()[k]]);
                    }
                }
            }
        }
        return new Spread(means, squares);
    }

    /// Refuses rows that have no value at all.
    void requireValues() {
        if (matrix instanceof DenseMatrix dense && partial) {
            for (int i = 0; i < n; i++) {
                if (present(dense.values(), dense.offset(i)) == 0) {
                    throw new InputException("row " + (i + 1) + " has no value in any column: leave it out");
                }
            }
        }
    }
}
