package org.tandemml.linear;

import java.util.Optional;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

/// The penalised mean negative log-likelihood in the solver's coordinates, for two classes or more.
///
/// `Σ wᵢ·loss(yᵢ, zᵢ) + λ/2·Σ factorⱼ·γⱼ²` with weights that sum to 1; see [Standardization] for γ and the factors.
sealed interface LogisticObjective extends Objective.WithHessian, Objective.WithHessianProduct
        permits BinaryObjective, SoftmaxObjective {
    /// Loss below which an unpenalised fit of separable classes has gone far enough towards infinity.
    double SEPARATED_LOSS = 1e-4;

    /// The mean loss at the latest point, without the penalty.
    double loss();

    /// The smallest margin of any row at the latest point, its class's score minus the best other one: above 0, the
    /// scores separate the classes.
    double smallestMargin();

    /// The starting point: coefficients 0, the intercepts those of the class shares.
    double[] start();

    /// The penalty at a point.
    double penalty(double[] point);

    /// Whether anything keeps the coefficients finite, be it inside this objective or beside it.
    boolean penalised();

    /// The strength of the L2 part that is inside the objective: all of a smooth penalty. Beside an L1 part the whole
    /// penalty is left to the solver.
    static double smoothStrength(Penalty penalty) {
        return penalty.l1() > 0 ? 0 : penalty.l2();
    }

    @Override
    default Optional<String> reasonToStop() {
        return !penalised() && smallestMargin() > 0 && loss() < SEPARATED_LOSS
                ? Optional.of(LogisticFit.SEPARABLE)
                : Optional.empty();
    }
}
