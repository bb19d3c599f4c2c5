package org.tandemml.svm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;

/// One fit of a linear machine for numbers.
final class LinearSvrFit {
    private final LinearSvr settings;
    private final Dataset data;
    private final Fitting how;

    LinearSvrFit(LinearSvr settings, Dataset data, Fitting how) {
        this.settings = settings;
        this.data = data;
        this.how = how;
    }

    LinearSvrModel run() {
        Parallel loop = how.parallel();
        double[] numbers = data.numbers();
        int[] kept = LinearSetup.kept(data);
        if (kept.length == 0) {
            throw new InputException("no row has a weight above 0");
        }
        LinearSetup setup = new LinearSetup(
                data,
                kept,
                Arrays.stream(kept).mapToDouble(data::weight).toArray(),
                settings.penalty(),
                settings.standardize(),
                settings.intercept(),
                loop);
        // A free constant term begins at the middle of the targets: far ones would leave the tube no digits.
        double middle = 0;
        double[] target = Arrays.stream(kept).mapToDouble(i -> numbers[i]).toArray();
        if (settings.intercept() == LinearIntercept.FREE) {
            for (int i = 0; i < target.length; i++) {
                middle += setup.weights[i] * target[i];
            }
            for (int i = 0; i < target.length; i++) {
                target[i] -= middle;
            }
        }
        LinearLosses losses = LinearLosses.ofNumbers(target, setup.weights, settings.loss(), settings.epsilon());
        LinearSolver solver = setup.chosen(settings.solver(), settings.penalty(), settings.loss());
        LinearOptimum found = LinearSetup.solve(
                setup.problem(losses), solver, settings.tolerance(), settings.maxIterations(), how, loop);
        double[] beta = new double[data.columns()];
        double intercept = setup.scaling.toOriginal(found.w(), setup.constant(found.w()), beta, 0);
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("duality_gap", found.gap());
        certificate.put("relative_duality_gap", found.gap() / Math.max(found.primal(), Double.MIN_NORMAL));
        FitReport report = new FitReport(
                found.converged(),
                found.reason(),
                found.iterations(),
                found.primal(),
                found.trace(),
                certificate,
                setup.notes);
        return new LinearSvrModel(
                data.schema(),
                data.target().name(),
                beta,
                intercept + middle,
                report,
                Provenance.of(settings, data, how));
    }
}
