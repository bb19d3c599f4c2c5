package org.tandemml.optimization;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth function by limited-memory BFGS with a strong Wolfe line search.
///
/// The direction is `−H·g`, where H is the inverse Hessian implied by the latest `memory` pairs s (step) and y (change
/// of gradient), starting from `sᵀy/yᵀy·I`. The first step has length 1/‖g‖ at most. A pair enters only if `sᵀy >
/// 1e-10·‖s‖·‖y‖` (cautious update), so H stays positive definite. Ends when the largest gradient component is at most
/// `tolerance`.
///
/// **Source**: Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithm 7.5; Li and Fukushima, *On the global
/// convergence of the BFGS method for nonconvex unconstrained optimization problems*, SIAM J. Optim. 11(4), 2001.
/// **Cost**: one or two evaluations and O(memory·d) an iteration; `2·memory·d` numbers.
/// **Determinism**: as the objective's. **Errors**: `IllegalArgumentException` if the start has no finite value.
///
/// @param tolerance largest gradient component at which the search ends
/// @param maxIterations most iterations
/// @param memory pairs remembered
public record Lbfgs(double tolerance, int maxIterations, int memory) {
    private static final double CURVATURE = 1e-10;

    public Lbfgs {
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
        Check.atLeast("memory", memory, 1);
    }

    /// Memory 10.
    public Lbfgs(double tolerance, int maxIterations) {
        this(tolerance, maxIterations, 10);
    }

    /// A step and the change of the gradient along it.
    record Pair(double[] step, double[] change, double inverseProduct) {}

    /// Minimises `objective` from `start`; asks for cancellation and reports progress once an iteration.
    public Optimum minimize(Objective objective, double[] start, Fitting how) {
        Descent at = new Descent("l-bfgs", objective, start, tolerance, maxIterations, how);
        ArrayDeque<Pair> pairs = new ArrayDeque<>(memory);
        DoubleKernels kernels = Kernels.doubles();
        int d = start.length;
        while (true) {
            if (at.gradientIsSmall()) {
                return at.converged();
            }
            Optional<Optimum> end = at.endBeforeStep();
            if (end.isPresent()) {
                return end.get();
            }
            double[] direction = direction(at.gradient, pairs, kernels);
            double slope = kernels.dot(direction, 0, at.gradient, 0, d);
            if (!(slope < 0)) {
                pairs.clear();
                direction = direction(at.gradient, pairs, kernels);
                slope = kernels.dot(direction, 0, at.gradient, 0, d);
            }
            double firstStep = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
            WolfeLineSearch.Trial trial =
                    WolfeLineSearch.search(objective, at.point, direction, at.value, slope, firstStep, 0.9);
            if (trial == null) {
                if (pairs.isEmpty()) {
                    return at.stuck();
                }
                pairs.clear();
                continue;
            }
            double[] step = difference(trial.point(), at.point, kernels);
            remember(pairs, memory, step, difference(trial.gradient(), at.gradient, kernels), kernels);
            at.moveTo(trial.point(), trial.value(), trial.gradient());
        }
    }

    static double[] difference(double[] a, double[] b, DoubleKernels kernels) {
        double[] difference = a.clone();
        kernels.axpy(-1, b, 0, difference, 0, a.length);
        return difference;
    }

    /// Adds a pair unless its curvature is too small for H to stay positive definite.
    static void remember(ArrayDeque<Pair> pairs, int memory, double[] step, double[] change, DoubleKernels kernels) {
        int d = step.length;
        double product = kernels.dot(step, 0, change, 0, d);
        double lengths = Math.sqrt(kernels.dot(step, 0, step, 0, d) * kernels.dot(change, 0, change, 0, d));
        if (product > CURVATURE * lengths) {
            if (pairs.size() == memory) {
                pairs.removeFirst();
            }
            pairs.addLast(new Pair(step, change, 1 / product));
        }
    }

    /// −H·g by the two-loop recursion.
    static double[] direction(double[] gradient, ArrayDeque<Pair> pairs, DoubleKernels kernels) {
        int d = gradient.length;
        double[] q = new double[d];
        kernels.axpy(-1, gradient, 0, q, 0, d);
        if (!pairs.isEmpty()) {
            Pair latest = pairs.getLast();
            double scale = 1 / (latest.inverseProduct * kernels.dot(latest.change, 0, latest.change, 0, d));
            timesInverse(q, pairs, kernels, v -> {
                for (int j = 0; j < d; j++) {
                    v[j] *= scale;
                }
            });
        }
        return q;
    }

    /// Replaces `q` by H·q, H the inverse Hessian that the pairs imply where `first` multiplies a vector by the one
    /// that they improve.
    static void timesInverse(double[] q, ArrayDeque<Pair> pairs, DoubleKernels kernels, Consumer<double[]> first) {
        int d = q.length;
        double[] alpha = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alpha[--i] = pair.inverseProduct * kernels.dot(pair.step, 0, q, 0, d);
            kernels.axpy(-alpha[i], pair.change, 0, q, 0, d);
        }
        first.accept(q);
        for (Pair pair : pairs) {
            double beta = pair.inverseProduct * kernels.dot(pair.change, 0, q, 0, d);
            kernels.axpy(alpha[i++] - beta, pair.step, 0, q, 0, d);
        }
    }
}
