package org.tandemml.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
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
    private static final int MOST_CHOLESKY = 600;
    private static final int MOST_CHOLESKY_SPARSE = 200;
    /// The Hessian of K classes takes K(K+1)/2 Gram matrices.
    private static final int MOST_CHOLESKY_MANY_CLASSES = 250;

    final LogisticRegression settings;
    final Dataset data;
    final Fitting how;
    final Parallel loop;
    final Target.Classes target;
    final List<String> notes = new ArrayList<>();
    /// Positions of the classes that have rows, among all named ones.
    final int[] present;
    /// Class of each kept row among the present ones.
    final int[] codes;
    /// Weight of each kept row; they sum to 1.
    final double[] weights;
    final double sumOfWeights;
    private final Matrix features;
    /// What is added to the score of each kept row, and the column it came from; empty and -1 for nothing.
    final double[] offsets;
    private final int offsetColumn;
    final ClassVectors classVectors;
    /// The factor of the weight of each named class.
    final double[] ofClass;
    private Optional<LogisticModel> start = Optional.empty();

    LogisticFit(LogisticRegression settings, Dataset data, Fitting how) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        settings.steps().require(settings.solver());
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
        ofClass = settings.classWeights().of(target, counts);
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
        offsetColumn = offsetColumn();
        classVectors = new ClassVectors(present, target.names().size(), offsetColumn);
        offsets = new double[offsetColumn < 0 ? 0 : weights.length];
        Arrays.setAll(offsets, i -> features.get(i, offsetColumn));
    }

    private int offsetColumn() {
        String name = settings.offset();
        if (name.isEmpty()) {
            return -1;
        }
        List<String> names = IntStream.range(0, data.schema().size())
                .mapToObj(j -> data.schema().column(j).name())
                .toList();
        if (!names.contains(name)) {
            throw Check.unknown("offset column", name, names);
        }
        if (target.names().size() > 2) {
            throw new InputException(
                    "offset \"" + name + "\" shifts the score of one class against the other: it needs 2"
                            + " classes, the target has " + target.names().size());
        }
        return names.indexOf(name);
    }

    /// The fit begins at the coefficients of this model.
    LogisticFit from(LogisticModel model) {
        if (!model.schema().equals(data.schema()) || !model.classes().equals(target.names())) {
            throw new InputException("the model to start from must have the same columns and classes as the data");
        }
        start = Optional.of(model);
        return this;
    }

    /// The same rows and loss for a path of penalties.
    PathProblem problem() {
        for (int k : present) {
            if (Arrays.stream(target.codes()).filter(code -> code == k).count() < 2) {
                throw new InputException("class \"" + target.names().get(k) + "\" has 1 row: cross-validation along the"
                        + " path needs 2 of each class; set path to false, or leave this class out");
            }
        }
        Recentred rows = rows();
        // The strength of the L2 part must not be inside the objective.
        LogisticObjective loss = objective(rows, Penalty.l1(1));
        return new LogisticPathProblem(this, rows, loss);
    }

    private Recentred rows() {
        Recentred rows =
                Recentred.of(features, data.schema(), weights, settings.intercept(), settings.standardize(), loop);
        return offsetColumn < 0 ? rows : rows.without(offsetColumn);
    }

    private LogisticObjective objective(Recentred rows, Penalty penalty) {
        return objective(rows, penalty, codes, weights, offsets);
    }

    LogisticObjective objective(Recentred rows, Penalty penalty, int[] codes, double[] weights, double[] offsets) {
        return present.length == 2
                ? new BinaryObjective(rows.design(), rows.scaling(), codes, weights, offsets, penalty, loop)
                : new SoftmaxObjective(rows.design(), rows.scaling(), present.length, codes, weights, penalty, loop);
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
        return run(settings, null);
    }

    /// With the path along which the strength of the penalty was chosen, for the learner that was asked for it.
    LogisticModel run(LogisticRegression asked, @Nullable RegularizationPath path) {
        Recentred rows = rows();
        Design design = rows.design();
        Standardization scaling = rows.scaling();
        if (path != null) {
            notes.add(path.summary());
        }
        noteIdleColumns(scaling);
        Penalty penalty = settings.penalty();
        LogisticObjective objective = objective(rows, penalty);
        Optimum optimum = solve(objective, rows);
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
                standardErrors = covariance
                        .standardErrors()
                        .map(e -> classVectors.spread(e, scaling.columns))
                        .orElse(standardErrors);
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
        double logLikelihood = -(optimum.value() - penaltyValue) * sumOfWeights;
        return model(classVectors.terms(point, rows.original()), logLikelihood, standardErrors, report, asked, path);
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
            LogisticDualityGap.Offset offset = offsets.length == 0
                    ? LogisticDualityGap.Offset.NONE
                    : LogisticDualityGap.Offset.of(offsets, weights);
            double loss = optimum.value() - onVariables(scaling).value(point) - objective.penalty(point);
            certificate.put("duality_gap", LogisticDualityGap.of(loss, point, slope, all, scaling, shares, offset));
        }
        return certificate;
    }

    private void noteIdleColumns(Standardization scaling) {
        List<String> idle = IntStream.range(0, scaling.columns)
                .filter(j -> scaling.inverseScale[j] == 0 && j != offsetColumn)
                .mapToObj(j -> data.schema().column(j).name())
                .toList();
        if (!idle.isEmpty()) {
            notes.add((idle.size() == 1 ? "1 column is" : idle.size() + " columns are")
                    + " constant and got the coefficient 0: "
                    + String.join(", ", idle.subList(0, Math.min(5, idle.size()))) + (idle.size() > 5 ? ", …" : ""));
        }
    }

    private Optimum solve(LogisticObjective objective, Recentred rows) {
        Solver solver = settings.solver() == Solver.AUTO ? chosen(objective, rows.design()) : settings.solver();
        double tolerance = settings.tolerance();
        double[] from = start.map(model -> classVectors.pointOf(model, rows.original()))
                .orElseGet(() -> settings.solver() == Solver.AUTO
                        ? new EarlyStart(this, rows).point(objective, solver).orElseGet(objective::start)
                        : objective.start());
        return minimum(objective, rows, solver, tolerance, from, how);
    }

    Optimum minimum(
            LogisticObjective objective, Recentred rows, Solver solver, double tolerance, double[] from, Fitting how) {
        Standardization scaling = rows.scaling();
        int most = settings.maxIterations();
        return switch (solver) {
            case AUTO -> throw new IllegalStateException("auto was not resolved");
            case NEWTON_CHOLESKY -> new NewtonCholesky(tolerance, most).minimize(objective, from, how);
            case LBFGS -> new Lbfgs(tolerance, most).minimize(objective, from, how);
            case NEWTON_CG -> new NewtonCg(tolerance, most).minimize(objective, from, how);
            case PROXIMAL_NEWTON ->
                new ProximalNewton(tolerance, most).minimize(objective, onVariables(scaling), from, how);
            case OWL_QN -> new OwlQn(tolerance, most).minimize(objective, onVariables(scaling), from, how);
            case GRADIENT_DESCENT ->
                new GradientDescent(
                                settings.steps().learningRate(),
                                settings.steps().schedule(),
                                settings.steps().momentum(),
                                tolerance,
                                most)
                        .minimize(objective, from, how);
            case DUAL_COORDINATE_DESCENT, SAGA, STOCHASTIC_GRADIENT_DESCENT, MINI_BATCH_GRADIENT_DESCENT ->
                byRows(solver, objective, scaling, rows.design(), from);
        };
    }

    private Optimum byRows(
            Solver solver, LogisticObjective objective, Standardization scaling, Design design, double[] start) {
        if (present.length > 2 && !solver.takesManyClasses()) {
            throw new InputException("solver " + solver.text() + " takes 2 classes, the data have " + present.length
                    + ": " + Solver.names(s -> s.takesManyClasses() && s.takes(settings.penalty())) + " can do it");
        }
        if (offsets.length > 0) {
            throw new InputException("solver " + solver.text() + " takes no offset: newton-cholesky, newton-cg, lbfgs,"
                    + " proximal-newton and owl-qn do, and auto chooses among them");
        }
        Penalty penalty = settings.penalty();
        boolean alike = solver == Solver.DUAL_COORDINATE_DESCENT;
        int together =
                solver == Solver.MINI_BATCH_GRADIENT_DESCENT ? settings.steps().batchSize() : 1;
        RowProblem problem = new RowProblem(design, scaling, present.length, codes, weights, penalty, alike, together);
        Seed seed = new Seed(how.seed());
        EpochDescent.Epoch epoch = switch (solver) {
            case SAGA -> new Saga(problem, start, seed);
            case DUAL_COORDINATE_DESCENT -> new DualDescent(problem, penalty.l2(), start, seed);
            case STOCHASTIC_GRADIENT_DESCENT ->
                new StochasticDescent(problem, settings.steps().withBatchSize(1), seed);
            default -> new StochasticDescent(problem, settings.steps(), seed);
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

    private LogisticModel model(
            PathProblem.Terms terms,
            double logLikelihood,
            double[] standardErrors,
            FitReport report,
            LogisticRegression asked,
            @Nullable RegularizationPath path) {
        return new LogisticModel(
                data.schema(),
                target.name(),
                target.names(),
                terms.coefficients(),
                terms.intercepts(),
                logLikelihood,
                standardErrors,
                path,
                report,
                Provenance.of(asked, data, how));
    }
}
