package org.tandemml.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How a fit went; the evidence that it may be trusted.
///
/// @param converged whether the method reached what it asked for
/// @param reason why it stopped, in words: `gradient norm 3.1e-10 <= 1e-8`
/// @param iterations iterations done
/// @param objective the final value of what was minimised, `NaN` for methods that minimise nothing
/// @param trace the objective after each iteration, the starting value first; may be empty
/// @param certificate the numbers that prove the result, by name: `gradient_norm`, `duality_gap`, `kkt_violation`, …
/// @param notes what a person should know: the solver chosen and why, ignored columns, separable classes
public record FitReport(
        boolean converged,
        String reason,
        int iterations,
        double objective,
        double[] trace,
        Map<String, Double> certificate,
        List<String> notes) {
    public FitReport {
        trace = trace.clone();
        certificate = Collections.unmodifiableMap(new LinkedHashMap<>(certificate));
        notes = List.copyOf(notes);
    }

    /// A report of a method that computes its result directly.
    public static FitReport direct(String reason) {
        return new FitReport(true, reason, 0, Double.NaN, new double[0], Map.of(), List.of());
    }

    /// The objective after each iteration, as a copy.
    @Override
    public double[] trace() {
        return trace.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FitReport that
                && converged == that.converged
                && reason.equals(that.reason)
                && iterations == that.iterations
                && Double.compare(objective, that.objective) == 0
                && Arrays.equals(trace, that.trace)
                && certificate.equals(that.certificate)
                && notes.equals(that.notes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(converged, reason, iterations, objective, Arrays.hashCode(trace), certificate, notes);
    }

    @Override
    public String toString() {
        return (converged ? "converged" : "NOT CONVERGED") + " after " + iterations + " iterations: " + reason;
    }
}
