package org.tandemml.optimization;

import java.util.Arrays;
import java.util.Optional;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a penalised quadratic `½·uᵀHu + cᵀu + Σ l1ⱼ|uⱼ| + ½·Σ l2ⱼuⱼ²` by coordinate descent on the matrix H, with
/// direct solves on the support.
///
/// Each step sets one variable to its minimiser, `uⱼ ← soft(Hⱼⱼuⱼ − sⱼ, l1ⱼ)/(Hⱼⱼ + l2ⱼ)` with `s = Hu + c`, which is
/// kept up to date by one row of H. Sweeps over the variables that are not zero alternate with sweeps over all.
/// Coordinate descent crawls where columns are correlated; so once a sweep leaves the set of nonzero variables and
/// their signs as they were, the linear system of that support is solved by Cholesky, and taken if it keeps the signs.
///
/// **Source**: Friedman, Hastie and Tibshirani, *Regularization paths for generalized linear models via coordinate
/// descent*, JSS 33(1), 2010, section 2.2 (covariance updates). **Cost**: O(d) for each variable that moves,
/// |support|³/3
/// for a direct solve. **Determinism**: sequential.
final class GramDescent {
    private static final int DIRECT_AFTER = 3;
    private static final int MOST_DIRECT = 2000;
    /// Time of a direct solve of s variables per s³, in the time of one update of a slope.
    private static final double DIRECT_PRICE = 0.1;

    private final DoubleKernels kernels = Kernels.doubles();
    private final int d;
    private final double[] h;
    private final double[] l1;
    private final double[] l2;
    private final double[] u;
    /// Hu + c.
    private final double[] slope;
    private final int[] active;

    /// @param h symmetric, row-major d × d, both triangles
    /// @param slope `Hu + c` at `u`; both are updated in place
    GramDescent(int d, double[] h, double[] l1, double[] l2, double[] u, double[] slope) {
        this.d = d;
        this.h = h;
        this.l1 = l1;
        this.l2 = l2;
        this.u = u;
        this.slope = slope;
        active = new int[d];
    }

    /// Runs until no component of the subgradient exceeds `goal`, or for `maxSweeps`; returns the sweeps done.
    int minimize(double goal, int maxSweeps) {
        int sweeps = 0;
        int[] all = new int[d];
        Arrays.setAll(all, j -> j);
        long support = 0;
        int unchanged = 0;
        // A direct solve may cost as much as the sweeps since the last one did.
        double swept = 0;
        while (sweeps < maxSweeps) {
            double moved = sweep(all, d);
            swept += (double) d * d;
            sweeps++;
            if (moved <= goal) {
                return sweeps;
            }
            int count = 0;
            for (int j = 0; j < d; j++) {
                if (u[j] != 0) {
                    active[count++] = j;
                }
            }
            while (sweeps < maxSweeps) {
                long now = signature(count);
                unchanged = now == support ? unchanged + 1 : 0;
                support = now;
                boolean due = swept >= DIRECT_PRICE * count * count * count;
                if (due && unchanged >= DIRECT_AFTER && count <= MOST_DIRECT) {
                    unchanged = 0;
                    swept = 0;
                    if (solveOnSupport(count)) {
                        break;
                    }
                }
                sweeps++;
                swept += (double) count * d;
                if (sweep(active, count) <= goal) {
                    break;
                }
            }
        }
        return sweeps;
    }

    /// The largest subgradient met before its variable was set right.
    private double sweep(int[] order, int count) {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            int j = order[k];
            double curvature = h[j * d + j] + l2[j];
            if (!(curvature > 0)) {
                continue;
            }
            double pull = h[j * d + j] * u[j] - slope[j];
            double size = Math.abs(pull) - l1[j];
            double next = size > 0 ? Math.copySign(size, pull) / curvature : 0;
            double delta = next - u[j];
            if (delta != 0) {
                largest = Math.max(largest, Math.abs(delta) * curvature);
                u[j] = next;
                kernels.axpy(delta, h, j * d, slope, 0, d);
            }
        }
        return largest;
    }

    private long signature(int count) {
        long hash = 1;
        for (int k = 0; k < count; k++) {
            hash = 31 * hash + 2L * active[k] + (u[active[k]] > 0 ? 1 : u[active[k]] < 0 ? 2 : 0);
        }
        return hash;
    }

    /// Sets the nonzero variables to the solution of `(H + l2)u = −c − l1·sign(u)` on the support if the signs stay;
    /// otherwise goes as far towards it as they do, where the sweeps that follow can let a variable go.
    private boolean solveOnSupport(int candidates) {
        int count = 0;
        for (int k = 0; k < candidates; k++) {
            if (u[active[k]] != 0) {
                active[count++] = active[k];
            }
        }
        double[] matrix = new double[count * count];
        double[] step = new double[count];
        for (int k = 0; k < count; k++) {
            int j = active[k];
            for (int m = k; m < count; m++) {
                matrix[k * count + m] = h[j * d + active[m]];
            }
            matrix[k * count + k] += l2[j];
            step[k] = -(slope[j] + l2[j] * u[j] + Math.copySign(l1[j], u[j]));
        }
        Optional<Cholesky> factor = Cholesky.of(count, matrix, 0);
        if (factor.isEmpty()) {
            return false;
        }
        factor.get().solve(step);
        double length = 1;
        for (int k = 0; k < count; k++) {
            int j = active[k];
            if (l1[j] > 0 && (u[j] + step[k]) * u[j] < 0) {
                length = Math.min(length, -u[j] / step[k]);
            }
        }
        if (!Double.isFinite(length)) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            int j = active[k];
            double delta = length * step[k];
            double next = u[j] + delta;
            if (l1[j] > 0 && next * u[j] < 0) {
                next = 0;
                delta = -u[j];
            }
            u[j] = next;
            kernels.axpy(delta, h, j * d, slope, 0, d);
        }
        return length == 1;
    }
}
