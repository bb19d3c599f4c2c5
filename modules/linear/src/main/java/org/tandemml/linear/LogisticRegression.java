package org.tandemml.linear;

import org.tandemml.core.Check;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.regularization.Penalty;

/// Logistic regression: class probabilities from linear scores, by penalised maximum likelihood.
///
/// Two classes: `P(second | x) = 1/(1 + exp(−z))` with one vector, `z = β·x + intercept`. K > 2 classes: `P(k | x)` is
/// proportional to `exp(zₖ)`, with one vector for every class (symmetric softmax), so renaming classes changes nothing.
/// Minimised is
///
/// ```
/// (1/Σw) Σ wᵢ·(−log P(yᵢ | xᵢ)) + λ·(ρ‖β‖₁ + (1−ρ)/2·‖β‖²)
/// ```
///
/// where w are row weights times class weights and the intercepts are not penalised: `λ = 1/(C·Σw)` where a field says
/// `C`. With `standardize` the penalty acts on the coefficients of columns divided by their standard deviation (divisor
/// Σw), as in glmnet, so units do not matter; without, on the raw ones, as in scikit-learn and LIBLINEAR. The solver
/// centres and scales inside either way, without copying the data, and coefficients come out in original units.
///
/// Constant columns get the coefficient 0. A class that is named but has no row gets coefficients 0 and the intercept
/// [LogisticModel#ABSENT], hence probability 0. Without a penalty, classes that some plane separates have their optimum
/// at infinity: the fit stops on the way and the report says so.
///
/// **Source**: McCullagh and Nelder, *Generalized Linear Models*, 2nd ed., chapters 4 and 5; Friedman, Hastie and
/// Tibshirani, *Regularization paths for generalized linear models via coordinate descent*, JSS 33(1), 2010.
/// **Shapes**: features n × p, dense or sparse. **Cost**: O(stored cells · K) a pass; tens of passes; for
/// Newton-Cholesky also `K²·p²` numbers. **Determinism**: same data, same bits, for any number of threads. **Errors**:
/// `InputException` for a target without classes, fewer than 2 classes with rows, categories, missing or infinite
/// features, a solver that cannot do the penalty, and class weights that name unknown classes.
///
/// @param penalty what keeps coefficients small: none, L1, L2 or elastic net
/// @param standardize whether the penalty acts on coefficients of standardised columns
/// @param intercept whether scores have a constant term
/// @param classWeights how much rows of each class count
/// @param solver how the optimum is found
/// @param steps learning rate, schedule, batch size and momentum of the gradient descents
/// @param path whether λ is chosen along a path of values by cross-validation instead of taken from the penalty
/// @param offset column whose values are added to the score as they are, as for exposures; empty for none
/// @param tolerance largest component of the gradient, with respect to coefficients of the scaled columns, at which the
///     solver stops
/// @param maxIterations most iterations of the solver
public record LogisticRegression(
        @Setting(
                "what keeps coefficients small: none, l1:λ, l2:λ or elastic-net:λ:ρ; λ and ρ can be set alone as lambda"
                        + " and l1-share")
        Penalty penalty,

        @Setting("whether the penalty acts on coefficients of standardised columns")
        boolean standardize,

        @Setting("whether scores have a constant term") boolean intercept,

        @Setting("how much rows of each class count: none, balanced or name:weight,name:weight")
        ClassWeights classWeights,

        @Setting("how the optimum is found; auto chooses by the shape of the data")
        Solver solver,

        @Setting("how the gradient descents step, rate/schedule/rows/momentum: or each alone as learning-rate (0: found"
                + " by the method), schedule, batch-size, momentum")
        GradientSteps steps,

        @Setting("whether lambda is chosen along a path of values by cross-validation: false, true,"
                + " minimum or one-standard-error; given: the path is drawn, lambda stays")
        PathSearch path,

        @Setting("numeric column added to the score as it is, with the coefficient 1 (two classes); empty for none")
        String offset,

        @Setting("largest component of the gradient at which the solver stops")
        double tolerance,

        @Setting("most iterations of the solver") int maxIterations)
        implements Learner.OfClasses<LogisticModel> {
    /// Checks the settings.
    public LogisticRegression {
        if (!solver.takes(penalty)) {
            throw new InputException("solver " + solver.text() + " cannot minimise with the penalty " + penalty
                    + (penalty.l1() > 0 ? ", which has an L1 part: " : ", which has no L2 part: ")
                    + Solver.names(s -> s.takes(penalty)) + " can, and auto chooses among them");
        }
        if (path.wanted() && solver != Solver.AUTO && solver != Solver.PROXIMAL_NEWTON) {
            throw new InputException(
                    "a path is found by solver proximal-newton, which auto chooses, not by " + solver.text());
        }
        if (path.wanted() && penalty.equals(Penalty.none())) {
            throw new InputException("a path needs a penalty whose strength it can vary: set penalty to l1, l2 or"
                    + " elastic-net, or path to false");
        }
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// Penalty `l2:0.001` on standardised columns, an intercept, all classes alike, the solver chosen by shape,
    /// tolerance 1e-8, at most 1000 iterations. Of 1e-2, 1e-3, 3e-4, 1e-4 and 1e-5, this strength had the least
    /// cross-validated log loss on average over the bundled data sets, and on adult.
    public LogisticRegression() {
        this(
                Penalty.l2(1e-3),
                true,
                true,
                ClassWeights.none(),
                Solver.AUTO,
                new GradientSteps(),
                PathSearch.none(),
                "",
                1e-8,
                1000);
    }

    public LogisticRegression withPenalty(Penalty newPenalty) {
        return new LogisticRegression(
                newPenalty,
                standardize,
                intercept,
                classWeights,
                solver,
                steps,
                path,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withStandardize(boolean newStandardize) {
        return new LogisticRegression(
                penalty,
                newStandardize,
                intercept,
                classWeights,
                solver,
                steps,
                path,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withIntercept(boolean newIntercept) {
        return new LogisticRegression(
                penalty,
                standardize,
                newIntercept,
                classWeights,
                solver,
                steps,
                path,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withClassWeights(ClassWeights newClassWeights) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                newClassWeights,
                solver,
                steps,
                path,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withSolver(Solver newSolver) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                classWeights,
                newSolver,
                steps,
                path,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withSteps(GradientSteps newSteps) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                classWeights,
                solver,
                newSteps,
                path,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withPath(PathSearch newPath) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                classWeights,
                solver,
                steps,
                newPath,
                offset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withOffset(String newOffset) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                classWeights,
                solver,
                steps,
                path,
                newOffset,
                tolerance,
                maxIterations);
    }

    public LogisticRegression withTolerance(double newTolerance) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                classWeights,
                solver,
                steps,
                path,
                offset,
                newTolerance,
                maxIterations);
    }

    public LogisticRegression withMaxIterations(int newMaxIterations) {
        return new LogisticRegression(
                penalty,
                standardize,
                intercept,
                classWeights,
                solver,
                steps,
                path,
                offset,
                tolerance,
                newMaxIterations);
    }

    @Override
    public String name() {
        return "logistic";
    }

    /// Numbers without gaps; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public LogisticModel fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        if (!path.wanted()) {
            return new LogisticFit(this, data, how).run();
        }
        RegularizationPath found = path(data, how);
        LogisticRegression chosen = withPath(PathSearch.none()).withPenalty(penalty.withLambda(found.lambda()));
        return new LogisticFit(chosen, data, how).run(this, found);
    }

    /// [#fit] with the search beginning at the coefficients of `start`, a model of the same columns and classes: for a
    /// sequence of similar fits. The optimum is the same. Throws [InputException] for a model of others.
    public LogisticModel fitFrom(LogisticModel start, Dataset data, Fitting how) {
        traits().require(name(), data);
        if (path.wanted()) {
            throw new InputException("a path begins where all coefficients are 0, not at a model: set path to false");
        }
        return new LogisticFit(this, data, how).from(start).run();
    }

    /// The path alone, with the cross-validation that chooses λ unless the rule is [PathSearch.Rule#GIVEN].
    public RegularizationPath path(Dataset data, Fitting how) {
        traits().require(name(), data);
        LogisticRegression alone = withPath(PathSearch.none());
        return new PathFit(
                        penalty,
                        path,
                        tolerance,
                        maxIterations,
                        (rows, inside) -> new LogisticFit(alone, rows, inside).problem())
                .run(data, how);
    }
}
