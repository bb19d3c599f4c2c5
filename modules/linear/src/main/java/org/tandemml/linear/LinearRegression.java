package org.tandemml.linear;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.regularization.Penalty;

/// Linear regression: ordinary least squares, ridge, lasso and elastic net, with the squared or Huber's loss.
///
/// Minimised is
///
/// ```
/// (1/Σw) Σ wᵢ·loss(yᵢ − β·xᵢ − intercept) + λ·(ρ‖β‖₁ + (1−ρ)/2·‖β‖²),   loss(r) = r²/2 or Huber's
/// ```
///
/// where the intercept is not penalised. scikit-learn's `Lasso` and `ElasticNet` have this scale (alpha = λ); its
/// `Ridge` has alpha = λ·Σw. With `standardize` the penalty acts on the coefficients of columns divided by their
/// standard deviation (divisor Σw), as in glmnet; without, on the raw ones, as in scikit-learn. The solver centres and
/// scales inside either way, without copying the data, and coefficients come out in original units.
///
/// The name follows the penalty: `linear` without one, `ridge` for L2, `lasso` for L1, `elastic-net` for both.
///
/// How: without an L1 part the normal equations of the scaled columns, refined with the residuals until the gradient is
/// small; where they are too ill-conditioned, Householder's QR with pivoting, which names the columns that depend on
/// others; with more columns than fit a matrix, conjugate gradients. With an L1 part, coordinate descent on the Gram
/// matrix of all columns or of a working set. Unpenalised fits with more columns than rows yield, of all solutions, the
/// one with the least norm on scaled columns.
///
/// **Source**: Golub and Van Loan, *Matrix Computations*, 4th ed., chapter 5; Björck, *Numerical Methods for Least
/// Squares Problems*, section 2.9 (corrected normal equations); Friedman, Hastie and Tibshirani, *Regularization paths
/// for generalized linear models via coordinate descent*, JSS 33(1), 2010; Huber, *Robust Statistics*, chapter 7.
/// **Shapes**: features n × p, dense or sparse. **Cost**: n·p² operations for few columns, O(stored cells) a pass for
/// many. **Determinism**: same data, same bits, for any number of threads. **Errors**: `InputException` for a target
/// without numbers, categories, missing or infinite features.
///
/// @param penalty what keeps coefficients small: none, L1, L2 or elastic net
/// @param loss what a residual costs
/// @param standardize whether the penalty acts on coefficients of standardised columns
/// @param intercept whether predictions have a constant term
/// @param path whether λ is chosen along a path of values by cross-validation instead of taken from the penalty
/// @param tolerance largest component of the gradient, for scaled columns and a target of standard deviation 1, at
///     which the solver stops
/// @param maxIterations most iterations of the solver
public record LinearRegression(
        @Setting(
                "what keeps coefficients small: none, l1:λ, l2:λ or elastic-net:λ:ρ; λ and ρ can be set alone as lambda"
                        + " and l1-share")
        Penalty penalty,

        @Setting("what a residual costs: squared, or huber:δ, linear beyond δ")
        Loss loss,

        @Setting("whether the penalty acts on coefficients of standardised columns")
        boolean standardize,

        @Setting("whether predictions have a constant term") boolean intercept,

        @Setting("whether lambda is chosen along a path of values by cross-validation: false, true,"
                + " minimum or one-standard-error; given: the path is drawn, lambda stays")
        PathSearch path,

        @Setting("largest component of the gradient at which the solver stops")
        double tolerance,

        @Setting("most iterations of the solver") int maxIterations)
        implements Learner.OfNumbers<LinearModel> {
    /// Checks the settings.
    public LinearRegression {
        if (path.wanted() && penalty.equals(Penalty.none())) {
            throw new InputException("a path needs a penalty whose strength it can vary: set penalty to l1, l2 or"
                    + " elastic-net, or path to false");
        }
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 0);
    }

    /// Ordinary least squares with an intercept.
    public LinearRegression() {
        this(Penalty.none(), Loss.squared(), true, true, PathSearch.none(), 1e-8, 1000);
    }

    /// Ridge regression with λ on standardised columns.
    public static LinearRegression ridge(double lambda) {
        return new LinearRegression().withPenalty(Penalty.l2(lambda));
    }

    /// The lasso with λ on standardised columns.
    public static LinearRegression lasso(double lambda) {
        return new LinearRegression().withPenalty(Penalty.l1(lambda));
    }

    public LinearRegression withPenalty(Penalty newPenalty) {
        return new LinearRegression(newPenalty, loss, standardize, intercept, path, tolerance, maxIterations);
    }

    public LinearRegression withLoss(Loss newLoss) {
        return new LinearRegression(penalty, newLoss, standardize, intercept, path, tolerance, maxIterations);
    }

    public LinearRegression withStandardize(boolean newStandardize) {
        return new LinearRegression(penalty, loss, newStandardize, intercept, path, tolerance, maxIterations);
    }

    public LinearRegression withIntercept(boolean newIntercept) {
        return new LinearRegression(penalty, loss, standardize, newIntercept, path, tolerance, maxIterations);
    }

    public LinearRegression withPath(PathSearch newPath) {
        return new LinearRegression(penalty, loss, standardize, intercept, newPath, tolerance, maxIterations);
    }

    public LinearRegression withTolerance(double newTolerance) {
        return new LinearRegression(penalty, loss, standardize, intercept, path, newTolerance, maxIterations);
    }

    public LinearRegression withMaxIterations(int newMaxIterations) {
        return new LinearRegression(penalty, loss, standardize, intercept, path, tolerance, newMaxIterations);
    }

    @Override
    public String name() {
        return switch (penalty) {
            case Penalty.None none -> "linear";
            case Penalty.L2 l2 -> "ridge";
            case Penalty.L1 l1 -> "lasso";
            case Penalty.ElasticNet net -> "elastic-net";
        };
    }

    /// Numbers without gaps; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public LinearModel fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        if (!path.wanted()) {
            return new LinearFit(this, data, how).run();
        }
        RegularizationPath found = path(data, how);
        LinearRegression chosen = withPath(PathSearch.none()).withPenalty(penalty.withLambda(found.lambda()));
        return new LinearFit(chosen, data, how).run(this, found);
    }

    /// The path alone, with the cross-validation that chooses λ unless the rule is [PathSearch.Rule#GIVEN].
    public RegularizationPath path(Dataset data, Fitting how) {
        traits().require(name(), data);
        // The strength of the L2 part must not be inside the objective.
        LinearRegression alone = withPath(PathSearch.none()).withPenalty(Penalty.l1(1));
        return new PathFit(
                        penalty,
                        path,
                        tolerance,
                        maxIterations,
                        (rows, inside) -> new LinearFit(alone, rows, inside).problem())
                .run(data, how);
    }
}
