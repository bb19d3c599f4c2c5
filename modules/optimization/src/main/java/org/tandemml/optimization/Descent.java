package org.tandemml.optimization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tandemml.core.Fitting;

/// The state that every search carries along: point, value, gradient, trace and notes; and the common reasons to end.
final class Descent {
    /// Values closer than this, relative to their size, cannot be told apart after summing many rows.
    static final double NOISE = 1e-14;
    private static final CoordinatePenalty NO_PENALTY = new CoordinatePenalty(new double[0], new double[0]);

    final Objective objective;
    final double tolerance;
    final int maxIterations;
    final Fitting how;
    final String method;
    final List<String> notes = new ArrayList<>();
    double[] point;
    double[] gradient;
    double value;
    int iterations;
    private final CoordinatePenalty penalty;
    private double[] trace = new double[32];

    Descent(String method, Objective objective, double[] start, double tolerance, int maxIterations, Fitting how) {
        this(method, objective, NO_PENALTY, start, tolerance, maxIterations, how);
    }

    /// With a penalty beside the objective: `value` includes it, `gradient` does not, and the gradient norm is that of
    /// the subgradient.
    Descent(
            String method,
            Objective objective,
            CoordinatePenalty penalty,
            double[] start,
            double tolerance,
            int maxIterations,
            Fitting how) {
        this.method = method;
        this.objective = objective;
        this.penalty = penalty;
        this.tolerance = tolerance;
        this.maxIterations = maxIterations;
        this.how = how;
        point = start.clone();
        gradient = new double[start.length];
        value = objective.evaluate(point, gradient) + penalty.value(point);
        trace[0] = value;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the objective at the start must be finite, was " + value);
        }
    }

    /// Goes on from where `that` stands with another penalty, without evaluating again.
    Descent(Descent that, CoordinatePenalty penalty) {
        method = that.method;
        objective = that.objective;
        this.penalty = penalty;
        tolerance = that.tolerance;
        maxIterations = that.maxIterations;
        how = that.how;
        point = that.point;
        gradient = that.gradient;
        value = that.value - that.penalty.value(point) + penalty.value(point);
        trace[0] = value;
    }

    /// Moves to a new point whose value and gradient are known; the arrays are taken over.
    void moveTo(double[] newPoint, double newValue, double[] newGradient) {
        point = newPoint;
        value = newValue;
        gradient = newGradient;
        iterations++;
        if (iterations == trace.length) {
            trace = Arrays.copyOf(trace, 2 * trace.length);
        }
        trace[iterations] = value;
        how.progress().step(method, iterations, maxIterations, value);
    }

    double gradientNorm() {
        return penalty.dimension() == 0 ? largest(gradient) : penalty.violation(point, gradient);
    }

    boolean gradientIsSmall() {
        return gradientNorm() <= tolerance;
    }

    /// The end for a reason that every method shares, if there is one.
    Optional<Optimum> endBeforeStep() {
        how.cancellation().check();
        Optional<String> reason = objective.reasonToStop();
        if (reason.isPresent()) {
            return Optional.of(end(false, reason.get()));
        }
        return iterations >= maxIterations
                ? Optional.of(end(
                        false,
                        "the limit of " + maxIterations + " iterations was reached with gradient norm "
                                + brief(gradientNorm()) + " > " + brief(tolerance)))
                : Optional.empty();
    }

    Optimum converged() {
        return end(true, "gradient norm " + brief(gradientNorm()) + " <= " + brief(tolerance));
    }

    Optimum stuck() {
        return end(
                false,
                "no step lowers the objective any further, with gradient norm " + brief(gradientNorm()) + " > "
                        + brief(tolerance) + " (the limit of double precision on this problem)");
    }

    Optimum end(boolean converged, String reason) {
        return new Optimum(
                point,
                value,
                gradient,
                gradientNorm(),
                iterations,
                Arrays.copyOf(trace, iterations + 1),
                converged,
                reason,
                notes);
    }

    /// Continues with another method where this one ended: one trace, all notes.
    Optimum continueWith(Optimum rest) {
        double[] restTrace = rest.trace();
        double[] all = Arrays.copyOf(trace, iterations + restTrace.length);
        System.arraycopy(restTrace, 0, all, iterations, restTrace.length);
        notes.addAll(rest.notes());
        return new Optimum(
                rest.point(),
                rest.value(),
                rest.gradient(),
                rest.gradientNorm(),
                iterations + rest.iterations(),
                all,
                rest.converged(),
                rest.reason(),
                notes);
    }

    static double largest(double[] v) {
        double max = 0;
        for (double x : v) {
            max = Math.max(max, Math.abs(x));
        }
        return max;
    }

    static String brief(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
