package org.tandemml.data;

import org.tandemml.core.Fitting;
import org.tandemml.core.Seed;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;
import org.tandemml.optimization.SymmetricEigen;

/// The leading directions of a covariance by subspace iteration from a random start.
///
/// `W ← orth(C·W)` some times, then the eigenvectors of `WᵀCW` say which combinations of W are the directions (Rayleigh
/// and Ritz). **Source**: Halko, Martinsson and Tropp, *SIAM Review* 53(2), 2011, algorithms 4.4 and 5.3, on C in place
/// of the data. Orthonormal bases come from the spectrum of WᵀW, twice: Stathopoulos and Wu, "A block orthogonalization
/// procedure with constant synchronization requirements", *SIAM J. Sci. Comput.* 23(6), 2002.
final class RandomDirections {
    private static final int SPARE = 10;
    private static final double DEPENDENT = 1e-14;

    private final DoubleKernels kernels = Kernels.doubles();
    private final int p;
    private final BlockLoop loop;

    private RandomDirections(int p, BlockLoop loop) {
        this.p = p;
        this.loop = loop;
    }

    static Pca.Directions find(Covariance covariance, int p, int count, int iterations, Fitting how) {
        return new RandomDirections(p, how.parallel()).find(covariance, count, iterations, how);
    }

    private Pca.Directions find(Covariance covariance, int count, int iterations, Fitting how) {
        double trace = covariance.trace();
        int l = Math.min(p, count + SPARE);
        Seed.Stream random = new Seed(how.seed()).child("pca").stream();
        double[] w = new double[Math.multiplyExact(p, l)];
        for (int k = 0; k < w.length; k++) {
            w[k] = random.nextGaussian();
        }
        w = orthonormal(w, l, random);
        double[] image = covariance.times(w, l);
        for (int step = 0; step < iterations; step++) {
            how.cancellation().check();
            w = orthonormal(image, l, random);
            image = covariance.times(w, l);
            how.progress().step("pca", step + 1, iterations, Double.NaN);
        }
        double[] small = new double[l * l];
        kernels.gemm(l, l, p, 1, w, 0, l, true, image, 0, l, false, 0, small, 0, l, loop);
        SymmetricEigen ritz = SymmetricEigen.of(l, small, count, loop);
        double[] u = ritz.vectors();
        double[] vectors = new double[count * p];
        double[] images = new double[count * p];
        kernels.gemm(count, p, l, 1, u, 0, l, false, w, 0, l, true, 0, vectors, 0, p, loop);
        kernels.gemm(count, p, l, 1, u, 0, l, false, image, 0, l, true, 0, images, 0, p, loop);
        double[] variances = new double[count];
        double residual = 0;
        for (int k = 0; k < count; k++) {
            variances[k] = Math.max(0, ritz.values()[k]);
            kernels.axpy(-variances[k], vectors, k * p, images, k * p, p);
            residual = Math.max(residual, Math.sqrt(kernels.dot(images, k * p, images, k * p, p)));
            orient(vectors, k * p);
        }
        return new Pca.Directions(vectors, variances, trace, residual, iterations + " iterations of a random subspace");
    }

    private void orient(double[] vectors, int at) {
        int largest = at;
        for (int j = at; j < at + p; j++) {
            largest = Math.abs(vectors[j]) > Math.abs(vectors[largest]) ? j : largest;
        }
        boolean turned = vectors[largest] < 0;
        for (int j = at; turned && j < at + p; j++) {
            vectors[j] = 0.0 - vectors[j];
        }
    }

    /// An orthonormal basis that holds the columns of the p × l matrix `w`; directions that depend on others are
    /// replaced by random ones.
    private double[] orthonormal(double[] w, int l, Seed.Stream random) {
        double[] basis = w;
        for (int pass = 0; pass < 3; pass++) {
            double[] gram = new double[l * l];
            kernels.syrk(l, p, basis, 0, l, gram, 0, l, loop);
            SymmetricEigen eigen = SymmetricEigen.of(l, gram, l, loop);
            double[] values = eigen.values();
            double[] turn = eigen.vectors();
            double largest = values[0];
            boolean[] dependent = new boolean[l];
            for (int k = 0; k < l; k++) {
                dependent[k] = !(values[k] > DEPENDENT * largest);
                double scale = dependent[k] ? 0 : 1 / Math.sqrt(values[k]);
                for (int j = 0; j < l; j++) {
                    turn[k * l + j] *= scale;
                }
            }
            double[] next = new double[p * l];
            kernels.gemm(p, l, l, 1, basis, 0, l, false, turn, 0, l, true, 0, next, 0, l, loop);
            double length = 1 / Math.sqrt(p);
            for (int k = 0; k < l; k++) {
                for (int i = 0; dependent[k] && i < p; i++) {
                    next[i * l + k] = length * random.nextGaussian();
                }
            }
            basis = next;
        }
        return basis;
    }
}
