package org.tandemml.svm;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Kernels of dense points in double by products of blocks of centred rows: several times as fast as distances one by
/// one, and as good as long as no point is so far from the centre that its norm takes the digits of its distances.
record ExactProducts(Points points, KernelFunction function, double[] centre) {
    private static final DoubleKernels DOUBLES = Kernels.doubles();
    /// Error of a kernel value that does not matter: that of float rows is some 1e-7.
    private static final double NEGLIGIBLE = 1e-10;

    /// Whether products have the digits, if no point's squared distance from the centre is above `farthest`.
    boolean suffice(double farthest) {
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        return !rbf || 2 * function.gamma() * farthest * (points.columns + 4) * 0x1p-53 <= NEGLIGIBLE;
    }

    /// The points `members[from .. from+count-1]`, centred, one after the other.
    double[] rows(int[] members, int from, int count) {
        int p = points.columns;
        double[] values = ((DenseMatrix) points.matrix).values();
        double[] rows = new double[count * p];
        for (int i = 0; i < count; i++) {
            int at = members[from + i] * p;
            for (int j = 0; j < p; j++) {
                rows[i * p + j] = values[at + j] - centre[j];
            }
        }
        return rows;
    }

    /// Writes the kernels of m rows with n others, row after row.
    void kernels(double[] left, int m, double[] right, int n, double[] out) {
        int p = points.columns;
        boolean rbf = function.kernel() == Kernel.Named.RBF;
        double scale = rbf ? 2 * function.gamma() : 1;
        for (int j = 0; rbf && j < n; j++) {
            out[j] = -function.gamma() * DOUBLES.dot(right, j * p, right, j * p, p);
        }
        for (int i = m - 1; rbf && i >= 0; i--) {
            double own = -function.gamma() * DOUBLES.dot(left, i * p, left, i * p, p);
            for (int j = 0; j < n; j++) {
                out[i * n + j] = own + out[j];
            }
        }
        DOUBLES.gemm(m, n, p, scale, left, 0, p, false, right, 0, p, true, rbf ? 1 : 0, out, 0, n, Parallel.SEQUENTIAL);
        if (rbf) {
            for (int c = 0; c < m * n; c++) {
                out[c] = Math.min(0, out[c]);
            }
            DOUBLES.exp(out, 0, out, 0, m * n);
        } else if (!function.linear()) {
            for (int c = 0; c < m * n; c++) {
                out[c] = function.ofDot((Kernel.Named) function.kernel(), out[c]);
            }
        }
    }
}
