package org.tandemml.svm;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;
import org.tandemml.regularization.Penalty;

/// Linear support vector regression: a line through a tube of half-width ε, rows inside of which cost nothing.
///
/// Minimised is `(1/Σs) Σ sᵢ·max(0, |yᵢ − w·xᵢ − b| − ε)ᵠ + λ·(ρ‖w‖₁ + (1−ρ)/2·‖w‖²)`, q = 1 or 2, by the solvers of
/// [LinearSvm]; `C = 1/(λ·Σs)`. ε is in units of the target. LIBLINEAR's `-s 13` is `loss=hinge`, `-s 11` and `-s 12`
/// have `loss=squared-hinge`.
///
/// **Source**: Ho and Lin, *Large-scale linear support vector regression*, JMLR 13, 2012. **Shapes**, **Cost**,
/// **Determinism** and **Errors** as of [LinearSvm], for a target of numbers.
///
/// @param loss what a row outside the tube costs
/// @param epsilon half the width of the tube
/// @param penalty what keeps coefficients small: L1, L2 or elastic net
/// @param standardize whether the penalty acts on coefficients of standardised columns
/// @param intercept whether predictions have a constant term, and whether it is penalised
/// @param solver how the optimum is found
/// @param tolerance relative duality gap at which the solver stops
/// @param maxIterations most passes of coordinate descent or steps of Newton's method
public record LinearSvr(
        @Setting("what a row outside the tube costs: its distance, or the square of it")
        LinearLoss loss,

        @Setting("half the width of the tube, in units of the target")
        double epsilon,

        @Setting("what keeps coefficients small: l1:λ, l2:λ or elastic-net:λ:ρ; C = 1/(λ·Σ weights)")
        Penalty penalty,

        @Setting("whether the penalty acts on coefficients of standardised columns")
        boolean standardize,

        @Setting("the constant term of predictions: free, penalized as LIBLINEAR does it, or none")
        LinearIntercept intercept,

        @Setting("how the optimum is found; auto chooses by the shape of the data")
        LinearSolver solver,

        @Setting("relative duality gap at which the solver stops")
        double tolerance,

        @Setting("most passes of coordinate descent or steps of Newton's method")
        int maxIterations)
        implements Learner.OfNumbers<LinearSvrModel> {
    /// Checks the settings.
    public LinearSvr {
        Check.notNegative("epsilon", epsilon);
        if (penalty.lambda() == 0) {
            throw new InputException("penalty " + penalty + " leaves coefficients free: set l1:λ, l2:λ or"
                    + " elastic-net:λ:ρ with λ > 0, or use the learner linear");
        }
        if (solver == LinearSolver.DUAL_COORDINATE_DESCENT && penalty.l1() > 0) {
            throw new InputException("solver dual-coordinate-descent cannot minimise with the penalty " + penalty
                    + ", which has an L1 part: primal-newton can, and auto chooses it");
        }
        Check.positive("tolerance", tolerance);
        Check.atLeast("maxIterations", maxIterations, 1);
    }

    /// Absolute loss outside a tube of 0.1, penalty `l2:0.001` on standardised columns, a free intercept, to a relative
    /// duality gap of 1e-5 within 1000 iterations.
    public LinearSvr() {
        this(LinearLoss.HINGE, 0.1, Penalty.l2(1e-3), true, LinearIntercept.FREE, LinearSolver.AUTO, 1e-5, 1000);
    }

    public LinearSvr withLoss(LinearLoss newLoss) {
        return new LinearSvr(newLoss, epsilon, penalty, standardize, intercept, solver, tolerance, maxIterations);
    }

    public LinearSvr withEpsilon(double newEpsilon) {
        return new LinearSvr(loss, newEpsilon, penalty, standardize, intercept, solver, tolerance, maxIterations);
    }

    public LinearSvr withPenalty(Penalty newPenalty) {
        return new LinearSvr(loss, epsilon, newPenalty, standardize, intercept, solver, tolerance, maxIterations);
    }

    public LinearSvr withStandardize(boolean newStandardize) {
        return new LinearSvr(loss, epsilon, penalty, newStandardize, intercept, solver, tolerance, maxIterations);
    }

    public LinearSvr withIntercept(LinearIntercept newIntercept) {
        return new LinearSvr(loss, epsilon, penalty, standardize, newIntercept, solver, tolerance, maxIterations);
    }

    public LinearSvr withSolver(LinearSolver newSolver) {
        return new LinearSvr(loss, epsilon, penalty, standardize, intercept, newSolver, tolerance, maxIterations);
    }

    public LinearSvr withTolerance(double newTolerance) {
        return new LinearSvr(loss, epsilon, penalty, standardize, intercept, solver, newTolerance, maxIterations);
    }

    public LinearSvr withMaxIterations(int newMaxIterations) {
        return new LinearSvr(loss, epsilon, penalty, standardize, intercept, solver, tolerance, newMaxIterations);
    }

    @Override
    public String name() {
        return "linear-svr";
    }

    /// Numbers without gaps; scaling is done inside.
    @Override
    public Traits traits() {
        return Traits.NUMERIC_ONLY;
    }

    @Override
    public LinearSvrModel fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        return new LinearSvrFit(this, data, how).run();
    }
}
