package org.tandemml.svm;

import org.tandemml.core.Check;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.regularization.Penalty;

/// The linear support vector machine: classes told apart by planes, with as wide a margin as the losses allow.
///
/// Two classes have one vector w; minimised is
///
/// ```
/// (1/Σs) Σ sᵢ·max(0, 1 − yᵢ·(w·xᵢ + b))ᵠ + λ·(ρ‖w‖₁ + (1−ρ)/2·‖w‖²),   y = ±1, q = 1 or 2
/// ```
///
/// where s are row weights times class weights: `C = 1/(λ·Σs)` where a field says C. With `standardize` the penalty
/// acts on the coefficients of columns divided by their standard deviation (divisor Σs); coefficients come out in the
/// units of the data. More classes have a vector each: one-vs-rest, or all fitted together as Crammer and Singer do.
///
/// Every fit ends with a duality gap, computed from scratch: `converged` means that the objective is within
/// `tolerance`, relatively, of the least possible. LIBLINEAR's `-s 3 -c C` is `penalty=l2:1/(C·n)`,
/// `standardize=false`, `intercept=none` (`penalized` for `-B 1`); `-s 1` and `-s 2` have `loss=squared-hinge`, `-s 5`
/// also `l1`, `-s 4` `strategy=crammer-singer`.
///
/// | solver | for | how |
/// |---|---|---|
/// | `primal-newton` | many rows, few columns; any with an L1 part | [MultiplierNewton], [MultiplierProximal] |
/// | `dual-coordinate-descent` | many sparse columns | [LinearDualDescent], [CrammerSinger] |
///
/// **Source**: Cortes and Vapnik, *Support-vector networks*, Machine Learning 20, 1995; Fan et al., *LIBLINEAR*, JMLR
/// 9, 2008; Crammer and Singer, JMLR 2, 2001. **Shapes**: features n × p, dense or sparse. **Cost**: O(stored cells) a
/// pass, tens of passes. **Determinism**: same data and seed, same bits, for any number of threads.
/// **Errors**: `InputException` for a target without classes, fewer than 2 classes with rows, categories, missing or
/// infinite features, no penalty, and settings that exclude each other.
///
/// @param loss what a row on the wrong side of its margin costs
/// @param penalty what keeps coefficients small: L1, L2 or elastic net
/// @param standardize whether the penalty acts on coefficients of standardised columns
/// @param intercept whether scores have a constant term, and whether it is penalised
/// @param classWeights how much rows of each class count
/// @param strategy how more than two classes are told apart
/// @param solver how the optimum is found
/// @param probability how scores become probabilities, if they do
/// @param tolerance relative duality gap at which the solver stops
/// @param maxIterations most passes of coordinate descent or steps of Newton's method
public record LinearSvm(
        @Setting("what a row on the wrong side of its margin costs: its distance, or the square of it")
        LinearLoss loss,

        @Setting("what keeps coefficients small: l1:λ, l2:λ or elastic-net:λ:ρ; C = 1/(λ·Σ weights)")
        Penalty penalty,

        @Setting("whether the penalty acts on coefficients of standardised columns")
        boolean standardize,

        @Setting("the constant term of scores: free, penalized as LIBLINEAR does it, or none")
        LinearIntercept intercept,

        @Setting("how much rows of each class count: none, balanced or name:weight,name:weight")
        ClassWeights classWeights,

        @Setting("how more than two classes are told apart") LinearStrategy strategy,

        @Setting("how the optimum is found; auto chooses by the shape of the data")
        LinearSolver solver,

        @Setting("how scores become probabilities, learned from held-out rows; none gives scores alone")
        Probability probability,

        @Setting("relative duality gap at which the solver stops")
        double tolerance,

        @Setting("most passes of coordinate descent or steps of Newton's method")
        int maxIterations)
        implements Learner.OfClasses<Classifier> {
    /// Checks the settings.
    public LinearSvm {
        if (penalty.lambda() == 0) {
            throw new InputException("penalty " + penalty + " leaves no reason to prefer a wide margin: set l1:λ, l2:λ"
                    + " or elastic-net:λ:ρ with λ > 0");
        }
        if (strategy == LinearStrategy.CRAMMER_SINGER) {
            requireForCrammerSinger(loss == LinearLoss.HINGE, "loss hinge");
            requireForCrammerSinger(penalty.l1() == 0, "an l2 penalty");
            requireForCrammerSinger(
                    solver != LinearSolver.PRIMAL_NEWTON, "solver dual-coordinate-descent, which auto chooses");
        }
        if (solver == LinearSolver.DUAL_COORDINATE_DESCENT && penalty.l1() > 0) {
            throw new InputException("solver dual-coordinate-descent cannot minimise with the penalty " + penalty
                    + ", which has an L1 part: primal-newton can, and auto chooses it");
        }
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 1);
    }

    private static void requireForCrammerSinger(boolean met, String what) {
        if (!met) {
            throw new InputException("strategy crammer-singer needs " + what + ": set it, or strategy=one-vs-rest");
        }
    }

    /// Hinge loss, penalty `l2:0.001` on standardised columns, a free intercept, one-vs-rest, no probabilities, to a
    /// relative duality gap of 1e-5 within 1000 iterations.
    public LinearSvm() {
        this(
                LinearLoss.HINGE,
                Penalty.l2(1e-3),
                true,
                LinearIntercept.FREE,
                ClassWeights.none(),
                LinearStrategy.ONE_VS_REST,
                LinearSolver.AUTO,
                Probability.NONE,
                1e-5,
                1000);
    }

    public LinearSvm withLoss(LinearLoss newLoss) {
        return new LinearSvm(
                newLoss,
                penalty,
                standardize,
                intercept,
                classWeights,
                strategy,
                solver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withPenalty(Penalty newPenalty) {
        return new LinearSvm(
                loss,
                newPenalty,
                standardize,
                intercept,
                classWeights,
                strategy,
                solver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withStandardize(boolean newStandardize) {
        return new LinearSvm(
                loss,
                penalty,
                newStandardize,
                intercept,
                classWeights,
                strategy,
                solver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withIntercept(LinearIntercept newIntercept) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                newIntercept,
                classWeights,
                strategy,
                solver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withClassWeights(ClassWeights newClassWeights) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                intercept,
                newClassWeights,
                strategy,
                solver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withStrategy(LinearStrategy newStrategy) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                intercept,
                classWeights,
                newStrategy,
                solver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withSolver(LinearSolver newSolver) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                intercept,
                classWeights,
                strategy,
                newSolver,
                probability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withProbability(Probability newProbability) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                intercept,
                classWeights,
                strategy,
                solver,
                newProbability,
                tolerance,
                maxIterations);
    }

    public LinearSvm withTolerance(double newTolerance) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                intercept,
                classWeights,
                strategy,
                solver,
                probability,
                newTolerance,
                maxIterations);
    }

    public LinearSvm withMaxIterations(int newMaxIterations) {
        return new LinearSvm(
                loss,
                penalty,
                standardize,
                intercept,
                classWeights,
                strategy,
                solver,
                probability,
                tolerance,
                newMaxIterations);
    }

    @Override
    public boolean givesProbabilities() {
        return probability != Probability.NONE;
    }

    @Override
    public String name() {
        return "linear-svm";
    }

    /// Numbers without gaps; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public Classifier fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        return probability == Probability.NONE
                ? fitScores(data, how)
                : probability.fit(withProbability(Probability.NONE), this, data, how);
    }

    /// The machine alone, whatever `probability` says.
    public LinearSvmModel fitScores(Dataset data, Fitting how) {
        traits().require(name(), data);
        return new LinearSvmFit(withProbability(Probability.NONE), data, how).run();
    }
}
