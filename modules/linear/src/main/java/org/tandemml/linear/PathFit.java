package org.tandemml.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Progress;
import org.tandemml.core.Splits;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.NewtonCg;
import org.tandemml.optimization.Objective;
import org.tandemml.optimization.Optimum;
import org.tandemml.optimization.ProximalNewton;
import org.tandemml.regularization.Penalty;

/// Runs down the path of one learner and, unless λ is given, judges it by cross-validation.
///
/// Screening by the sequential strong rule and its check by the gradients of all variables are those of
/// [ProximalNewton.Path]. The folds are independent and spread over the threads; their results do not depend on that.
final class PathFit {
    /// With a smaller share of L1 the largest λ is taken as if the share were this, as it would be infinite without.
    private static final double LEAST_SHARE = 1e-3;
    private static final double EXPLAINED = 1e-3;
    /// A gradient of this size leaves the objective within about 1e-10 of the optimum: far below what tells two points
    /// of a path apart. The model at the chosen λ is fitted to the tolerance asked for.
    private static final double ENOUGH = 1e-6;
    private static final double INSURMOUNTABLE = 1e100;
    /// The Hessian of a penalty that sets nothing to 0 holds all variables: with more than these, conjugate gradients
    /// take the place of coordinate descent.
    private static final int MOST_WITHOUT_L1 = 600;

    private final Penalty penalty;
    private final PathSearch search;
    private final double tolerance;
    private final int maxIterations;
    private final BiFunction<Dataset, Fitting, PathProblem> problems;

    PathFit(
            Penalty penalty,
            PathSearch search,
            double tolerance,
            int maxIterations,
            BiFunction<Dataset, Fitting, PathProblem> problems) {
        if (penalty.equals(Penalty.none())) {
            throw new InputException("a path needs a penalty whose strength it can vary: set penalty to l1, l2 or"
                    + " elastic-net, or path to false");
        }
        this.penalty = penalty;
        this.search = search;
        this.tolerance = Math.max(tolerance, ENOUGH);
        this.maxIterations = maxIterations;
        this.problems = problems;
    }

    RegularizationPath run(Dataset data, Fitting how) {
        PathProblem problem = problems.apply(data, how);
        double[] grid = grid(problem);
        List<PathProblem.Terms> terms = new ArrayList<>();
        double[] losses = new double[grid.length];
        double[] found = descend(problem, grid, how, (at, i) -> {
            terms.add(at.terms);
            losses[i] = at.loss * problem.unit();
        });
        double[] lambdas = Arrays.copyOf(grid, found.length);
        if (search.rule() == PathSearch.Rule.GIVEN) {
            return path(data, problem, lambdas, losses, new double[0], new double[0], terms);
        }
        double[][] folds = validate(data, lambdas, how);
        double[] mean = new double[lambdas.length];
        double[] error = new double[lambdas.length];
        for (int i = 0; i < lambdas.length; i++) {
            int point = i;
            double[] ofFold = Arrays.stream(folds)
                    .mapToDouble(fold -> fold[point])
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            mean[i] = Arrays.stream(ofFold).average().orElse(Double.NaN);
            double m = mean[i];
            double squares = Arrays.stream(ofFold).map(v -> (v - m) * (v - m)).sum();
            error[i] = Math.sqrt(squares / (ofFold.length - 1) / ofFold.length);
        }
        return path(data, problem, lambdas, losses, mean, error, terms);
    }

    private RegularizationPath path(
            Dataset data,
            PathProblem problem,
            double[] lambdas,
            double[] losses,
            double[] validation,
            double[] errors,
            List<PathProblem.Terms> terms) {
        return new RegularizationPath(
                data.schema(),
                lambdas,
                Arrays.copyOf(losses, lambdas.length),
                validation,
                errors,
                search.rule(),
                penalty.lambda(),
                problem.spreads(),
                terms);
    }

    private double[] grid(PathProblem problem) {
        // Held at 0 by a penalty that nothing overcomes, all but the intercepts stay there.
        ProximalNewton.Path held =
                new ProximalNewton(tolerance, maxIterations).path(problem.loss(), problem.start(), Fitting.defaults());
        held.minimize(problem.penalty(Penalty.l1(INSURMOUNTABLE)));
        double[] gradient = held.gradient();
        CoordinatePenalty unit = problem.penalty(Penalty.l1(1));
        double largest = 0;
        for (int j = 0; j < gradient.length; j++) {
            if (unit.l1(j) > 0) {
                largest = Math.max(largest, Math.abs(gradient[j]) / unit.l1(j));
            }
        }
        double top = largest / Math.max(LEAST_SHARE, penalty.l1Share());
        if (!(top > 0)) {
            throw new InputException(
                    "no column tells anything of the target, so there is no path to choose lambda from:"
                            + " set path to false");
        }
        double ratio = problem.rows() > problem.columns() ? 1e-4 : 1e-2;
        double[] grid = new double[search.points()];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = top * Math.pow(ratio, i / (grid.length - 1.0));
        }
        return grid;
    }

    /// One search after the other, each from where the one before ended.
    private interface Walk {
        Optimum minimize(CoordinatePenalty penalty);
    }

    private Walk walk(PathProblem problem, Fitting how) {
        int variables = problem.vectors() * problem.columns();
        if (penalty.l1Share() == 0
                && variables > MOST_WITHOUT_L1
                && problem.loss() instanceof Objective.WithHessianProduct loss) {
            double[][] at = {problem.start()};
            return next -> {
                Optimum optimum =
                        new NewtonCg(tolerance, maxIterations).minimize(new RidgedLoss(loss, next), at[0], how);
                at[0] = optimum.point();
                return optimum;
            };
        }
        return new ProximalNewton(tolerance, maxIterations).path(problem.loss(), problem.start(), how)::minimize;
    }

    private record At(PathProblem.Terms terms, double loss) {}

    /// Fits for each λ in turn and returns the fraction of the loss that is left at each; ends early where that is next
    /// to nothing.
    private double[] descend(PathProblem problem, double[] grid, Fitting how, ObjIntConsumer<At> each) {
        Walk path = walk(problem, how.withProgress(Progress.NONE));
        double[] left = new double[grid.length];
        double empty = Double.NaN;
        for (int i = 0; i < grid.length; i++) {
            CoordinatePenalty now = problem.penalty(penalty.withLambda(grid[i]));
            Optimum optimum = path.minimize(now);
            double[] point = optimum.point();
            double loss = optimum.value() - now.value(point);
            each.accept(new At(problem.terms(point), loss), i);
            empty = i == 0 ? loss : empty;
            left[i] = loss / empty;
            how.progress().step("path", i + 1, grid.length, loss * problem.unit());
            if (left[i] < EXPLAINED && i > 0) {
                return Arrays.copyOf(left, i + 1);
            }
        }
        return left;
    }

    /// The loss of each fold at each λ. As many folds as there are threads run at once, so that no more copies of the
    /// data exist than that.
    private double[][] validate(Dataset data, double[] lambdas, Fitting how) {
        int folds = Math.min(search.folds(), data.rows());
        int[] foldOfRow = Splits.foldOfRow(data.target(), data.rows(), folds, how.seed());
        double[][] losses = new double[folds][];
        for (int first = 0; first < folds; first += how.threads()) {
            int wave = first;
            int count = Math.min(how.threads(), folds - first);
            how.parallel().run(count, i -> losses[wave + i] = lossesOfFold(data, foldOfRow, wave + i, lambdas, how));
            how.progress().step("cross-validation of the path", first + count, folds, Double.NaN);
        }
        return losses;
    }

    private double[] lossesOfFold(Dataset data, int[] foldOfRow, int fold, double[] lambdas, Fitting how) {
        Fitting inside = how.withThreads(1).withProgress(Progress.NONE);
        PathProblem problem = problems.apply(data.select(rows(foldOfRow, f -> f != fold)), inside);
        Dataset leftOut = data.select(rows(foldOfRow, f -> f == fold));
        Design rows = Design.of(leftOut.features());
        double[] losses = new double[lambdas.length];
        double[] reached =
                descend(problem, lambdas, inside, (at, i) -> losses[i] = problem.lossOn(at.terms, leftOut, rows));
        // Where all is explained the rest of the path stays as it is.
        Arrays.fill(losses, reached.length, losses.length, losses[reached.length - 1]);
        return losses;
    }

    private static int[] rows(int[] foldOfRow, IntPredicate chosen) {
        return IntStream.range(0, foldOfRow.length)
                .filter(i -> chosen.test(foldOfRow[i]))
                .toArray();
    }
}
