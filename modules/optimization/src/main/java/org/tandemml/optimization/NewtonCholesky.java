package org.tandemml.optimization;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth function of few variables by Newton's method with a Cholesky factorisation and backtracking.
///
/// Each step solves `H·d = −g` and halves the step until `f(x + t·d) ≤ f(x) + 1e-4·t·gᵀd`. Where the objective offers
/// cheaper approximations of H, the search begins with the cheapest and goes to the next better one when the gradient
/// no
/// longer falls to a quarter a step: the gradient is exact throughout, so only the way to the optimum changes. If H is
/// not positive definite, growing multiples of the identity are added; if that fails, or the direction does not
/// descend,
/// [Lbfgs] goes on. Both are noted.
///
/// Ends when the largest gradient component is at most `tolerance` and the Newton decrement `√(gᵀH⁻¹g)` is too, which
/// bounds the distance to the optimum where H is ill-conditioned, or when it is and a further step does not reduce it.
///
/// **Source**: Boyd and Vandenberghe, *Convex Optimization*, section 9.5; sub-sampled Hessians: Byrd, Chin, Neveitt and
/// Nocedal, *On the use of stochastic Hessian information in optimization methods for machine learning*, SIAM J. Optim.
/// 21(3), 2011. **Cost**: one Hessian, d³/3 and one or two evaluations an iteration; 2·d² numbers.
/// **Determinism**: as the objective's. **Errors**: `IllegalArgumentException` if the start has no finite value.
///
/// @param tolerance largest gradient component at which the search ends
/// @param maxIterations most iterations
public record NewtonCholesky(double tolerance, int maxIterations) {
    private static final double DECREASE = 1e-4;
    private static final int MAX_HALVINGS = 40;
    private static final int MAX_SHIFTS = 8;
    private static final double GOOD_CONTRACTION = 0.25;

    public NewtonCholesky {
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// Minimises `objective` from `start`; asks for cancellation and reports progress once an iteration.
    public Optimum minimize(Objective.WithHessian objective, double[] start, Fitting how) {
        return new Search(objective, start, how).run();
    }

    private final class Search {
        private final Objective.WithHessian objective;
        private final Descent at;
        private final int d;
        private final double[] hessian;
        private final DoubleKernels kernels = Kernels.doubles();
        private int level;
        private double previousNorm = Double.POSITIVE_INFINITY;
        private boolean shifted;

        Search(Objective.WithHessian objective, double[] start, Fitting how) {
            this.objective = objective;
            this.d = start.length;
            this.hessian = new double[Math.multiplyExact(d, d)];
            this.at = new Descent("newton-cholesky", objective, start, tolerance, maxIterations, how);
        }

        Optimum run() {
            @Nullable Cholesky factor = null;
            while (true) {
                if (at.gradientIsSmall() && isClose(factor)) {
                    return at.converged();
                }
                Optional<Optimum> end = at.endBeforeStep();
                if (end.isPresent()) {
                    return at.gradientIsSmall() && at.iterations >= maxIterations ? at.converged() : end.get();
                }
                previousNorm = at.gradientNorm();
                factor = factorise();
                if (factor == null) {
                    return byLbfgs("the Hessian is not positive definite");
                }
                double[] direction = at.gradient.clone();
                factor.solve(direction);
                for (int j = 0; j < d; j++) {
                    direction[j] = -direction[j];
                }
                double slope = kernels.dot(direction, 0, at.gradient, 0, d);
                if (!(slope < 0)) {
                    return at.gradientIsSmall() ? at.converged() : byLbfgs("the Newton direction does not descend");
                }
                if (!step(direction, slope)) {
                    if (level + 1 < objective.hessianLevels()) {
                        level++;
                    } else {
                        return at.gradientIsSmall() ? at.converged() : byLbfgs("the Newton step does not descend");
                    }
                }
            }
        }

        /// With a small gradient: whether the point is close as well, judged by the latest factor, or cannot come
        /// closer.
        private boolean isClose(@Nullable Cholesky factor) {
            double norm = at.gradientNorm();
            if (norm == 0 || norm > previousNorm / 2) {
                return true;
            }
            if (factor == null) {
                return false;
            }
            double[] step = at.gradient.clone();
            factor.solve(step);
            return Math.sqrt(Math.max(0, kernels.dot(step, 0, at.gradient, 0, d))) <= tolerance;
        }

        private @Nullable Cholesky factorise() {
            while (true) {
                objective.hessian(level, hessian);
                Optional<Cholesky> factor = Cholesky.of(d, hessian, 0);
                if (factor.isPresent()) {
                    return factor.get();
                }
                if (level + 1 == objective.hessianLevels()) {
                    return shifted();
                }
                level++;
            }
        }

        private @Nullable Cholesky shifted() {
            double largest = 0;
            for (int j = 0; j < d; j++) {
                largest = Math.max(largest, Math.abs(hessian[j * d + j]));
            }
            double shift = largest > 0 ? 1e-10 * largest : 1e-10;
            for (int attempt = 0; attempt < MAX_SHIFTS; attempt++, shift *= 30) {
                Optional<Cholesky> factor = Cholesky.of(d, hessian, shift);
                if (factor.isPresent()) {
                    if (!shifted) {
                        shifted = true;
                        at.notes.add("the Hessian was singular or indefinite: " + Descent.brief(shift)
                                + " was added to its diagonal");
                    }
                    return factor.get();
                }
            }
            return null;
        }

        /// Goes along `direction` as far as the objective falls enough; false if it does nowhere.
        private boolean step(double[] direction, double slope) {
            double slack = Descent.NOISE * Math.abs(at.value);
            double[] gradient = new double[d];
            double length = 1;
            for (int halving = 0; halving <= MAX_HALVINGS; halving++, length /= 2) {
                double[] point = at.point.clone();
                kernels.axpy(length, direction, 0, point, 0, d);
                double value = objective.evaluate(point, gradient);
                if (Double.isFinite(value) && value <= at.value + DECREASE * length * slope + slack) {
                    at.moveTo(point, value, gradient);
                    if (at.gradientNorm() > GOOD_CONTRACTION * previousNorm && level + 1 < objective.hessianLevels()) {
                        level++;
                    }
                    return true;
                }
            }
            // Back to where the search stands: the Hessian is taken at the latest point.
            objective.evaluate(at.point, gradient);
            return false;
        }

        private Optimum byLbfgs(String why) {
            at.notes.add(why + ": L-BFGS went on from iteration " + at.iterations);
            int left = maxIterations - at.iterations;
            return at.continueWith(new Lbfgs(tolerance, left).minimize(objective, at.point, at.how));
        }
    }
}
