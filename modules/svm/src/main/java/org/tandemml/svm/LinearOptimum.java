package org.tandemml.svm;

import java.util.Locale;

/// Where a solver of a [LinearProblem] ended.
///
/// @param w the coefficients, a constant term last
/// @param primal the objective at w
/// @param gap an upper bound of the distance of `primal` from the least value
/// @param iterations iterations done
/// @param trace the objective after each, as far as the solver knows it
/// @param converged whether the gap is as small as asked for
/// @param reason why the solver stopped
record LinearOptimum(
        double[] w, double primal, double gap, int iterations, double[] trace, boolean converged, String reason) {
    static LinearOptimum of(
            LinearProblem.Certificate best, double tolerance, int iterations, double[] trace, String otherwise) {
        double relative = best.relativeGap();
        boolean converged = relative <= tolerance;
        return new LinearOptimum(
                best.w(),
                best.primal(),
                best.gap(),
                iterations,
                trace,
                converged,
                reason(relative, tolerance, otherwise));
    }

    static String reason(double relativeGap, double tolerance, String otherwise) {
        String gap = "relative duality gap " + number(relativeGap);
        return relativeGap <= tolerance
                ? gap + " <= " + number(tolerance)
                : otherwise + " with a " + gap + " > " + number(tolerance);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
