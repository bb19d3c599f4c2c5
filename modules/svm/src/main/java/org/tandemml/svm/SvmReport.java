package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;

/// What the fit of one or several machines says about itself.
final class SvmReport {
    /// How many times the median standard deviation that of a column may be before the others drown in it.
    private static final double DROWNS = 100;

    private SvmReport() {}

    static FitReport of(List<Machines.Result> results, int supportVectors, double tolerance, List<String> notes) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        double violation = 0;
        double gap = 0;
        double objective = 0;
        double drift = 0;
        long steps = 0;
        long rows = 0;
        boolean converged = true;
        long bounded = 0;
        long free = 0;
        double margin = Double.POSITIVE_INFINITY;
        for (Machines.Result result : results) {
            DualSolution proof = result.proof();
            violation = Math.max(violation, proof.violation());
            drift = Math.max(drift, proof.drift());
            gap += proof.gap();
            objective += result.objective();
            steps += proof.steps();
            rows += proof.rows();
            converged &= proof.converged();
            bounded += result.machine().bounded();
            free += result.machine().free();
            margin = Math.min(margin, result.machine().margin());
        }
        certificate.put("kkt_violation", violation);
        certificate.put("duality_gap", gap);
        certificate.put("relative_gap", gap / Math.max(1e-300, Math.abs(objective)));
        certificate.put("float_drift", drift);
        certificate.put("support_vectors", (double) supportVectors);
        certificate.put("bounded", (double) bounded);
        certificate.put("free", (double) free);
        certificate.put("margin", margin);
        certificate.put("kernel_rows", (double) rows);
        String reason = String.format(
                Locale.ROOT,
                converged
                        ? "KKT violation %.3g <= %.3g, duality gap %.3g"
                        : "the step limit was reached with KKT violation %.3g > %.3g, duality gap %.3g: scale the"
                                + " columns, lower the cost, or raise the tolerance",
                violation,
                tolerance,
                gap);
        double[] trace = results.size() == 1 ? results.getFirst().proof().trace() : new double[0];
        return new FitReport(
                converged, reason, (int) Math.min(Integer.MAX_VALUE, steps), objective, trace, certificate, notes);
    }

    /// A warning for each column so wide that distances are a matter of it alone.
    static List<String> scaleNotes(Dataset data, Points points, Kernel kernel) {
        List<String> notes = new ArrayList<>();
        if (kernel.has(Kernel.Named.SIGMOID)) {
            notes.add("the sigmoid kernel is not positive semi-definite: the result is a stationary point");
        }
        if (kernel.has(Kernel.Named.PRECOMPUTED) || points.columns < 2) {
            return notes;
        }
        double[] variances = points.variances(points.means());
        double[] spread = Arrays.stream(variances).filter(v -> v > 0).sorted().toArray();
        if (spread.length < 2) {
            return notes;
        }
        double median = spread[(spread.length - 1) / 2];
        for (int j = 0; j < variances.length && notes.size() < 5; j++) {
            if (variances[j] > DROWNS * DROWNS * median) {
                notes.add(String.format(
                        Locale.ROOT,
                        "column \"%s\" varies %.0f times as much as the median column and drowns the others in the"
                                + " kernel: put Standardize before the machine in a Pipeline",
                        data.schema().column(j).name(),
                        Math.sqrt(variances[j] / median)));
            }
        }
        return notes;
    }
}
