package org.tandemml.optimization;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth function of many variables by Newton's method, each step solved roughly by preconditioned
/// conjugate gradients.
///
/// The system `H·d = −g` is solved until the residual, in the norm of the inverse preconditioner, is at most
/// `min(0.1, √(‖g‖/‖g₀‖))` of the gradient: loosely far from the optimum, tightly near it. The preconditioner is the
/// diagonal of H, so columns of different scale do no harm, improved as in L-BFGS by the latest ten pairs of a search
/// direction and its product with H that the systems before have left: H changes little from one to the next, and few
/// directions stand out. A direction of non-positive curvature ends the inner iterations; steps follow a strong Wolfe
/// line search.
///
/// **Source**: Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithm 7.1; Morales and Nocedal, *Automatic
/// preconditioning by limited memory quasi-Newton updating*, SIAM J. Optim. 10(4), 2000; Hsia, Chiang and Lin,
/// *Preconditioned conjugate gradient methods in truncated Newton frameworks for large-scale linear classification*,
/// ACML 2018. **Cost**: one evaluation an outer iteration, one Hessian product and 40·d operations an inner one; 48·d
/// numbers.
/// **Determinism**: as the objective's. **Errors**: `IllegalArgumentException` if the start has no finite value.
///
/// @param tolerance largest gradient component at which the search ends
/// @param maxIterations most outer iterations
public record NewtonCg(double tolerance, int maxIterations) {
    // 0.3 takes as many products in all and one outer iteration more; measured on sparse text-like data.
    private static final double LOOSEST = 0.1;
    /// On such data 11 products to a relative gap of 1e-7 become 9; four pairs, or those of the latest system only, 10.
    private static final int MEMORY = 10;

    public NewtonCg {
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// Minimises `objective` from `start`; asks for cancellation in every inner iteration, reports progress in every
    /// outer one.
    public Optimum minimize(Objective.WithHessianProduct objective, double[] start, Fitting how) {
        Descent at = new Descent("newton-cg", objective, start, tolerance, maxIterations, how);
        ConjugateGradients solver = new ConjugateGradients(objective, start.length, how);
        DoubleKernels kernels = Kernels.doubles();
        int products = 0;
        double firstNorm = at.gradientNorm();
        while (true) {
            if (at.gradientIsSmall()) {
                at.notes.add("newton-cg took " + products + " products with the Hessian");
                return at.converged();
            }
            Optional<Optimum> end = at.endBeforeStep();
            if (end.isPresent()) {
                return end.get();
            }
            double share = Math.min(LOOSEST, Math.sqrt(at.gradientNorm() / firstNorm));
            products += solver.solve(at.gradient, share);
            double slope = kernels.dot(solver.solution, 0, at.gradient, 0, start.length);
            WolfeLineSearch.Trial trial = slope < 0
                    ? WolfeLineSearch.search(objective, at.point, solver.solution, at.value, slope, 1, 0.9)
                    : null;
            if (trial == null) {
                return at.stuck();
            }
            at.moveTo(trial.point(), trial.value(), trial.gradient());
        }
    }

    /// Solves `H·d = −g` by conjugate gradients with a diagonal preconditioner.
    private static final class ConjugateGradients {
        private final Objective.WithHessianProduct objective;
        private final Fitting how;
        private final DoubleKernels kernels = Kernels.doubles();
        private final double[] solution;
        private final double[] residual;
        private final double[] scaled;
        private final double[] search;
        private final double[] product;
        private final double[] diagonal;
        /// What earlier systems have left, and what this one leaves: the preconditioner of a system must not change.
        private final ArrayDeque<Lbfgs.Pair> pairs = new ArrayDeque<>();
        private final ArrayDeque<Lbfgs.Pair> fresh = new ArrayDeque<>();

        ConjugateGradients(Objective.WithHessianProduct objective, int d, Fitting how) {
            this.objective = objective;
            this.how = how;
            solution = new double[d];
            residual = new double[d];
            scaled = new double[d];
            search = new double[d];
            product = new double[d];
            diagonal = new double[d];
        }

        /// Fills [#solution] and returns the number of Hessian products.
        int solve(double[] gradient, double share) {
            int d = gradient.length;
            objective.hessianDiagonal(diagonal);
            takeFresh();
            Arrays.fill(solution, 0);
            for (int j = 0; j < d; j++) {
                residual[j] = -gradient[j];
            }
            precondition();
            System.arraycopy(scaled, 0, search, 0, d);
            double norm = kernels.dot(residual, 0, scaled, 0, d);
            double goal = share * share * norm;
            for (int k = 1; k <= Math.max(20, 2 * d); k++) {
                how.cancellation().check();
                objective.hessianTimes(search, product);
                double curvature = kernels.dot(search, 0, product, 0, d);
                if (!(curvature > 0)) {
                    if (k == 1) {
                        System.arraycopy(search, 0, solution, 0, d);
                    }
                    return k;
                }
                double step = norm / curvature;
                kernels.axpy(step, search, 0, solution, 0, d);
                kernels.axpy(-step, product, 0, residual, 0, d);
                Lbfgs.remember(fresh, MEMORY, search.clone(), product.clone(), kernels);
                precondition();
                double newNorm = kernels.dot(residual, 0, scaled, 0, d);
                if (!(newNorm > goal)) {
                    return k;
                }
                double beta = newNorm / norm;
                for (int j = 0; j < d; j++) {
                    search[j] = scaled[j] + beta * search[j];
                }
                norm = newNorm;
            }
            return Math.max(20, 2 * d);
        }

        private void takeFresh() {
            pairs.addAll(fresh);
            fresh.clear();
            while (pairs.size() > MEMORY) {
                pairs.removeFirst();
            }
        }

        /// Sets [#scaled] to the residual times the preconditioner.
        private void precondition() {
            System.arraycopy(residual, 0, scaled, 0, residual.length);
            Lbfgs.timesInverse(scaled, pairs, kernels, v -> {
                for (int j = 0; j < v.length; j++) {
                    v[j] /= diagonal[j];
                }
            });
        }
    }
}
