package org.tandemml.optimization;

import java.util.Optional;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;

/// Runs a method that improves a point by going through the data, and judges the point after each such epoch by the
/// objective itself: trace, certificate, reason to end, progress and cancellation are those of all other methods.
///
/// Ends when no component of the subgradient of least size exceeds `tolerance`; not converged after `maxIterations`
/// epochs, when the value overflows, or when neither value nor subgradient improved for 100 epochs.
///
/// **Cost**: one evaluation of the objective an epoch beside the method's own work. **Determinism**: as the method's
/// and the objective's. **Errors**: `IllegalArgumentException` if the start has no finite value.
///
/// @param method the name in progress reports
/// @param tolerance largest subgradient component at which the search ends
/// @param maxIterations most epochs
public record EpochDescent(String method, double tolerance, int maxIterations) {
    private static final int PATIENCE = 100;

    public EpochDescent {
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// What a method does in one epoch.
    public interface Epoch {
        /// The next point; an array that the method does not write to afterwards. `point` is what it returned last,
        /// or what it was brought back to.
        double[] next(double[] point);

        /// Whether to go on from the new point; otherwise the search is brought back to the old one. Asked once after
        /// each epoch.
        default boolean accepts(double valueBefore, double valueAfter) {
            return true;
        }
    }

    /// Minimises `smooth + penalty` from `start`.
    public Optimum minimize(Objective smooth, CoordinatePenalty penalty, double[] start, Epoch epoch, Fitting how) {
        Check.length("penalty", penalty.dimension(), start.length);
        Descent at = new Descent(method, smooth, penalty, start, tolerance, maxIterations, how);
        double leastValue = at.value;
        double leastNorm = at.gradientNorm();
        int idle = 0;
        while (true) {
            if (at.gradientIsSmall()) {
                return at.converged();
            }
            Optional<Optimum> end = idle >= PATIENCE ? Optional.of(at.stuck()) : at.endBeforeStep();
            if (end.isPresent()) {
                return end.get();
            }
            double[] point = epoch.next(at.point);
            double[] gradient = new double[point.length];
            double value = smooth.evaluate(point, gradient) + penalty.value(point);
            if (epoch.accepts(at.value, value)) {
                if (!Double.isFinite(value)) {
                    return at.end(
                            false,
                            "epoch " + (at.iterations + 1) + " made the objective " + value + ", it was " + at.value
                                    + " before");
                }
                at.moveTo(point, value, gradient);
            } else {
                at.moveTo(at.point, at.value, at.gradient);
            }
            double norm = at.gradientNorm();
            boolean better = at.value < leastValue || norm < leastNorm;
            leastValue = Math.min(leastValue, at.value);
            leastNorm = Math.min(leastNorm, norm);
            idle = better ? 0 : idle + 1;
        }
    }
}
