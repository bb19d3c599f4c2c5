package org.tandemml.optimization;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// The spectral decomposition `A = V·diag(λ)·Vᵀ` of a symmetric matrix: every eigenvalue, and the eigenvectors of the
/// largest ones.
///
/// Householder reflections make A tridiagonal, `A = H·T·Hᵀ`; implicit QL iterations with Wilkinson's shift make T
/// diagonal. The rotations of the QL iterations are kept, and applied in reverse to the unit vectors of the wanted
/// eigenvalues only, so a few eigenvectors cost little more than none and are as exact and orthogonal as all.
///
/// **Source**: Golub and Van Loan, *Matrix Computations*, 4th ed., sections 8.3.1 to 8.3.5; Dubrulle, Martin and
/// Wilkinson, "The implicit QL algorithm", *Numerische Mathematik* 12, 1968. **Shapes**: A is d × d row-major, only the
/// upper triangle is read; the vectors are rows, `count × d`. **Cost**: 4/3·d³ operations for T, about 5·d²·count for
/// the vectors; the matrix once more and about 14·d² bytes for the rotations. **Accuracy**: `‖Av − λv‖` within a small
/// multiple of `d·2⁻⁵³·‖A‖`, see [#residual]. **Determinism**: the same bits on any number of threads; of `v` and `−v`
/// the one whose entry of largest size (the first on ties) is positive. **Errors**: [InputException] for an entry that
/// is not finite.
public final class SymmetricEigen {
    private static final int PANEL = 16;
    private static final int MOST_SWEEPS = 100;
    private static final double NEGLIGIBLE = 1e-140;
    /// Rows below this, beside a matrix of size 1, are zero: reflecting them would overflow and say nothing.
    private static final double DUST = 1e-30;

    private final int d;
    private final double[] values;
    private final double[] vectors;

    private SymmetricEigen(int d, double[] values, double[] vectors) {
        this.d = d;
        this.values = values;
        this.vectors = vectors;
    }

    /// Decomposes the d × d matrix whose upper triangle is in `matrix`; eigenvectors of the `count` largest
    /// eigenvalues.
    public static SymmetricEigen of(int d, double[] matrix, int count, BlockLoop loop) {
        Check.atLeast("size of the matrix", d, 1);
        Check.length("matrix", matrix.length, Math.multiplyExact(d, d));
        Check.within("count of eigenvectors", count, 0, d);
        double[] lower = new double[matrix.length];
        double scale = scaledLower(d, matrix, lower);
        Tridiagonal t = new Tridiagonal(d, lower);
        t.reduce();
        Rotations rotations = new Rotations(d);
        t.diagonalise(rotations);
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted((a, b) -> Double.compare(t.diagonal[b], t.diagonal[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values =
                Arrays.stream(order).mapToDouble(k -> t.diagonal[k] * scale).toArray();
        double[] vectors = new double[Math.multiplyExact(count, d)];
        int panels = (count + PANEL - 1) / PANEL;
        loop.run(panels, panel -> {
            int first = panel * PANEL;
            int width = Math.min(PANEL, count - first);
            rotations.eigenvectors(order, first, width, vectors);
            t.reflect(vectors, first, width);
            for (int k = first; k < first + width; k++) {
                orient(vectors, k * d, d);
            }
        });
        return new SymmetricEigen(d, values, vectors);
    }

    /// Copies the upper triangle to the lower one of `lower`, divided by a power of two near the largest entry, so that
    /// no square over- or underflows. Returns that power.
    private static double scaledLower(int d, double[] matrix, double[] lower) {
        double largest = 0;
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                double entry = matrix[i * d + j];
                if (!Double.isFinite(entry)) {
                    throw new InputException("entry (" + i + ", " + j + ") of a matrix must be a finite number, was "
                            + entry + ": rescale the data");
                }
                largest = Math.max(largest, Math.abs(entry));
            }
        }
        double scale = largest == 0 ? 1 : Math.scalb(1.0, Math.max(Math.getExponent(largest), -1021));
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                lower[j * d + i] = matrix[i * d + j] / scale;
            }
        }
        return scale;
    }

    private static void orient(double[] vectors, int at, int d) {
        int largest = at;
        for (int j = at + 1; j < at + d; j++) {
            largest = Math.abs(vectors[j]) > Math.abs(vectors[largest]) ? j : largest;
        }
        if (vectors[largest] < 0) {
            for (int j = at; j < at + d; j++) {
                vectors[j] = 0.0 - vectors[j];
            }
        }
    }

    /// All d eigenvalues in descending order, as a copy.
    public double[] values() {
        return values.clone();
    }

    /// The unit eigenvectors of the largest eigenvalues, one a row, as a copy.
    public double[] vectors() {
        return vectors.clone();
    }

    /// `‖A·v − λ·v‖` for eigenvector `index`, from the upper triangle of the matrix that was decomposed: the proof that
    /// some eigenvalue of A lies within this distance of λ. O(d²).
    public double residual(double[] matrix, int index) {
        DoubleKernels kernels = Kernels.doubles();
        double[] product = new double[d];
        for (int i = 0; i < d; i++) {
            int at = i * d + i;
            product[i] += kernels.dot(matrix, at, vectors, index * d + i, d - i);
            kernels.axpy(vectors[index * d + i], matrix, at + 1, product, i + 1, d - i - 1);
        }
        kernels.axpy(-values[index], vectors, index * d, product, 0, d);
        return Math.sqrt(kernels.dot(product, 0, product, 0, d));
    }

    /// A symmetric matrix on its way to tridiagonal form; row i keeps the Householder vector that cleared it.
    private static final class Tridiagonal {
        private final DoubleKernels kernels = Kernels.doubles();
        private final int d;
        private final double[] a;
        private final double[] beta;
        private final double[] diagonal;
        private final double[] beside;
        private double largest;

        Tridiagonal(int d, double[] lower) {
            this.d = d;
            this.a = lower;
            this.beta = new double[d];
            this.diagonal = new double[d];
            this.beside = new double[d];
        }

        /// From the last row up: the reflection `I − β·v·vᵀ` of the first i coordinates clears row i up to its last
        /// entry before the diagonal. `beside[i−1]` then couples i − 1 and i.
        void reduce() {
            double[] p = new double[d];
            for (int i = d - 1; i > 0; i--) {
                int row = i * d;
                diagonal[i] = a[row + i];
                double norm = Math.sqrt(kernels.dot(a, row, a, row, i));
                if (i == 1 || !(norm > DUST)) {
                    beside[i - 1] = i == 1 ? a[row] : 0;
                    continue;
                }
                double last = a[row + i - 1];
                double pivot = last > 0 ? -norm : norm;
                beside[i - 1] = pivot;
                a[row + i - 1] = last - pivot;
                beta[i] = 1 / (norm * (norm + Math.abs(last)));
                update(i, row, p);
            }
            diagonal[0] = a[0];
        }

        /// `A ← A − v·wᵀ − w·vᵀ` in the leading i × i block, where `w = β·A·v − ½β²·(vᵀAv)·v`.
        private void update(int i, int v, double[] w) {
            Arrays.fill(w, 0, i, 0);
            for (int r = 0; r < i; r++) {
                double entry = a[v + r];
                w[r] += kernels.dot(a, r * d, a, v, r) + a[r * d + r] * entry;
                kernels.axpy(entry, a, r * d, w, 0, r);
            }
            double half = 0.5 * beta[i] * beta[i] * kernels.dot(w, 0, a, v, i);
            for (int r = 0; r < i; r++) {
                w[r] = beta[i] * w[r] - half * a[v + r];
            }
            for (int r = 0; r < i; r++) {
                kernels.axpy(-a[v + r], w, 0, a, r * d, r + 1);
                kernels.axpy(-w[r], a, v, a, r * d, r + 1);
            }
        }

        /// Applies the reflections to `width` vectors, the first of them row `first` of `vectors`.
        void reflect(double[] vectors, int first, int width) {
            for (int i = 1; i < d; i++) {
                for (int k = first; beta[i] != 0 && k < first + width; k++) {
                    double along = kernels.dot(a, i * d, vectors, k * d, i);
                    kernels.axpy(-beta[i] * along, a, i * d, vectors, k * d, i);
                }
            }
        }

        /// QL iterations until every entry beside the diagonal is negligible; each sweep chases a bulge upwards.
        void diagonalise(Rotations rotations) {
            for (int i = 0; i < d; i++) {
                largest = Math.max(largest, Math.max(Math.abs(diagonal[i]), Math.abs(beside[i])));
            }
            for (int l = 0; l < d; l++) {
                int sweeps = 0;
                for (int m = blockEnd(l); m > l; m = blockEnd(l)) {
                    if (++sweeps > MOST_SWEEPS) {
                        throw new IllegalStateException("eigenvalue " + l + " of " + d + " did not converge");
                    }
                    sweep(l, m, rotations);
                }
            }
        }

        private int blockEnd(int l) {
            int m = l;
            while (m < d - 1) {
                double size = Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]);
                // Beside zeros, as covariances without full rank have them, rounding never gets small by comparison.
                if (Math.abs(beside[m]) <= 0x1p-53 * Math.max(size, largest)) {
                    return m;
                }
                m++;
            }
            return m;
        }

        private void sweep(int l, int m, Rotations rotations) {
            double g = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l]);
            g = diagonal[m] - diagonal[l] + beside[l] / (g + Math.copySign(Math.hypot(g, 1), g));
            double s = 1;
            double c = 1;
            double p = 0;
            for (int i = m - 1; i >= l; i--) {
                double f = s * beside[i];
                double b = c * beside[i];
                double r = Math.sqrt(f * f + g * g);
                if (r < NEGLIGIBLE) {
                    beside[i + 1] = 0;
                    diagonal[i + 1] -= p;
                    beside[m] = 0;
                    rotations.endSweep(m);
                    return;
                }
                beside[i + 1] = r;
                s = f / r;
                c = g / r;
                g = diagonal[i + 1] - p;
                double t = (diagonal[i] - g) * s + 2 * c * b;
                p = s * t;
                diagonal[i + 1] = g + p;
                g = c * t - b;
                rotations.add(c, s);
            }
            diagonal[l] -= p;
            beside[l] = g;
            beside[m] = 0;
            rotations.endSweep(m);
        }
    }

    /// The rotations of the QL iterations in order. A sweep that starts at m turns the planes (m−1, m), (m−2, m−1), ….
    private static final class Rotations {
        private final int d;
        private double[] pairs;
        private int count;
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int sweeps;

        Rotations(int d) {
            this.d = d;
            this.pairs = new double[Math.max(64, d)];
        }

        void add(double c, double s) {
            if (2 * count + 2 > pairs.length) {
                pairs = Arrays.copyOf(pairs, Math.addExact(pairs.length, pairs.length >> 1) & ~1);
            }
            pairs[2 * count] = c;
            pairs[2 * count + 1] = s;
            count++;
        }

        void endSweep(int m) {
            if (sweeps == starts.length) {
                starts = Arrays.copyOf(starts, 2 * sweeps);
                ends = Arrays.copyOf(ends, 2 * sweeps);
            }
            starts[sweeps] = m;
            ends[sweeps++] = count;
        }

        /// Writes eigenvectors `first … first+width−1` of the tridiagonal matrix to their rows of `vectors`.
        void eigenvectors(int[] order, int first, int width, double[] vectors) {
            // Row i holds entry i of all vectors of the panel, so that a rotation runs over two short rows.
            double[] panel = new double[d * width];
            for (int k = 0; k < width; k++) {
                panel[order[first + k] * width + k] = 1;
            }
            for (int sweep = sweeps - 1; sweep >= 0; sweep--) {
                int begin = sweep == 0 ? 0 : ends[sweep - 1];
                for (int t = ends[sweep] - 1; t >= begin; t--) {
                    int low = (starts[sweep] - 1 - (t - begin)) * width;
                    rotate(panel, low, width, pairs[2 * t], pairs[2 * t + 1]);
                }
            }
            for (int i = 0; i < d; i++) {
                for (int k = 0; k < width; k++) {
                    vectors[(first + k) * d + i] = panel[i * width + k];
                }
            }
        }

        private static void rotate(double[] panel, int low, int width, double c, double s) {
            for (int k = low; k < low + width; k++) {
                double x = panel[k];
                double y = panel[k + width];
                panel[k] = c * x + s * y;
                panel[k + width] = c * y - s * x;
            }
        }
    }
}
