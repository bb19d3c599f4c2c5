package org.tandemml.optimization;

import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Minimises a smooth function by plain gradient descent, `u ← u − η·∇f(u)`: the method that all others improve on.
///
/// A learning rate η of 0 stands for a search: each step tries twice the latest η and halves it until f falls by
/// `η/2·‖∇f‖²`, which any η up to 1/L does, L being the largest curvature. With a fixed η the values fall if η < 2/L;
/// above that they rise, and the method says so. A schedule multiplies η from step to step; with momentum m the step is
/// `b ← m·b + ∇f`, `u ← u − η·b`.
///
/// **Source**: Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, 1847; Armijo,
/// *Minimization of functions having Lipschitz continuous first partial derivatives*, Pacific J. Math. 16(1), 1966.
/// **Cost**: one evaluation an iteration with a fixed η, about two with a search; the number of iterations grows with
/// the condition of the Hessian. **Determinism**: as the objective's. **Errors**: `InputException` where a fixed η
/// makes the value rise 10 times in a row (with momentum, to 100 times the first one) or overflow, with the step and
/// the values; `IllegalArgumentException` if the start has no finite value.
///
/// @param learningRate η, or 0 to search for it
/// @param schedule what a fixed η is multiplied by from step to step
/// @param momentum m, for a fixed η
/// @param tolerance largest gradient component at which the search ends
/// @param maxIterations most iterations
public record GradientDescent(
        double learningRate, Schedule schedule, double momentum, double tolerance, int maxIterations) {
    private static final int RISES = 10;
    private static final double FAR_ABOVE = 100;
    private static final int MOST_HALVINGS = 100;

    public GradientDescent {
        Check.notNegative("learningRate", learningRate);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new InputException("momentum must be at least 0 and less than 1, was " + momentum);
        }
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// With a constant learning rate and no momentum.
    public GradientDescent(double learningRate, double tolerance, int maxIterations) {
        this(learningRate, new Schedule.Constant(), 0, tolerance, maxIterations);
    }

    /// With a search for the learning rate.
    public GradientDescent(double tolerance, int maxIterations) {
        this(0, tolerance, maxIterations);
    }

    /// Minimises `objective` from `start`; asks for cancellation and reports progress once an iteration.
    public Optimum minimize(Objective objective, double[] start, Fitting how) {
        Descent at = new Descent("gradient-descent", objective, start, tolerance, maxIterations, how);
        double rate = 1;
        double first = at.value;
        double[] velocity = new double[start.length];
        int rises = 0;
        double beforeRise = at.value;
        while (true) {
            if (at.gradientIsSmall()) {
                return at.converged();
            }
            Optional<Optimum> end = at.endBeforeStep();
            if (end.isPresent()) {
                return end.get();
            }
            if (learningRate == 0) {
                rate = searchedStep(at, 2 * rate);
                if (rate == 0) {
                    return at.stuck();
                }
                continue;
            }
            double before = at.value;
            double[] gradient = new double[start.length];
            double[] point = at.point.clone();
            double length = learningRate * schedule.factor(at.iterations);
            for (int j = 0; j < point.length; j++) {
                velocity[j] = momentum * velocity[j] + at.gradient[j];
                point[j] -= length * velocity[j];
            }
            double value = objective.evaluate(point, gradient);
            beforeRise = rises == 0 ? before : beforeRise;
            rises = value > before ? rises + 1 : 0;
            // Momentum overshoots and comes back, so a few rises are no divergence.
            boolean tooHigh = momentum == 0 ? rises == RISES : value > FAR_ABOVE * Math.max(1, Math.abs(first));
            if (!Double.isFinite(value) || tooHigh) {
                throw new InputException("learning rate " + learningRate + " diverges: at step " + (at.iterations + 1)
                        + " the loss became " + value + "; it was " + before + " one step before and " + beforeRise
                        + " before it began to rise at step " + (at.iterations + 2 - Math.max(1, rises))
                        + ": use a smaller learning rate");
            }
            at.moveTo(point, value, gradient);
        }
    }

    private static double[] moved(Descent at, double rate) {
        double[] point = at.point.clone();
        Kernels.doubles().axpy(-rate, at.gradient, 0, point, 0, point.length);
        return point;
    }

    /// Steps with the first of `rate, rate/2, …` that lowers the value enough and returns it; 0 if none does.
    private static double searchedStep(Descent at, double first) {
        DoubleKernels kernels = Kernels.doubles();
        int d = at.point.length;
        double square = kernels.dot(at.gradient, 0, at.gradient, 0, d);
        double noise = Descent.NOISE * Math.abs(at.value);
        double rate = first;
        for (int halving = 0; halving < MOST_HALVINGS; halving++, rate /= 2) {
            double[] point = moved(at, rate);
            double[] gradient = new double[d];
            double value = at.objective.evaluate(point, gradient);
            boolean falls = value <= at.value - rate / 2 * square && value < at.value - noise;
            boolean flat = Math.abs(value - at.value) <= noise && kernels.dot(gradient, 0, gradient, 0, d) < square;
            if (falls || flat) {
                at.moveTo(point, value, gradient);
                return rate;
            }
        }
        return 0;
    }
}
