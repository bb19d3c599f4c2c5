package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.Cancellation;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The covariance `C = Σw(x − mean)(x − mean)ᵀ/(Σw − 1)` of the columns of a data set: as a matrix, or as products
/// `C·W` that never form it.
///
/// Rows pass in blocks of some 2²⁰ values whose size depends on the width alone; weights count repetitions.
final class Covariance {
    private static final int BLOCK_VALUES = 1 << 20;

    private final DoubleKernels kernels = Kernels.doubles();
    private final Matrix rows;
    private final int p;
    private final double[] weights;
    private final double[] mean;
    private final double total;
    private final Parallel loop;
    private final Cancellation cancellation;

    private Covariance(Dataset data, Fitting how) {
        this.rows = data.features();
        this.p = data.columns();
        this.weights = data.isWeighted() ? data.weights() : new double[0];
        this.loop = how.parallel();
        this.cancellation = how.cancellation();
        double scale = SortedColumn.repetitionScale(data);
        double sum = 0;
        for (int i = 0; i < data.rows(); i++) {
            sum += weights.length == 0 ? 1 : (weights[i] *= scale);
        }
        this.total = sum;
        if (!(total > 1)) {
            throw new InputException("pca needs at least 2 rows of positive weight, the data have 1");
        }
        this.mean = means();
    }

    static Covariance of(Dataset data, Fitting how) {
        return new Covariance(data, how);
    }

    /// The mean of each column.
    double[] mean() {
        return mean;
    }

    /// The sum of the variances of all columns, in a pass of its own. Throws [InputException] if that exceeds a double.
    double trace() {
        return finite(squares() / (total - 1));
    }

    private static double finite(double trace) {
        if (!Double.isFinite(trace)) {
            throw new InputException("the columns hold numbers whose squares exceed 1.8e308: put Standardize before"
                    + " pca in a Pipeline");
        }
        return trace;
    }

    /// [#trace()] from the matrix, where it is known.
    double trace(double[] matrix) {
        double sum = 0;
        for (int j = 0; j < p; j++) {
            sum += matrix[j * p + j];
        }
        return finite(sum);
    }

    private int blockRows() {
        return Math.clamp(BLOCK_VALUES / p, 16, 4096);
    }

    private interface Block {
        void accept(int count, double[] centred);
    }

    /// Hands over blocks of rows minus their mean, times the root of their weight, as a dense array.
    private void forBlocks(Block block) {
        int size = Math.min(blockRows(), rows.rows());
        double[] centred = new double[size * p];
        for (int first = 0; first < rows.rows(); first += size) {
            cancellation.check();
            int count = Math.min(size, rows.rows() - first);
            for (int r = 0; r < count; r++) {
                int at = r * p;
                rows.copyRow(first + r, centred, at);
                double root = root(first + r);
                for (int j = 0; j < p; j++) {
                    centred[at + j] = (centred[at + j] - mean[j]) * root;
                }
            }
            block.accept(count, centred);
        }
    }

    private double root(int row) {
        return weights.length == 0 ? 1 : Math.sqrt(weights[row]);
    }

    private double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    /// In two passes, so that columns far from zero keep their digits.
    private double[] means() {
        double[] rough = sums(new double[p]);
        for (int j = 0; j < p; j++) {
            rough[j] /= total;
        }
        double[] rest = sums(rough);
        for (int j = 0; j < p; j++) {
            rough[j] += rest[j] / total;
        }
        return rough;
    }

    private double[] sums(double[] shift) {
        double[] sums = new double[p];
        if (rows instanceof SparseMatrix sparse) {
            for (int i = 0; i < sparse.rows(); i++) {
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    sums[sparse.indices()[k]] += weight(i) * sparse.values()[k];
                }
            }
            kernels.axpy(-total, shift, 0, sums, 0, p);
            return sums;
        }
        DenseMatrix dense = (DenseMatrix) rows;
        double[] row = new double[p];
        for (int i = 0; i < dense.rows(); i++) {
            double w = weight(i);
            int at = dense.offset(i);
            for (int j = 0; j < p; j++) {
                row[j] = dense.values()[at + j] - shift[j];
            }
            kernels.axpy(w, row, 0, sums, 0, p);
        }
        return sums;
    }

    private double squares() {
        double[] sum = new double[1];
        if (rows instanceof SparseMatrix sparse) {
            double[] columns = new double[p];
            for (int i = 0; i < sparse.rows(); i++) {
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    int j = sparse.indices()[k];
                    double d = sparse.values()[k] - mean[j];
                    columns[j] += weight(i) * (d * d - mean[j] * mean[j]);
                }
            }
            for (int j = 0; j < p; j++) {
                sum[0] += Math.max(0, columns[j] + total * mean[j] * mean[j]);
            }
            return sum[0];
        }
        forBlocks((count, centred) -> {
            for (int r = 0; r < count; r++) {
                sum[0] += kernels.dot(centred, r * p, centred, r * p, p);
            }
        });
        return sum[0];
    }

    /// The upper triangle of C, p × p row-major.
    double[] matrix() {
        double[] matrix = DenseMatrix.allocate(p, p);
        forBlocks((count, centred) -> kernels.syrk(p, count, centred, 0, p, matrix, 0, p, loop));
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] /= total - 1;
        }
        return matrix;
    }

    /// `C·W` for a p × l matrix W, as a new array.
    double[] times(double[] w, int l) {
        double[] product = new double[p * l];
        if (rows instanceof SparseMatrix sparse) {
            addSparse(sparse, w, l, product);
        } else {
            double[] y = new double[Math.min(blockRows(), rows.rows()) * l];
            forBlocks((count, centred) -> {
                kernels.gemm(count, l, p, 1, centred, 0, p, false, w, 0, l, false, 0, y, 0, l, loop);
                kernels.gemm(p, l, count, 1, centred, 0, p, true, y, 0, l, false, 1, product, 0, l, loop);
            });
        }
        for (int k = 0; k < product.length; k++) {
            product[k] /= total - 1;
        }
        return product;
    }

    /// With `y = (x − mean)·W` for each row, `Σw·x·y − mean·(Σw·y)`: the zeros of x are never touched.
    private void addSparse(SparseMatrix sparse, double[] w, int l, double[] product) {
        double[] shift = new double[l];
        kernels.gemvTransposed(p, l, w, 0, l, mean, 0, shift, 0);
        double[] y = new double[l];
        double[] sum = new double[l];
        for (int i = 0; i < sparse.rows(); i++) {
            if (i % 1024 == 0) {
                cancellation.check();
            }
            Arrays.setAll(y, c -> -shift[c]);
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                kernels.axpy(sparse.values()[k], w, sparse.indices()[k] * l, y, 0, l);
            }
            double weight = weight(i);
            kernels.axpy(weight, y, 0, sum, 0, l);
            for (int k = sparse.start(i); k < sparse.end(i); k++) {
                kernels.axpy(weight * sparse.values()[k], y, 0, product, sparse.indices()[k] * l, l);
            }
        }
        for (int j = 0; j < p; j++) {
            kernels.axpy(-mean[j], sum, 0, product, j * l, l);
        }
    }
}
