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
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Lbfgs;
import org.tandemml.optimization.NewtonCg;
import org.tandemml.optimization.NewtonCholesky;
import org.tandemml.optimization.Optimum;
import org.tandemml.optimization.ProximalNewton;
import org.tandemml.regularization.Penalty;

/// One fit of logistic regression: from rows, weights and classes to the objective, through the solver, to the model.
final class LogisticFit {
    static final String SEPARABLE = "the classes are separable: the optimum is at infinity";
    private static final int MOST_CHOLESKY = 600;
    private static final int MOST_CHOLESKY_SPARSE = 200;
    /// The Hessian of K classes takes K(K+1)/2 Gram matrices.
    private static final int MOST_CHOLESKY_MANY_CLASSES = 250;

    private final LogisticRegression settings;
    final Dataset data;
    private final Fitting how;
    final Parallel loop;
    final Target.Classes target;
    private final List<String> notes = new ArrayList<>();
    /// Positions of the classes that have rows, among all named ones.
    final int[] present;
    /// Class of each kept row among the present ones.
    final int[] codes;
    /// Weight of each kept row; they sum to 1.
    final double[] weights;
    final double sumOfWeights;
    private final Matrix features;
    /// What is added to the score of each kept row, and the column it came from; empty and -1 for nothing.
    private final double[] offsets;
    private final int offsetColumn;
    /// The factor of the weight of each named class.
    final double[] ofClass;
    private Optional<LogisticModel> start = Optional.empty();

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
                certificate(optimum),
                notes);
        double logLikelihood = -(optimum.value() - penaltyValue) * sumOfWeights;
        return model(terms(point, rows.original()), logLikelihood, standardErrors, report, asked, path);
    }

    private static Map<String, Double> certificate(Optimum optimum) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("gradient_norm", optimum.gradientNorm());
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
        Standardization scaling = rows.scaling();
        Solver solver = settings.solver() == Solver.AUTO ? chosen(objective, rows.design()) : settings.solver();
        double tolerance = settings.tolerance();
        int most = settings.maxIterations();
        double[] from = start.map(model -> pointOf(model, rows.original())).orElseGet(objective::start);
        return switch (solver) {
            case AUTO -> throw new IllegalStateException("auto was not resolved");
            case NEWTON_CHOLESKY -> new NewtonCholesky(tolerance, most).minimize(objective, from, how);
            case LBFGS -> new Lbfgs(tolerance, most).minimize(objective, from, how);
            case NEWTON_CG -> new NewtonCg(tolerance, most).minimize(objective, from, how);
            case PROXIMAL_NEWTON ->
                new ProximalNewton(tolerance, most).minimize(objective, onVariables(scaling), from, how);
        };
    }

    /// The coefficients of a model as those of the scaled columns, those of absent classes as 0.
    private double[] pointOf(LogisticModel model, Standardization scaling) {
        int p = scaling.columns;
        double[] coefficients = model.coefficients();
        double[] intercepts = model.intercepts();
        int fitted = present.length == 2 ? 1 : present.length;
        double[] point = new double[fitted * scaling.width()];
        for (int k = 0; k < fitted; k++) {
            int of = intercepts.length == 1 ? 0 : present[fitted == 1 ? 1 : k];
            int less = fitted == 1 && intercepts.length > 1 ? present[0] : -1;
            double intercept = known(intercepts[of]) - (less < 0 ? 0 : known(intercepts[less]));
            for (int j = 0; j < p; j++) {
                if (j == offsetColumn) {
                    continue;
                }
                double beta = coefficients[of * p + j] - (less < 0 ? 0 : coefficients[less * p + j]);
                if (scaling.inverseScale[j] > 0) {
                    point[k * scaling.width() + j] = beta / scaling.inverseScale[j];
                }
                intercept += beta * scaling.centre[j];
            }
            if (scaling.intercept) {
                point[k * scaling.width() + p] = intercept;
            }
        }
        return point;
    }

    private static double known(double intercept) {
        return intercept == LogisticModel.ABSENT ? 0 : intercept;
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
    int vectors() {
        return target.names().size() == 2 ? 1 : target.names().size();
    }

    /// A point in the solver's coordinates as the coefficients of the model.
    PathProblem.Terms terms(double[] point, Standardization scaling) {
        int p = scaling.columns;
        int fitted = present.length == 2 ? 1 : present.length;
        double[] beta = new double[fitted * p];
        double[] offset = new double[fitted];
        for (int k = 0; k < fitted; k++) {
            offset[k] = scaling.toOriginal(point, k * scaling.width(), beta, k * p);
        }
        if (offsetColumn >= 0) {
            beta[offsetColumn] = 1;
        }
        if (fitted > 1) {
            centre(offset);
        }
        if (vectors() == fitted) {
            return new PathProblem.Terms(beta, offset);
        }
        double[] coefficients = new double[vectors() * p];
        double[] intercepts = new double[vectors()];
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
        return new PathProblem.Terms(coefficients, intercepts);
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
