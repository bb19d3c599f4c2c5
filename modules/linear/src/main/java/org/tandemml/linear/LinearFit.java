package org.tandemml.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Dataset;
import org.tandemml.core.FitReport;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.optimization.Cholesky;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.NewtonCg;
import org.tandemml.optimization.NewtonCholesky;
import org.tandemml.optimization.Objective;
import org.tandemml.optimization.Optimum;
import org.tandemml.optimization.ProximalNewton;
import org.tandemml.regularization.Penalty;

/// One fit of linear regression: from rows, weights and numbers to the objective, through the solver, to the model.
///
/// The target is centred (with an intercept) and divided by its spread, so that tolerances mean the same whatever its
/// unit; the penalty is adapted so that the optimum stays where it is.
final class LinearFit {
    private static final int MOST_GRAM = 2000;
    private static final int MOST_CHOLESKY = 600;
    private static final int MOST_REFINEMENTS = 10;

    private final LinearRegression settings;
    private final Dataset data;
    private final Fitting how;
    private final Parallel loop;
    private final List<String> notes = new ArrayList<>();
    private final double[] weights;
    private final double sumOfWeights;
    private final double[] target;
    private final double centre;
    private final double spread;
    private final Design design;
    private final Standardization scaling;
    private final Standardization original;
    private final ResidualObjective objective;
    private final CoordinatePenalty beside;

    /// What a solver found; the inverse of ZᵀWZ is empty unless it came along.
    private record Solution(
            double[] point, boolean converged, String reason, int iterations, double[] trace, double[] inverse) {
        static Solution of(Optimum optimum) {
            return new Solution(
                    optimum.point(),
                    optimum.converged(),
                    optimum.reason(),
                    optimum.iterations(),
                    optimum.trace(),
                    new double[0]);
        }
    }

    LinearFit(LinearRegression settings, Dataset data, Fitting how) {
        this.settings = settings;
        this.data = data;
        this.how = how;
        loop = how.parallel();
        double[] numbers = data.numbers();
        KeptRows kept = KeptRows.of(data);
        int n = kept.count();
        weights = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = data.weight(kept.positions()[i]);
            sum += weights[i];
        }
        sumOfWeights = KeptRows.checkedSum(sum);
        double mean = 0;
        double seen = 0;
        for (int i = 0; i < n; i++) {
            seen += weights[i];
            mean += weights[i] / seen * (numbers[kept.positions()[i]] - mean);
        }
        centre = settings.intercept() ? mean : 0;
        target = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
            target[i] = numbers[kept.positions()[i]] - centre;
            squares += weights[i] * target[i] * target[i];
        }
        if (!Double.isFinite(squares)) {
            throw new InputException("target \"" + data.target().name()
                    + "\" holds values too large to square: divide it by a constant");
        }
        spread = squares > 0 ? Math.sqrt(squares) : 1;
        for (int i = 0; i < n; i++) {
            target[i] /= spread;
        }
        Recentred rows = Recentred.of(
                kept.features(), data.schema(), weights, settings.intercept(), settings.standardize(), loop);
        design = rows.design();
        scaling = rows.scaling();
        original = rows.original();
        double delta = settings.loss() instanceof Loss.Huber huber ? huber.delta() / spread : Double.POSITIVE_INFINITY;
        objective = new ResidualObjective(design, scaling, target, weights, delta, settings.penalty(), loop);
        Penalty rest = settings.penalty().l1() > 0 ? settings.penalty() : Penalty.none();
        beside = scaling.penalty(rest, 1, 1 / spread);
    }

    LinearModel run() {
        return run(settings, null);
    }

    /// The same rows and loss for a path of penalties.
    PathProblem problem() {
        int d = scaling.width();
        if (!(settings.loss() instanceof Loss.Squared) || d > MOST_GRAM) {
            return problem(objective);
        }
        double[] slope = new double[d];
        double start = objective.evaluate(new double[d], slope);
        double[] products = Arrays.stream(slope).map(v -> -v).toArray();
        return problem(new GramObjective(gramMatrix(), products, start));
    }

    private PathProblem problem(Objective.WithHessian loss) {
        return new LinearPathProblem(settings.loss(), loss, scaling, original, design.rows(), centre, spread);
    }

    /// With the path along which the strength of the penalty was chosen, for the learner that was asked for it.
    LinearModel run(LinearRegression asked, @Nullable RegularizationPath path) {
        if (path != null) {
            notes.add(path.summary());
        }
        Solution solution = solve();
        double[] point = solution.point();
        int p = scaling.columns;
        double[] coefficients = new double[p];
        double intercept = spread * original.toOriginal(point, 0, coefficients, 0);
        for (int j = 0; j < p; j++) {
            coefficients[j] *= spread;
        }
        double[] gradient = new double[point.length];
        double value = objective.evaluate(point, gradient) + beside.value(point);
        long used = Arrays.stream(point, 0, p).filter(v -> v != 0).count() + (settings.intercept() ? 1 : 0);
        double freedom = sumOfWeights - used;
        double variance =
                freedom > 0 ? objective.meanSquare(point) * spread * spread * sumOfWeights / freedom : Double.NaN;
        double[] errors = solution.inverse().length == 0 || !(freedom > 0)
                ? new double[0]
                : standardErrors(solution.inverse(), variance);
        double unit = spread * spread;
        FitReport report = new FitReport(
                solution.converged(),
                solution.reason(),
                solution.iterations(),
                value * unit,
                Arrays.stream(solution.trace()).map(v -> v * unit).toArray(),
                certificate(point, value, gradient),
                notes);
        return new LinearModel(
                data.schema(),
                data.target().name(),
                coefficients,
                intercept + centre,
                variance,
                freedom,
                errors,
                path,
                report,
                Provenance.of(asked, data, how));
    }

    private double[] standardErrors(double[] inverse, double variance) {
        double[] covariance = inverse.clone();
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] *= variance;
        }
        double[] errors = CovarianceAtOptimum.errors(covariance, 1, original, sumOfWeights);
        for (int j = 0; j < errors.length; j++) {
            errors[j] = errors[j] > 0 ? errors[j] : Double.NaN;
        }
        return errors;
    }

    /// The gradient's or subgradient's norm; beside an L1 part and the squared loss, the duality gap in the units of
    /// the objective.
    private Map<String, Double> certificate(double[] point, double value, double[] gradient) {
        Map<String, Double> certificate = new LinkedHashMap<>();
        certificate.put("gradient_norm", beside.violation(point, gradient));
        if (settings.penalty().l1() > 0 && settings.loss() instanceof Loss.Squared) {
            certificate.put("duality_gap", dualityGap(point, value, gradient) * spread * spread);
        }
        return certificate;
    }

    /// The residuals, scaled until no column's slope exceeds its l1 weight, are a feasible point of the dual. The ridge
    /// part counts as rows `√l2·eⱼ` with target 0. Source: Kim et al., *An interior-point method for large-scale
    /// l1-regularized least squares*, IEEE J. Sel. Top. Signal Process. 1(4), 2007, section III.
    private double dualityGap(double[] point, double value, double[] gradient) {
        double squares = objective.meanSquare(point);
        double product = squares;
        double scale = 1;
        for (int j = 0; j < scaling.columns; j++) {
            double slope = gradient[j] + beside.l2(j) * point[j];
            product -= point[j] * gradient[j];
            squares += beside.l2(j) * point[j] * point[j];
            if (Math.abs(slope) > beside.l1(j)) {
                scale = Math.min(scale, beside.l1(j) / Math.abs(slope));
            }
        }
        return Math.max(0, value - (scale * product - scale * scale / 2 * squares));
    }

    private Solution solve() {
        noteIdleColumns();
        boolean squared = settings.loss() instanceof Loss.Squared;
        int d = scaling.width();
        boolean free = settings.penalty().lambda() == 0;
        if (squared && d <= MOST_GRAM && (!free || design.rows() >= d)) {
            return byGram(free);
        }
        if (free && design.rows() < d) {
            notes.add("more coefficients than rows (" + d + " > " + design.rows()
                    + "): of all solutions the one with the least norm on scaled columns");
        }
        double tolerance = settings.tolerance();
        int most = settings.maxIterations();
        double[] start = new double[d];
        if (settings.penalty().l1() > 0) {
            return noted(
                    new ProximalNewton(tolerance, most).minimize(objective, beside, start, how), "proximal-newton");
        }
        if (!squared && d <= MOST_CHOLESKY) {
            return noted(new NewtonCholesky(tolerance, most).minimize(objective, start, how), "newton-cholesky");
        }
        return noted(new NewtonCg(tolerance, most).minimize(objective, start, how), "newton-cg");
    }

    private Solution noted(Optimum optimum, String solver) {
        notes.add("solver " + solver + ", in passes over the rows");
        notes.addAll(optimum.notes());
        return Solution.of(optimum);
    }

    private Solution byGram(boolean free) {
        int d = scaling.width();
        double[] gram = gramMatrix();
        double[] slope = new double[d];
        double start = objective.evaluate(new double[d], slope);
        double tolerance = settings.tolerance();
        int most = settings.maxIterations();
        if (settings.penalty().l1() > 0) {
            double[] products = Arrays.stream(slope).map(v -> -v).toArray();
            Objective.WithHessian quadratic = new GramObjective(gram, products, start);
            Optimum rough = new ProximalNewton(tolerance, most).minimize(quadratic, beside, new double[d], how);
            double[] gradient = new double[d];
            objective.evaluate(rough.point(), gradient);
            if (!rough.converged() || beside.violation(rough.point(), gradient) <= tolerance) {
                notes.add("solver: coordinate descent on the Gram matrix of " + d + " variables");
                return Solution.of(rough);
            }
            return noted(
                    new ProximalNewton(tolerance, most).minimize(objective, beside, rough.point(), how),
                    "proximal-newton");
        }
        double[] matrix = gram.clone();
        for (int j = 0; j < scaling.columns; j++) {
            matrix[j * d + j] += settings.penalty().l2() * scaling.penaltyFactor[j];
        }
        Optional<Cholesky> factor = Cholesky.of(d, matrix, 0);
        if (factor.isPresent()) {
            Solution refined = refined(factor.get(), start, slope);
            if (refined.converged()) {
                notes.add("solver: normal equations of " + d + " variables, refined with the residuals");
                return refined;
            }
        }
        return free
                ? orthogonal()
                : noted(new NewtonCg(tolerance, most).minimize(objective, new double[d], how), "newton-cg");
    }

    private double[] gramMatrix() {
        int d = scaling.width();
        double[] gram = new double[d * d];
        objective.evaluate(new double[d], new double[d]);
        objective.lossHessian(IntStream.range(0, d).toArray(), gram);
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                gram[j * d + i] = gram[i * d + j];
            }
        }
        return gram;
    }

    /// Steps `−H⁻¹·gradient` with the gradient from the residuals, as long as each reduces it: the error of the factor
    /// falls out, so the result is as good as that of an orthogonal factorisation.
    private Solution refined(Cholesky factor, double value, double[] slope) {
        int d = slope.length;
        double[] point = new double[d];
        double[] gradient = slope.clone();
        double[] trace = new double[MOST_REFINEMENTS + 1];
        trace[0] = value;
        double norm = largest(gradient);
        int rounds = 0;
        while (rounds < MOST_REFINEMENTS) {
            how.cancellation().check();
            double[] step = gradient.clone();
            factor.solve(step);
            double[] next = point.clone();
            for (int j = 0; j < d; j++) {
                next[j] -= step[j];
            }
            double[] nextGradient = new double[d];
            double nextValue = objective.evaluate(next, nextGradient);
            double nextNorm = largest(nextGradient);
            if (!(nextNorm < norm)) {
                break;
            }
            rounds++;
            how.progress().step("normal equations", rounds, MOST_REFINEMENTS, nextValue);
            trace[rounds] = nextValue;
            point = next;
            gradient = nextGradient;
            boolean done = nextNorm > norm / 2 || nextNorm == 0;
            norm = nextNorm;
            if (done) {
                break;
            }
        }
        boolean converged = norm <= settings.tolerance();
        double[] inverse = converged && settings.penalty().lambda() == 0 ? factor.inverse() : new double[0];
        String reason = "gradient norm " + brief(norm) + (converged ? " <= " : " > ") + brief(settings.tolerance());
        return new Solution(point, converged, reason, rounds, Arrays.copyOf(trace, rounds + 1), inverse);
    }

    private Solution orthogonal() {
        OrthogonalLeastSquares qr = new OrthogonalLeastSquares(design, scaling, target, weights, loop);
        notes.add("solver: QR factorisation with pivoting, as the normal equations are too ill-conditioned");
        int[] dependent = Arrays.stream(qr.dependent)
                .filter(j -> j < scaling.columns && scaling.inverseScale[j] > 0)
                .toArray();
        if (dependent.length > 0) {
            notes.add("columns that depend linearly on others got the coefficient 0: " + names(dependent));
        }
        double[] gradient = new double[scaling.width()];
        double value = objective.evaluate(qr.solution, gradient);
        return new Solution(qr.solution, true, "orthogonal factorisation", 1, new double[] {0.5, value}, qr.inverse);
    }

    private void noteIdleColumns() {
        int[] idle = IntStream.range(0, scaling.columns)
                .filter(j -> scaling.inverseScale[j] == 0)
                .toArray();
        if (idle.length > 0) {
            notes.add((idle.length == 1 ? "1 column is" : idle.length + " columns are")
                    + " constant and got the coefficient 0: " + names(idle));
        }
    }

    private String names(int[] columns) {
        return Arrays.stream(columns)
                        .limit(5)
                        .mapToObj(j -> data.schema().column(j).name())
                        .collect(Collectors.joining(", "))
                + (columns.length > 5 ? ", …" : "");
    }

    private static double largest(double[] v) {
        double largest = 0;
        for (double x : v) {
            largest = Math.abs(x) > largest || Double.isNaN(x) ? Math.abs(x) : largest;
        }
        return largest;
    }

    private static String brief(double value) {
        return String.format(java.util.Locale.ROOT, "%.2g", value);
    }
}
