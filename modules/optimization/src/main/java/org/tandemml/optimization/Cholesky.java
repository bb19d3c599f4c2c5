package org.tandemml.optimization;

import java.util.Arrays;
import java.util.Optional;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The factorisation `A = Uᵀ·U` of a symmetric positive definite matrix, for solving `A·x = b` and inverting A.
///
/// Blocks of rows are eliminated one after the other; each then changes the rest by one symmetric product, which runs
/// at the speed of the matrix kernels.
///
/// **Source**: Golub and Van Loan, *Matrix Computations*, 4th ed., sections 4.2.5 and 4.2.7. **Cost**: d³/3 operations
/// and one d × d array. **Shapes**: row-major, only the upper triangle is read.
public final class Cholesky {
    private static final int BLOCK = 48;

    private final int d;
    private final double[] upper;

    private Cholesky(int d, double[] upper) {
        this.d = d;
        this.upper = upper;
    }

    /// Factorises the d × d matrix whose upper triangle is in `matrix`, with `shift` added to the diagonal; empty
    /// unless it is positive definite beyond rounding: each pivot above `d·1e-15` times the diagonal entry it came
    /// from.
    public static Optional<Cholesky> of(int d, double[] matrix, double shift) {
        DoubleKernels kernels = Kernels.doubles();
        double[] u = matrix.clone();
        double[] minus = new double[BLOCK];
        Arrays.fill(minus, -1);
        for (int from = 0; from < d; from += BLOCK) {
            int to = Math.min(d, from + BLOCK);
            for (int i = from; i < to; i++) {
                int row = i * d;
                double original = matrix[row + i] + shift;
                double pivot = u[row + i] + shift;
                if (!(pivot > d * 1e-15 * original) || !(original > 0) || Double.isInfinite(pivot)) {
                    return Optional.empty();
                }
                double root = Math.sqrt(pivot);
                u[row + i] = root;
                double inverse = 1 / root;
                for (int j = i + 1; j < d; j++) {
                    u[row + j] *= inverse;
                }
                for (int k = i + 1; k < to; k++) {
                    double factor = u[row + k];
                    if (factor != 0) {
                        kernels.axpy(-factor, u, row + k, u, k * d + k, d - k);
                    }
                }
            }
            int rest = d - to;
            if (rest > 0) {
                kernels.syrkWeighted(
                        rest, to - from, u, from * d + to, d, minus, 0, u, to * d + to, d, BlockLoop.SEQUENTIAL);
            }
        }
        return Optional.of(new Cholesky(d, u));
    }

    /// Replaces `b` by the solution x of `A·x = b`.
    public void solve(double[] b) {
        DoubleKernels kernels = Kernels.doubles();
        for (int i = 0; i < d; i++) {
            b[i] /= upper[i * d + i];
            kernels.axpy(-b[i], upper, i * d + i + 1, b, i + 1, d - i - 1);
        }
        for (int i = d - 1; i >= 0; i--) {
            b[i] = (b[i] - kernels.dot(upper, i * d + i + 1, b, i + 1, d - i - 1)) / upper[i * d + i];
        }
    }

    /// The inverse of A as a full row-major matrix.
    public double[] inverse() {
        double[] inverse = new double[d * d];
        double[] column = new double[d];
        for (int j = 0; j < d; j++) {
            Arrays.fill(column, 0);
            column[j] = 1;
            solve(column);
            for (int i = 0; i < d; i++) {
                inverse[i * d + j] = column[i];
            }
        }
        return inverse;
    }
}
