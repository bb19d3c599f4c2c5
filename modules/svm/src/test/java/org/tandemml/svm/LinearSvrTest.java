package org.tandemml.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.regularization.Penalty;
import org.tandemml.testing.RegressorContract;

class LinearSvrTest implements RegressorContract<LinearSvrModel> {
    @Override
    public LinearSvr learner() {
        return new LinearSvr().withTolerance(1e-14);
    }

    @Test
    void refusesNegativeEpsilonAndNoPenalty() {
        assertThatThrownBy(() -> learner().withEpsilon(-1)).hasMessage("epsilon must be >= 0, was -1.0");
        assertThatThrownBy(() -> learner().withPenalty(Penalty.none())).hasMessageContaining("λ > 0");
    }

    @ParameterizedTest
    @EnumSource(LinearLoss.class)
    void solversAgreeWithinTheirGaps(LinearLoss loss) {
        for (Dataset data : new Dataset[] {LinearSamples.numbers(), LinearSamples.sparse(LinearSamples.numbers())}) {
            LinearSvr base = new LinearSvr().withLoss(loss).withPenalty(Penalty.l2(0.01));
            LinearSvrModel newton = base.withTolerance(1e-10)
                    .withSolver(LinearSolver.PRIMAL_NEWTON)
                    .fit(data, Fitting.defaults());
            LinearSvrModel dual = base.withTolerance(1e-7)
                    .withMaxIterations(20_000)
                    .withSolver(LinearSolver.DUAL_COORDINATE_DESCENT)
                    .fit(data, Fitting.defaults());
            assertThat(newton.report().converged()).as("%s", newton.report()).isTrue();
            assertThat(dual.report().converged()).as("%s", dual.report()).isTrue();
            assertEquals(newton.report().objective(), dual.report().objective(), 1e-7);
            assertArrayEquals(newton.coefficients(), dual.coefficients(), 2e-3);
        }
    }

    /// The tube does not mind where the numbers lie.
    @Test
    void targetsFarFromZeroGiveTheSameLine() {
        Dataset data = LinearSamples.numbers();
        double[] far = data.numbers().clone();
        for (int i = 0; i < far.length; i++) {
            far[i] += 1e6;
        }
        LinearSvrModel near = learner().fit(data);
        LinearSvrModel moved =
                learner().withTolerance(1e-9).fit(data.withTarget(new org.tandemml.core.Target.Numbers("t", far)));
        assertThat(moved.report().converged()).as("%s", moved.report()).isTrue();
        assertArrayEquals(near.coefficients(), moved.coefficients(), 1e-4);
        assertEquals(near.intercept() + 1e6, moved.intercept(), 1e-4);
    }
}
