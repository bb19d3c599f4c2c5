package org.tandemml.linear;

import java.util.Optional;
import org.tandemml.optimization.Cholesky;

/// Standard errors from the inverse Hessian at an unpenalised optimum, and what that Hessian says about the optimum.
///
/// The covariance of the estimates is `H⁻¹/Σw` for the Hessian H of the mean loss, weights counted as repetitions;
/// carried over to original units through `βⱼ = γⱼ/scaleⱼ` and `intercept = b − Σ βⱼ·centreⱼ`. For more than two
/// classes it is the covariance of coefficients centred over the classes: the pseudo-inverse.
///
/// @param standardErrors per vector those of the p coefficients, then of the intercept (`NaN` without one)
/// @param warning what a person should know
/// @param atInfinity whether the Newton step left over shows that there is no finite optimum
record CovarianceAtOptimum(Optional<double[]> standardErrors, Optional<String> warning, boolean atInfinity) {
    /// A Newton step this long at a gradient that small: the loss falls ever more slowly towards infinity.
    private static final double LONG_STEP = 1e-2;

    static CovarianceAtOptimum of(
            LogisticObjective objective, Standardization scaling, int classes, double[] gradient, double sumOfWeights) {
        int d = objective.dimension();
        double[] hessian = new double[Math.multiplyExact(d, d)];
        objective.hessian(objective.hessianLevels() - 1, hessian);
        Optional<Cholesky> factor = Cholesky.of(d, hessian, 0);
        if (factor.isEmpty()) {
            return new CovarianceAtOptimum(
                    Optional.empty(),
                    Optional.of("no standard errors: the columns are linearly dependent or the classes nearly"
                            + " separable (singular Hessian)"),
                    false);
        }
        double[] step = gradient.clone();
        factor.get().solve(step);
        double longest = 0;
        for (double s : step) {
            longest = Math.max(longest, Math.abs(s));
        }
        if (longest > LONG_STEP) {
            return new CovarianceAtOptimum(
                    Optional.empty(),
                    Optional.of("the classes are separable in part: the optimum is at infinity"),
                    true);
        }
        double[] covariance = factor.get().inverse();
        int vectors = classes == 2 ? 1 : classes;
        if (vectors > 1) {
            removeFreedom(covariance, vectors, scaling);
        }
        return new CovarianceAtOptimum(
                Optional.of(errors(covariance, vectors, scaling, sumOfWeights)), Optional.empty(), false);
    }

    /// Takes out the 1/K between all classes that made the Hessian invertible: it is its own pseudo-inverse.
    private static void removeFreedom(double[] covariance, int vectors, Standardization scaling) {
        int width = scaling.width();
        int d = vectors * width;
        for (int j = 0; j < width; j++) {
            for (int k = 0; k < vectors; k++) {
                for (int l = 0; l < vectors; l++) {
                    covariance[(k * width + j) * d + l * width + j] -= 1.0 / vectors;
                }
            }
        }
    }

    static double[] errors(double[] covariance, int vectors, Standardization scaling, double sumOfWeights) {
        int p = scaling.columns;
        int width = scaling.width();
        int d = vectors * width;
        double[] errors = new double[vectors * (p + 1)];
        double[] toIntercept = new double[width];
        for (int j = 0; j < p; j++) {
            toIntercept[j] = -scaling.centre[j] * scaling.inverseScale[j];
        }
        if (scaling.intercept) {
            toIntercept[p] = 1;
        }
        for (int k = 0; k < vectors; k++) {
            int block = k * width * d + k * width;
            for (int j = 0; j < p; j++) {
                double scale = scaling.inverseScale[j];
                errors[k * (p + 1) + j] =
                        scale == 0 ? Double.NaN : scale * Math.sqrt(covariance[block + j * d + j] / sumOfWeights);
            }
            double variance = 0;
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    variance += toIntercept[i] * covariance[block + i * d + j] * toIntercept[j];
                }
            }
            errors[k * (p + 1) + p] = scaling.intercept ? Math.sqrt(variance / sumOfWeights) : Double.NaN;
        }
        return errors;
    }
}
