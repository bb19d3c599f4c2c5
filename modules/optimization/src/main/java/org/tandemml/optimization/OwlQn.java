package org.tandemml.optimization;

import java.util.ArrayDeque;
import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth function plus a [CoordinatePenalty] by the orthant-wise limited-memory quasi-Newton method.
///
/// Within an orthant `Σ l1ⱼ|uⱼ|` is linear, so the direction is that of [Lbfgs] for the subgradient of least size, with
/// the components dropped that do not descend. Steps are projected onto the orthant that the point and the direction
/// choose: a variable that would change its sign stops at 0. The L2 part counts as smooth. A step is halved until the
/// objective falls by 1e-4 of what the subgradient promises. Ends when no component of the subgradient of least size
/// exceeds `tolerance`, which is exactly a certificate of the optimum.
///
/// **Source**: Andrew and Gao, *Scalable training of L1-regularized log-linear models*, ICML 2007. **Cost**: one or two
/// evaluations and O(memory·d) an iteration; `2·memory·d` numbers. **Determinism**: as the objective's.
/// **Errors**: `IllegalArgumentException` if the start has no finite value.
///
/// @param tolerance largest subgradient component at which the search ends
/// @param maxIterations most iterations
/// @param memory pairs remembered
public record OwlQn(double tolerance, int maxIterations, int memory) {
    private static final double SUFFICIENT = 1e-4;
    private static final int MOST_HALVINGS = 50;

    public OwlQn {
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
        Check.atLeast("memory", memory, 1);
    }

    /// Memory 10.
    public OwlQn(double tolerance, int maxIterations) {
        this(tolerance, maxIterations, 10);
    }

    /// Minimises `smooth + penalty` from `start`; asks for cancellation and reports progress once an iteration.
    public Optimum minimize(Objective smooth, CoordinatePenalty penalty, double[] start, Fitting how) {
        Check.length("penalty", penalty.dimension(), start.length);
        Descent at = new Descent("owl-qn", smooth, penalty, start, tolerance, maxIterations, how);
        ArrayDeque<Lbfgs.Pair> pairs = new ArrayDeque<>(memory);
        DoubleKernels kernels = Kernels.doubles();
        while (true) {
            if (at.gradientIsSmall()) {
                return at.converged();
            }
            Optional<Optimum> end = at.endBeforeStep();
            if (end.isPresent()) {
                return end.get();
            }
            double[] slope = subgradient(penalty, at.point, at.gradient);
            double[] direction = Lbfgs.direction(slope, pairs, kernels);
            keepDescending(penalty, slope, direction);
            double[] before = at.point;
            double[] smoothBefore = smoothGradient(penalty, at.point, at.gradient);
            double first =
                    pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(kernels.dot(slope, 0, slope, 0, slope.length))) : 1;
            if (!step(at, smooth, penalty, slope, direction, first)) {
                if (pairs.isEmpty()) {
                    return at.stuck();
                }
                pairs.clear();
                continue;
            }
            double[] change = Lbfgs.difference(smoothGradient(penalty, at.point, at.gradient), smoothBefore, kernels);
            Lbfgs.remember(pairs, memory, Lbfgs.difference(at.point, before, kernels), change, kernels);
        }
    }

    private static double[] subgradient(CoordinatePenalty penalty, double[] point, double[] gradient) {
        double[] slope = new double[point.length];
        for (int j = 0; j < slope.length; j++) {
            slope[j] = penalty.subgradient(j, point[j], gradient[j]);
        }
        return slope;
    }

    private static double[] smoothGradient(CoordinatePenalty penalty, double[] point, double[] gradient) {
        double[] smooth = new double[point.length];
        for (int j = 0; j < smooth.length; j++) {
            smooth[j] = gradient[j] + penalty.l2(j) * point[j];
        }
        return smooth;
    }

    private static void keepDescending(CoordinatePenalty penalty, double[] slope, double[] direction) {
        for (int j = 0; j < slope.length; j++) {
            if (penalty.l1(j) > 0 && direction[j] * slope[j] >= 0) {
                direction[j] = 0;
            }
        }
    }

    /// One step; false if the objective falls nowhere along the projected line.
    private static boolean step(
            Descent at,
            Objective smooth,
            CoordinatePenalty penalty,
            double[] slope,
            double[] direction,
            double firstLength) {
        int d = slope.length;
        double noise = Descent.NOISE * Math.abs(at.value);
        double violation = at.gradientNorm();
        double length = firstLength;
        for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
            double[] trial = new double[d];
            double promised = 0;
            for (int j = 0; j < d; j++) {
                double u = at.point[j];
                double next = u + length * direction[j];
                double orthant = u != 0 ? u : -slope[j];
                trial[j] = penalty.l1(j) > 0 && next * orthant <= 0 ? 0 : next;
                promised += slope[j] * (trial[j] - u);
            }
            double[] gradient = new double[d];
            double value = smooth.evaluate(trial, gradient) + penalty.value(trial);
            boolean falls = value <= at.value + SUFFICIENT * promised && value < at.value - noise;
            // Where the value is flat to rounding only the subgradient tells which point is better.
            boolean flat = Math.abs(value - at.value) <= 10 * noise && penalty.violation(trial, gradient) < violation;
            if (falls || flat) {
                at.moveTo(trial, value, gradient);
                return true;
            }
        }
        return false;
    }
}
