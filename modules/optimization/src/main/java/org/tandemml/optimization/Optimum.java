package org.tandemml.optimization;

import java.util.List;

/// Where a search ended, and why; the evidence whether it may be trusted.
public final class Optimum {
    private final double[] point;
    private final double value;
    private final double[] gradient;
    private final double gradientNorm;
    private final int iterations;
    private final double[] trace;
    private final boolean converged;
    private final String reason;
    private final List<String> notes;

    Optimum(
            double[] point,
            double value,
            double[] gradient,
            double gradientNorm,
            int iterations,
            double[] trace,
            boolean converged,
            String reason,
            List<String> notes) {
        this.point = point;
        this.value = value;
        this.gradient = gradient;
        this.gradientNorm = gradientNorm;
        this.iterations = iterations;
        this.trace = trace;
        this.converged = converged;
        this.reason = reason;
        this.notes = List.copyOf(notes);
    }

    /// The point, as a copy.
    public double[] point() {
        return point.clone();
    }

    /// The value of the objective there.
    public double value() {
        return value;
    }

    /// The gradient of the smooth part there, without a penalty beside it, as a copy.
    public double[] gradient() {
        return gradient.clone();
    }

    /// The largest absolute component of the gradient there; beside a penalty, of the least subgradient.
    public double gradientNorm() {
        return gradientNorm;
    }

    /// Iterations done.
    public int iterations() {
        return iterations;
    }

    /// The value at the start and after each iteration, as a copy.
    public double[] trace() {
        return trace.clone();
    }

    /// Whether the gradient became as small as asked for.
    public boolean converged() {
        return converged;
    }

    /// Why the search ended: `gradient norm 3.1e-10 <= 1e-8`.
    public String reason() {
        return reason;
    }

    /// What was out of the ordinary on the way: an indefinite Hessian, a change of method.
    public List<String> notes() {
        return notes;
    }

    @Override
    public String toString() {
        return (converged ? "converged" : "NOT CONVERGED") + " after " + iterations + " iterations at value " + value
                + ": " + reason;
    }
}
