package org.tandemml.optimization;

import org.jspecify.annotations.Nullable;
import org.tandemml.kernels.DoubleKernels;
import org.tandemml.kernels.Kernels;

/// Finds a step length along a direction that satisfies the strong Wolfe conditions
/// `φ(α) ≤ φ(0) + c₁·α·φ'(0)` and `|φ'(α)| ≤ c₂·|φ'(0)|`, with c₁ = 1e-4.
///
/// Brackets by growing the step, then narrows by safeguarded cubic interpolation. Values within rounding noise of φ(0)
/// count as not larger, so that searches end by their gradient and not by the last digits of a sum.
///
/// **Source**: Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithms 3.5 and 3.6. **Cost**: one evaluation
/// a trial, usually one. Not thread-safe.
final class WolfeLineSearch {
    private static final double C1 = 1e-4;
    private static final int MAX_TRIALS = 40;

    private final DoubleKernels kernels = Kernels.doubles();
    private final Objective objective;
    private final double[] origin;
    private final double[] direction;
    private final double value0;
    private final double slope0;
    private final double steepest;
    private int trials;

    private WolfeLineSearch(
            Objective objective, double[] origin, double[] direction, double value0, double slope0, double c2) {
        this.objective = objective;
        this.origin = origin;
        this.direction = direction;
        this.value0 = value0;
        this.slope0 = slope0;
        this.steepest = -c2 * slope0;
    }

    /// A point on the line with its value, slope and gradient.
    record Trial(double step, double value, double slope, double[] point, double[] gradient) {}

    /// A point that satisfies the conditions, or null if none was found. Its evaluation is the latest one.
    static @Nullable Trial search(
            Objective objective,
            double[] origin,
            double[] direction,
            double value0,
            double slope0,
            double firstStep,
            double c2) {
        WolfeLineSearch search = new WolfeLineSearch(objective, origin, direction, value0, slope0, c2);
        Trial found = search.bracket(firstStep);
        return found == null ? null : search.asLatest(found);
    }

    private @Nullable Trial bracket(double firstStep) {
        Trial previous = new Trial(0, value0, slope0, origin, origin);
        double step = firstStep;
        while (trials < MAX_TRIALS) {
            Trial trial = at(step);
            if (!Double.isFinite(trial.value)
                    || tooHigh(trial)
                    || (previous.step > 0 && trial.value > previous.value)) {
                return zoom(previous, trial);
            }
            if (Math.abs(trial.slope) <= steepest) {
                return trial;
            }
            if (trial.slope >= 0) {
                return zoom(trial, previous);
            }
            previous = trial;
            step *= 3;
        }
        return accepted(previous);
    }

    /// Narrows between `low`, which satisfies the decrease, and `high`.
    private @Nullable Trial zoom(Trial low, Trial high) {
        while (trials < MAX_TRIALS) {
            double step = interpolated(low, high);
            Trial trial = at(step);
            if (!Double.isFinite(trial.value) || tooHigh(trial) || trial.value > low.value + slack()) {
                high = trial;
            } else {
                if (Math.abs(trial.slope) <= steepest) {
                    return trial;
                }
                if (trial.slope * (high.step - low.step) >= 0) {
                    high = low;
                }
                low = trial;
            }
            if (Math.abs(high.step - low.step) <= 1e-12 * Math.max(high.step, low.step)) {
                break;
            }
        }
        return accepted(low);
    }

    private static @Nullable Trial accepted(Trial trial) {
        return trial.step > 0 ? trial : null;
    }

    private double slack() {
        return Descent.NOISE * Math.abs(value0);
    }

    private boolean tooHigh(Trial trial) {
        return trial.value > value0 + C1 * trial.step * slope0 + slack();
    }

    /// The minimum of the cubic through values and slopes of both ends, kept a tenth of the width away from them.
    private static double interpolated(Trial low, Trial high) {
        double width = high.step - low.step;
        double middle = low.step + width / 2;
        if (!Double.isFinite(high.value)) {
            return low.step + width / 10;
        }
        double d1 = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step);
        double square = d1 * d1 - low.slope * high.slope;
        double step = middle;
        if (square >= 0) {
            double d2 = Math.copySign(Math.sqrt(square), width);
            step = high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
        }
        double margin = Math.abs(width) / 10;
        double least = Math.min(low.step, high.step) + margin;
        double most = Math.max(low.step, high.step) - margin;
        return step >= least && step <= most ? step : Double.isNaN(step) ? middle : Math.clamp(step, least, most);
    }

    private Trial at(double step) {
        trials++;
        double[] point = origin.clone();
        kernels.axpy(step, direction, 0, point, 0, point.length);
        double[] gradient = new double[point.length];
        double value = objective.evaluate(point, gradient);
        double slope = kernels.dot(gradient, 0, direction, 0, point.length);
        return new Trial(step, value, slope, point, gradient);
    }

    /// Evaluates once more if later trials were discarded, so that the objective remembers the accepted point.
    private Trial asLatest(Trial trial) {
        return trials == 1 ? trial : at(trial.step);
    }
}
