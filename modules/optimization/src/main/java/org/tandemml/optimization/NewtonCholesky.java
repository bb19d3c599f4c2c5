package org.tandemml.optimization;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth function of few variables by Newton's method with a Cholesky factorisation.
///
/// Each step solves `H·d = −g` and goes along d by a strong Wolfe line search that tries the full step first: plain
/// backtracking accepts points far beyond the minimum along d and then takes many short steps. Where the objective
/// offers cheaper approximations of H, the search begins with the cheapest and goes to the next better one when the
/// gradient no longer falls to a quarter a step: the gradient is exact throughout, so only the way to the optimum
/// changes. If H is not positive definite, growing multiples of the identity are added; if that fails, or the direction
/// does not descend, [Lbfgs] goes on. Both are noted.
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
    private static final int MAX_SHIFTS = 8;
    private static final double GOOD_CONTRACTION = 0.25;
    /// An approximate Hessian is kept for the next step while the gradient falls to this share.
    private static final double KEEPING_CONTRACTION = 0.1;
    /// Evaluations are cheap beside a Hessian, so the line search may try twice to get near the minimum.
    private static final double CURVATURE = 0.5;

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
        /// Whether the next step needs the Hessian where it begins; an approximate one that serves well is kept.
        private boolean fresh = true;

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
                factor = fresh || factor == null ? factorise() : factor;
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

        /// Goes along `direction` as far as the line search says; false if the objective falls nowhere.
        private boolean step(double[] direction, double slope) {
            WolfeLineSearch.Trial trial =
                    WolfeLineSearch.search(objective, at.point, direction, at.value, slope, 1, CURVATURE);
            if (trial == null) {
                // Back to where the search stands: the Hessian is taken at the latest point.
                objective.evaluate(at.point, new double[d]);
                return false;
            }
            at.moveTo(trial.point(), trial.value(), trial.gradient());
            boolean rough = trial.step() != 1 || at.gradientNorm() > GOOD_CONTRACTION * previousNorm;
            boolean last = level + 1 == objective.hessianLevels();
            fresh = last || trial.step() != 1 || at.gradientNorm() > KEEPING_CONTRACTION * previousNorm;
            if (rough && level + 1 < objective.hessianLevels()) {
                level++;
            }
            return true;
        }

        private Optimum byLbfgs(String why) {
            at.notes.add(why + ": L-BFGS went on from iteration " + at.iterations);
            int left = maxIterations - at.iterations;
            return at.continueWith(new Lbfgs(tolerance, left).minimize(objective, at.point, at.how));
        }
    }
}
