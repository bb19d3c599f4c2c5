package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.SparseMatrix;

/// The training rows of weight above 0, in double: contiguous, dense or sparse.
///
/// Sparse rows of which a quarter or more is stored become dense: products of dense blocks are faster then.
final class Points {
    /// Share of stored cells from which sparse rows become dense.
    private static final double DENSE = 0.25;

    final int rows;
    final int columns;
    final Matrix matrix;
    final double[] weights;
    /// The row of the data set each point is.
    final int[] original;

    private Points(Matrix matrix, double[] weights, int[] original) {
        this.matrix = stored(matrix);
        this.rows = matrix.rows();
        this.columns = matrix.columns();
        this.weights = weights;
        this.original = original;
    }

    /// All rows of a matrix, each of weight 1.
    static Points of(Matrix matrix) {
        double[] ones = new double[matrix.rows()];
        Arrays.fill(ones, 1);
        return new Points(matrix, ones, IntStream.range(0, ones.length).toArray());
    }

    /// The rows of a data set that count.
    static Points of(Dataset data) {
        int[] kept =
                IntStream.range(0, data.rows()).filter(i -> data.weight(i) > 0).toArray();
        if (kept.length == 0) {
            throw new InputException("all rows have weight 0: give at least one a positive weight");
        }
        Matrix matrix =
                kept.length == data.rows() ? data.features() : data.features().select(kept);
        double[] weights = Arrays.stream(kept).mapToDouble(data::weight).toArray();
        return new Points(matrix, weights, kept);
    }

    private static Matrix stored(Matrix matrix) {
        return switch (matrix) {
            case DenseMatrix dense -> dense.contiguous();
            case SparseMatrix sparse -> {
                long cells = 1L * sparse.rows() * sparse.columns();
                boolean dense = sparse.stored() >= DENSE * cells && cells < Integer.MAX_VALUE - 8;
                yield dense ? sparse.dense() : sparse.contiguous();
            }
        };
    }

    /// A dense copy of row i.
    double[] row(int i) {
        double[] row = new double[columns];
        matrix.copyRow(i, row, 0);
        return row;
    }

    /// Σw.
    double totalWeight() {
        return Arrays.stream(weights).sum();
    }

    /// The weighted mean of each column.
    double[] means() {
        double[] means = new double[columns];
        double total = totalWeight();
        forEachCell((i, j, value) -> means[j] += weights[i] * value);
        for (int j = 0; j < columns; j++) {
            means[j] /= total;
        }
        return means;
    }

    /// The weighted variance of each column about `means`.
    double[] variances(double[] means) {
        double[] squares = new double[columns];
        double[] seen = new double[columns];
        double total = totalWeight();
        forEachCell((i, j, value) -> {
            squares[j] += weights[i] * (value - means[j]) * (value - means[j]);
            seen[j] += weights[i];
        });
        for (int j = 0; j < columns; j++) {
            // The cells that a sparse matrix does not store are zeros.
            squares[j] = (squares[j] + (total - seen[j]) * means[j] * means[j]) / total;
        }
        return squares;
    }

    /// The weighted variance over all cells: that within columns and that of the means.
    double variance() {
        double[] means = means();
        double mean = Arrays.stream(means).sum() / columns;
        double sum = Arrays.stream(variances(means)).sum();
        for (double m : means) {
            sum += (m - mean) * (m - mean);
        }
        return sum / columns;
    }

    private interface Cells {
        void accept(int row, int column, double value);
    }

    private void forEachCell(Cells cells) {
        for (int i = 0; i < rows; i++) {
            switch (matrix) {
                case DenseMatrix dense -> {
                    int from = dense.offset(i);
                    for (int j = 0; j < columns; j++) {
                        cells.accept(i, j, dense.values()[from + j]);
                    }
                }
                case SparseMatrix sparse -> {
                    for (int c = sparse.start(i); c < sparse.end(i); c++) {
                        cells.accept(i, sparse.indices()[c], sparse.values()[c]);
                    }
                }
            }
        }
    }
}
