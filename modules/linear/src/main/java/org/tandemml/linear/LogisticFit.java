package org.tandemml.linear;

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
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.EpochDescent;
import org.tandemml.optimization.GradientDescent;
import org.tandemml.optimization.Lbfgs;
import org.tandemml.optimization.NewtonCg;
import org.tandemml.optimization.NewtonCholesky;
import org.tandemml.optimization.Optimum;
import org.tandemml.optimization.OwlQn;
import org.tandemml.optimization.ProximalNewton;
import org.tandemml.regularization.Penalty;

/// One fit of logistic regression: from rows, weights and classes to the objective, through the solver, to the model.
final class LogisticFit {
    static final String SEPARABLE = "the classes are separable: the optimum is at infinity";
    private static final int MINI_BATCH = 32;
    private static final int MOST_CHOLESKY = 600;
    private static final int MOST_CHOLESKY_SPARSE = 200;
    /// The Hessian of K classes takes K(K+1)/2 Gram matrices.
    private static final int MOST_CHOLESKY_MANY_CLASSES = 250;

    private final LogisticRegression settings;
    private final Dataset data;
    private final Fitting how;
    private final Parallel loop;
    private final Target.Classes target;
    private final List<String> notes = new ArrayList<>();
    /// Positions of the classes that have rows, among all named ones.
    private final int[] present;
    /// Class of each kept row among the present ones.
    private final int[] codes;
    /// Weight of each kept row; they sum to 1.
    private final double[] weights;
    private final double sumOfWeights;
    private final Matrix features;

    LogisticFit(LogisticRegression settings, Dataset data, Fitting how) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        loop = how.parallel();
        target = data.classes();
        KeptRows kept = KeptRows.of(data);
        features = kept.features();
        int[] chosen =
                Arrays.stream(kept.positions()).map(i -> target.codes()[i]).toArray();
        int[] counts = new int[target.names().size()];
        for (int code : chosen) {
            counts[code]++;
        }
        present = IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
        requireTwoClasses(counts);
        int[] position = new int[counts.length];
        for (int k = 0; k < present.length; k++) {
            position[present[k]] = k;
        }
        codes = Arrays.stream(chosen).map(code -> position[code]).toArray();
        double[] ofClass = settings.classWeights().of(target, counts);
        weights = new double[chosen.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = data.weight(kept.positions()[i]) * ofClass[chosen[i]];
            sum += weights[i];
        }
        sumOfWeights = KeptRows.checkedSum(sum);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    private void requireTwoClasses(int[] counts) {
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
                    + ": probability 0");
        }
    }

    LogisticModel run() {
        Recentred rows =
                Recentred.of(features, data.schema(), weights, settings.intercept(), settings.standardize(), loop);
        Design design = rows.design();
        Standardization scaling = rows.scaling();
        noteIdleColumns(scaling);
        Penalty penalty = settings.penalty();
        LogisticObjective objective = present.length == 2
                ? new BinaryObjective(design, scaling, codes, weights, penalty, loop)
                : new SoftmaxObjective(design, scaling, present.length, codes, weights, penalty, loop);
        Optimum optimum = solve(objective, scaling, design);
        notes.addAll(optimum.notes());
        double[] point = optimum.point();
        boolean converged = optimum.converged();
        double[] standardErrors = {};
        if (penalty.lambda() == 0) {
            double[] gradient = new double[point.length];
            objective.evaluate(point, gradient);
            if (objective.smallestMargin() > 0) {
                notes.add(SEPARABLE);
                converged = false;
            } else if (converged) {
                CovarianceAtOptimum covariance =
                        CovarianceAtOptimum.of(objective, rows.original(), present.length, gradient, sumOfWeights);
                covariance.warning().ifPresent(notes::add);
                converged = !covariance.atInfinity();
                standardErrors =
                        covariance.standardErrors().map(e -> spread(e, scaling)).orElse(standardErrors);
            }
        }
        double penaltyValue = onVariables(scaling).value(point) + objective.penalty(point);
        FitReport report = new FitReport(
                converged,
                converged == optimum.converged() ? optimum.reason() : notes.getLast(),
                optimum.iterations(),
                optimum.value(),
                optimum.trace(),
                certificate(optimum, objective, scaling),
                notes);
        return model(point, rows.original(), -(optimum.value() - penaltyValue) * sumOfWeights, standardErrors, report);
    }

    /// The gradient's or subgradient's norm; where something is penalised, the duality gap too.
    private Map<String, Double> certificate(Optimum optimum, LogisticObjective objective, Standardization scaling) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("gradient_norm", optimum.gradientNorm());
        if (settings.penalty().lambda() > 0) {
            double[] point = optimum.point();
            double[] slope = optimum.gradient();
            double strength = LogisticObjective.smoothStrength(settings.penalty());
            for (int i = 0; i < slope.length; i++) {
                int j = i % scaling.width();
                slope[i] -= j < scaling.columns ? strength * scaling.penaltyFactor[j] * point[i] : 0;
            }
            double[] shares = new double[present.length];
            for (int i = 0; i < codes.length; i++) {
                shares[codes[i]] += weights[i];
            }
            CoordinatePenalty all = scaling.penalty(settings.penalty(), point.length / scaling.width(), 1);
            double loss = optimum.value() - onVariables(scaling).value(point) - objective.penalty(point);
            certificate.put("duality_gap", LogisticDualityGap.of(loss, point, slope, all, scaling, shares));
        }
        return certificate;
    }

    private void noteIdleColumns(Standardization scaling) {
        List<String> idle = IntStream.range(0, scaling.columns)
                .filter(j -> scaling.inverseScale[j] == 0)
                .mapToObj(j -> data.schema().column(j).name())
                .toList();
        if (!idle.isEmpty()) {
            notes.add((idle.size() == 1 ? "1 column is" : idle.size() + " columns are")
                    + " constant and got the coefficient 0: "
                    + String.join(", ", idle.subList(0, Math.min(5, idle.size()))) + (idle.size() > 5 ? ", …" : ""));
        }
    }

    private Optimum solve(LogisticObjective objective, Standardization scaling, Design design) {
        Solver solver = settings.solver() == Solver.AUTO ? chosen(objective, design) : settings.solver();
        double tolerance = settings.tolerance();
        int most = settings.maxIterations();
        return switch (solver) {
            case AUTO -> throw new IllegalStateException("auto was not resolved");
            case NEWTON_CHOLESKY -> new NewtonCholesky(tolerance, most).minimize(objective, objective.start(), how);
            case LBFGS -> new Lbfgs(tolerance, most).minimize(objective, objective.start(), how);
            case NEWTON_CG -> new NewtonCg(tolerance, most).minimize(objective, objective.start(), how);
            case PROXIMAL_NEWTON ->
                new ProximalNewton(tolerance, most).minimize(objective, onVariables(scaling), objective.start(), how);
            case OWL_QN -> new OwlQn(tolerance, most).minimize(objective, onVariables(scaling), objective.start(), how);
            case GRADIENT_DESCENT -> new GradientDescent(tolerance, most).minimize(objective, objective.start(), how);
            case DUAL_COORDINATE_DESCENT, SAGA, STOCHASTIC_GRADIENT_DESCENT, MINI_BATCH_GRADIENT_DESCENT ->
                byRows(solver, objective, scaling, design);
        };
    }

    private Optimum byRows(Solver solver, LogisticObjective objective, Standardization scaling, Design design) {
        if (present.length > 2 && !solver.takesManyClasses()) {
            throw new InputException("solver " + solver.text() + " takes 2 classes, the data have " + present.length
                    + ": " + Solver.names(s -> s.takesManyClasses() && s.takes(settings.penalty())) + " can do it");
        }
        Penalty penalty = settings.penalty();
        RowProblem problem = new RowProblem(design, scaling, present.length, codes, weights, penalty);
        double[] start = objective.start();
        Seed seed = new Seed(how.seed());
        EpochDescent.Epoch epoch = switch (solver) {
            case SAGA -> new Saga(problem, start, seed);
            case DUAL_COORDINATE_DESCENT -> new DualDescent(problem, penalty.l2(), start, seed);
            case STOCHASTIC_GRADIENT_DESCENT -> new StochasticDescent(problem, 1, seed);
            default -> new StochasticDescent(problem, MINI_BATCH, seed);
        };
        return new EpochDescent(solver.text(), settings.tolerance(), settings.maxIterations())
                .minimize(objective, onVariables(scaling), start, epoch, how);
    }

    /// The penalty that is not inside the objective.
    private CoordinatePenalty onVariables(Standardization scaling) {
        Penalty beside = settings.penalty().l1() > 0 ? settings.penalty() : Penalty.none();
        return scaling.penalty(beside, present.length == 2 ? 1 : present.length, 1);
    }

    private Solver chosen(LogisticObjective objective, Design design) {
        int d = objective.dimension();
        if (settings.penalty().l1() > 0) {
            notes.add("solver proximal-newton: the penalty has an L1 part");
            return Solver.PROXIMAL_NEWTON;
        }
        boolean sparse = features instanceof SparseMatrix;
        int most = sparse ? MOST_CHOLESKY_SPARSE : present.length > 2 ? MOST_CHOLESKY_MANY_CLASSES : MOST_CHOLESKY;
        boolean few = d <= most;
        notes.add("solver " + (few ? "newton-cholesky" : "newton-cg") + ": " + d + " coefficients "
                + (few ? "<= " : "> ") + most + " (" + (sparse ? "sparse" : "dense") + " data of " + design.rows()
                + " rows, " + present.length + " classes)");
        return few ? Solver.NEWTON_CHOLESKY : Solver.NEWTON_CG;
    }

    /// The vectors of the model: one for two classes, else one for every named class.
    private int vectors() {
        return target.names().size() == 2 ? 1 : target.names().size();
    }

    private LogisticModel model(
            double[] point, Standardization scaling, double logLikelihood, double[] standardErrors, FitReport report) {
        int p = scaling.columns;
        int fitted = present.length == 2 ? 1 : present.length;
        double[] beta = new double[fitted * p];
        double[] offset = new double[fitted];
        for (int k = 0; k < fitted; k++) {
            offset[k] = scaling.toOriginal(point, k * scaling.width(), beta, k * p);
        }
        double[] coefficients = beta;
        double[] intercepts = offset;
        if (fitted > 1) {
            centre(intercepts);
        }
        if (vectors() != fitted) {
            coefficients = new double[vectors() * p];
            intercepts = new double[vectors()];
            Arrays.fill(intercepts, LogisticModel.ABSENT);
            for (int k = 0; k < present.length; k++) {
                // Two classes out of more: ±z/2, whose difference is z.
                double half = fitted == 1 ? k - 0.5 : 1;
                int from = fitted == 1 ? 0 : k;
                for (int j = 0; j < p; j++) {
                    coefficients[present[k] * p + j] = half * beta[from * p + j];
                }
                intercepts[present[k]] = half * offset[from];
            }
        }
        return new LogisticModel(
                data.schema(),
                target.name(),
                target.names(),
                coefficients,
                intercepts,
                logLikelihood,
                standardErrors,
                report,
                Provenance.of(settings, data, how));
    }

    private static void centre(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        for (int k = 0; k < values.length; k++) {
            values[k] -= mean;
        }
    }

    /// Standard errors of the fitted vectors as those of the model's; absent classes have none.
    private double[] spread(double[] errors, Standardization scaling) {
        int group = scaling.columns + 1;
        if (vectors() * group == errors.length) {
            return errors;
        }
        double[] all = new double[vectors() * group];
        Arrays.fill(all, Double.NaN);
        for (int k = 0; k < present.length; k++) {
            for (int j = 0; j < group; j++) {
                all[present[k] * group + j] = present.length == 2 ? errors[j] / 2 : errors[k * group + j];
            }
        }
        return all;
    }
}
