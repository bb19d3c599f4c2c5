package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Least squares by Householder's QR factorisation with column pivoting, for columns so nearly dependent that the
/// normal equations fail.
///
/// Blocks of rows `√w·[Z | y]` of the scaled columns are reduced one after the other against the triangle of those
/// before them, chunks of blocks at once, and the triangles of the chunks in order; the last triangle is factorised
/// with pivoting. A column whose remainder is below `1e-13` of its length depends on others and gets the coefficient 0.
///
/// **Source**: Golub and Van Loan, *Matrix Computations*, 4th ed., sections 5.2 and 5.4.2; Demmel, Grigori, Hoemmen and
/// Langou, *Communication-optimal parallel and sequential QR and LU factorizations*, SIAM J. Sci. Comput. 34(1), 2012.
/// **Cost**: 4·n·p² operations; (3p)·p numbers a chunk. **Determinism**: chunks are merged in order.
final class OrthogonalLeastSquares {
    private static final double NEGLIGIBLE = 1e-13;

    private final DoubleKernels kernels = Kernels.doubles();
    private final int d;
    private final int blockRows;
    private final int stride;

    /// The solution.
    final double[] solution;
    /// Variables that depend on others, in ascending order.
    final int[] dependent;
    /// (ZᵀWZ)⁻¹ of the independent variables, with zero rows and columns for the others.
    final double[] inverse;

    OrthogonalLeastSquares(Design design, Standardization scaling, double[] target, double[] weights, Parallel loop) {
        d = scaling.width();
        blockRows = Math.max(256, d + 1);
        stride = d + 1 + blockRows;
        int chunks = (int) Math.clamp((long) design.rows() / (4L * blockRows), 1, 16);
        double[][] triangles = new double[chunks][];
        loop.forWork(4.0 * design.rows() * d * d).run(chunks, chunk -> {
            int from = (int) ((long) design.rows() * chunk / chunks);
            int to = (int) ((long) design.rows() * (chunk + 1) / chunks);
            triangles[chunk] = triangle(design, scaling, target, weights, from, to);
        });
        double[] all = triangles[0];
        for (int chunk = 1; chunk < chunks; chunk++) {
            for (int j = 0; j <= d; j++) {
                System.arraycopy(triangles[chunk], j * stride, all, j * stride + d + 1, d + 1);
            }
            reduce(all, d + 1);
        }
        int[] order = new int[d];
        int rank = pivoted(all, order);
        solution = new double[d];
        dependent = Arrays.stream(order, rank, d).sorted().toArray();
        solve(all, order, rank);
        inverse = inverse(all, order, rank);
    }

    /// Column-major, the triangle of rows `from..to-1` in the first d + 1 rows.
    private double[] triangle(
            Design design, Standardization scaling, double[] target, double[] weights, int from, int to) {
        double[] work = new double[(d + 1) * stride];
        double[] row = new double[scaling.columns];
        for (int first = from; first < to; first += blockRows) {
            int count = Math.min(blockRows, to - first);
            for (int i = 0; i < count; i++) {
                design.copyRow(first + i, row, 0);
                double root = Math.sqrt(weights[first + i]);
                int at = d + 1 + i;
                for (int j = 0; j < row.length; j++) {
                    work[j * stride + at] = root * (row[j] - scaling.centre[j]) * scaling.inverseScale[j];
                }
                if (scaling.intercept) {
                    work[scaling.columns * stride + at] = root;
                }
                work[d * stride + at] = root * target[first + i];
            }
            reduce(work, count);
        }
        return work;
    }

    /// Folds the `count` rows below the triangle into it.
    private void reduce(double[] a, int count) {
        for (int k = 0; k <= d; k++) {
            int below = k * stride + d + 1;
            double top = a[k * stride + k];
            double squares = kernels.dot(a, below, a, below, count);
            if (squares == 0) {
                continue;
            }
            double norm = Math.sqrt(top * top + squares);
            double alpha = top > 0 ? -norm : norm;
            double head = top - alpha;
            double factor = 2 / (head * head + squares);
            a[k * stride + k] = alpha;
            for (int j = k + 1; j <= d; j++) {
                int other = j * stride + d + 1;
                double s = factor * (head * a[j * stride + k] + kernels.dot(a, below, a, other, count));
                a[j * stride + k] -= s * head;
                kernels.axpy(-s, a, below, a, other, count);
            }
            Arrays.fill(a, below, below + count, 0);
        }
    }

    /// Factorises the triangle again with pivoting; returns the rank.
    private int pivoted(double[] a, int[] order) {
        Arrays.setAll(order, j -> j);
        double[] length = new double[d];
        for (int j = 0; j < d; j++) {
            length[j] = Math.sqrt(kernels.dot(a, j * stride, a, j * stride, d));
        }
        for (int k = 0; k < d; k++) {
            int best = k;
            double largest = -1;
            for (int j = k; j < d; j++) {
                double rest = kernels.dot(a, j * stride + k, a, j * stride + k, d - k);
                if (rest > largest) {
                    largest = rest;
                    best = j;
                }
            }
            if (!(Math.sqrt(largest) > NEGLIGIBLE * Math.max(length[order[best]], Double.MIN_NORMAL))) {
                return k;
            }
            swap(a, order, k, best);
            double top = a[k * stride + k];
            double alpha = top > 0 ? -Math.sqrt(largest) : Math.sqrt(largest);
            double[] v = Arrays.copyOfRange(a, k * stride + k, k * stride + d);
            v[0] = top - alpha;
            double factor = 2 / kernels.dot(v, 0, v, 0, d - k);
            for (int j = k; j <= d; j++) {
                double s = factor * kernels.dot(v, 0, a, j * stride + k, d - k);
                kernels.axpy(-s, v, 0, a, j * stride + k, d - k);
            }
            Arrays.fill(a, k * stride + k + 1, k * stride + d, 0);
        }
        return d;
    }

    private void swap(double[] a, int[] order, int k, int j) {
        if (k == j) {
            return;
        }
        int kept = order[k];
        order[k] = order[j];
        order[j] = kept;
        double[] column = Arrays.copyOfRange(a, k * stride, k * stride + d);
        System.arraycopy(a, j * stride, a, k * stride, d);
        System.arraycopy(column, 0, a, j * stride, d);
    }

    private void solve(double[] a, int[] order, int rank) {
        double[] x = new double[rank];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = a[d * stride + i];
            for (int j = i + 1; j < rank; j++) {
                sum -= a[j * stride + i] * x[j];
            }
            x[i] = sum / a[i * stride + i];
            solution[order[i]] = x[i];
        }
    }

    /// R⁻¹·R⁻ᵀ in the original order.
    private double[] inverse(double[] a, int[] order, int rank) {
        double[] inverseR = new double[rank * rank];
        for (int k = 0; k < rank; k++) {
            for (int i = k; i >= 0; i--) {
                double sum = i == k ? 1 : 0;
                for (int j = i + 1; j <= k; j++) {
                    sum -= a[j * stride + i] * inverseR[j * rank + k];
                }
                inverseR[i * rank + k] = sum / a[i * stride + i];
            }
        }
        double[] result = new double[d * d];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                int from = Math.max(i, j);
                result[order[i] * d + order[j]] =
                        kernels.dot(inverseR, i * rank + from, inverseR, j * rank + from, rank - from);
            }
        }
        return result;
    }
}
