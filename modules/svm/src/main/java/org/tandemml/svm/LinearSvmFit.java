package org.tandemml.svm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import org.tandemml.core.Provenance;
import org.tandemml.core.Target;

/// One fit of a linear machine for classes: from rows, weights and classes through the solver to the model.
final class LinearSvmFit {
    private final LinearSvm settings;
    private final Dataset data;
    private final Fitting how;
    private final Parallel loop;
    private final Target.Classes target;
    /// Positions of the classes that have rows, among all named ones.
    private final int[] present;
    /// Class of each kept row among the present ones.
    private final int[] codes;
    private final LinearSetup setup;
    private final List<String> notes = new ArrayList<>();

    LinearSvmFit(LinearSvm settings, Dataset data, Fitting how) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        loop = how.parallel();
        target = data.classes();
        int[] kept = LinearSetup.kept(data);
        int[] counts = new int[target.names().size()];
        for (int i : kept) {
            counts[target.codes()[i]]++;
        }
        present = IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
        requireTwoClasses(counts);
        int[] position = new int[counts.length];
        for (int k = 0; k < present.length; k++) {
            position[present[k]] = k;
        }
        codes = Arrays.stream(kept).map(i -> position[target.codes()[i]]).toArray();
        double[] ofClass = settings.classWeights().of(target, counts);
        double[] raw = Arrays.stream(kept)
                .mapToDouble(i -> data.weight(i) * ofClass[target.codes()[i]])
                .toArray();
        setup = new LinearSetup(
                data, kept, raw, settings.penalty(), settings.standardize(), settings.intercept(), loop);
    }

    private void requireTwoClasses(int[] counts) {
        if (present.length == 0) {
            throw new InputException("no row has a weight above 0");
        }
        if (present.length < 2) {
            throw new InputException("labels contain 1 class (\""
                    + target.names().get(present[0]) + "\"): a classifier needs at least 2");
        }
        if (present.length < counts.length) {
            List<String> absent = IntStream.range(0, counts.length)
                    .filter(k -> counts[k] == 0)
                    .mapToObj(target.names()::get)
                    .toList();
            notes.add("no rows of " + (absent.size() == 1 ? "class " : "classes ") + String.join(", ", absent)
                    + ": never predicted");
        }
    }

    LinearSvmModel run() {
        notes.addAll(setup.notes);
        setup.notes.clear();
        return settings.strategy() == LinearStrategy.CRAMMER_SINGER && present.length > 2 ? together() : oneByOne();
    }

    private LinearProblem against(int positive) {
        boolean[] is = new boolean[codes.length];
        for (int i = 0; i < is.length; i++) {
            is[i] = codes[i] == positive;
        }
        return setup.problem(LinearLosses.ofClasses(is, setup.weights, settings.loss()));
    }

    private LinearOptimum solve(LinearProblem problem, LinearSolver solver, Fitting inside, Parallel over) {
        return LinearSetup.solve(problem, solver, settings.tolerance(), settings.maxIterations(), inside, over);
    }

    private LinearSvmModel oneByOne() {
        LinearSolver solver = setup.chosen(settings.solver(), settings.penalty(), settings.loss());
        notes.addAll(setup.notes);
        LinearOptimum[] found = new LinearOptimum[present.length == 2 ? 1 : present.length];
        if (found.length == 1) {
            found[0] = solve(against(1), solver, how, loop);
        } else {
            // The problems are independent; whether they run one by one or all at once changes no bit.
            Fitting quiet = how.withProgress(Progress.NONE);
            loop.run(found.length, k -> found[k] = solve(against(k), solver, quiet, Parallel.SEQUENTIAL));
            for (int k = 0; k < found.length; k++) {
                how.progress().step("one-vs-rest", k + 1, found.length, found[k].primal());
            }
        }
        int p = data.columns();
        double[] beta = new double[found.length * p];
        double[] constants = new double[found.length];
        for (int k = 0; k < found.length; k++) {
            double[] w = found[k].w();
            constants[k] = setup.scaling.toOriginal(w, setup.constant(w), beta, k * p);
        }
        return model(beta, constants, report(found));
    }

    private FitReport report(LinearOptimum[] found) {
        double objective = 0;
        double gap = 0;
        int iterations = 0;
        LinearOptimum worst = found[0];
        int worstClass = 0;
        boolean converged = true;
        for (int k = 0; k < found.length; k++) {
            objective += found[k].primal();
            gap += found[k].gap();
            iterations += found[k].iterations();
            converged &= found[k].converged();
            if (found[k].gap() / found[k].primal() > worst.gap() / worst.primal()) {
                worst = found[k];
                worstClass = k;
            }
        }
        String reason = found.length == 1
                ? worst.reason()
                : worst.reason() + " (class \"" + target.names().get(present[worstClass]) + "\" against the rest, the"
                        + " largest of " + found.length + ")";
        return new FitReport(
                converged,
                reason,
                iterations,
                objective,
                found.length == 1 ? worst.trace() : new double[0],
                certificate(gap, objective),
                notes);
    }

    private static Map<String, Double> certificate(double gap, double objective) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("duality_gap", gap);
        certificate.put("relative_duality_gap", gap / Math.max(objective, Double.MIN_NORMAL));
        return certificate;
    }

    private LinearSvmModel together() {
        notes.add("solver dual-coordinate-descent: the one for crammer-singer");
        CrammerSinger.Optimum found = new CrammerSinger(
                        setup.rows,
                        codes,
                        present.length,
                        setup.weights,
                        settings.penalty().l2(),
                        settings.intercept() == LinearIntercept.FREE)
                .minimize(settings.tolerance(), settings.maxIterations(), how, loop);
        int p = data.columns();
        double[] beta = new double[present.length * p];
        double[] constants = new double[present.length];
        for (int k = 0; k < present.length; k++) {
            constants[k] =
                    setup.scaling.toOriginal(found.vectors()[k], setup.constant(found.vectors()[k]), beta, k * p);
        }
        FitReport report = new FitReport(
                found.converged(),
                found.reason(),
                found.iterations(),
                found.primal(),
                found.trace(),
                certificate(found.gap(), found.primal()),
                notes);
        return model(beta, constants, report);
    }

    /// The fitted vectors as those of the named classes: one for two classes, else one a class.
    private LinearSvmModel model(double[] beta, double[] constants, FitReport report) {
        int p = data.columns();
        int named = target.names().size();
        double[] coefficients = beta;
        double[] intercepts = constants;
        if (named > 2 && (constants.length == 1 || constants.length < named)) {
            coefficients = new double[named * p];
            intercepts = new double[named];
            Arrays.fill(intercepts, LinearSvmModel.ABSENT);
            for (int k = 0; k < present.length; k++) {
                boolean mirrored = constants.length == 1 && k == 0;
                int from = constants.length == 1 ? 0 : k;
                for (int j = 0; j < p; j++) {
                    coefficients[present[k] * p + j] = mirrored ? -beta[j] : beta[from * p + j];
                }
                intercepts[present[k]] = mirrored ? -constants[0] : constants[from];
            }
        }
        return new LinearSvmModel(
                data.schema(),
                target.name(),
                target.names(),
                coefficients,
                intercepts,
                report,
                Provenance.of(settings, data, how));
    }
}
