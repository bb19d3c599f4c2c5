package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Schema;
import org.tandemml.regularization.Penalty;

class OffsetAndWarmStartTest {
    /// An offset that is b times another column moves that column's coefficient by -b and nothing else.
    @ParameterizedTest
    @EnumSource(
            value = Solver.class,
            names = {"AUTO", "NEWTON_CHOLESKY", "LBFGS", "NEWTON_CG"})
    void offsetIsPartOfTheScoreWithCoefficientOne(Solver solver) {
        Dataset data = Fixtures.random(400, 3, 2, 5);
        Dataset with = withColumn(data, 0.7);
        LogisticRegression plain =
                new LogisticRegression().withPenalty(Penalty.none()).withSolver(solver);
        LogisticModel free = plain.fit(data);
        LogisticModel shifted = plain.withOffset("offset").fit(with);
        assertThat(shifted.report().converged()).as(shifted.report().toString()).isTrue();
        double[] expected = Arrays.copyOf(free.coefficients(), 4);
        expected[0] -= 0.7;
        expected[3] = 1;
        assertArrayEquals(expected, shifted.coefficients(), 1e-6);
        assertEquals(free.intercepts()[0], shifted.intercepts()[0], 1e-6);
        assertArrayEquals(
                free.probabilities(data.features()).values(),
                shifted.probabilities(with.features()).values(),
                1e-6);
    }

    /// Weak duality at points far from the optimum, where the bound must hold, and at it, where it must vanish.
    @ParameterizedTest
    @ValueSource(strings = {"l2:0.01", "l1:0.01", "elastic-net:0.01:0.5"})
    void dualityGapHoldsWithAnOffset(String penalty) {
        for (double factor : new double[] {0.7, -4}) {
            Dataset with = withColumn(Fixtures.random(400, 3, 2, 5), factor);
            LogisticRegression learner = new LogisticRegression()
                    .withPenalty(Penalty.parse(penalty))
                    .withSolver(Solver.OWL_QN)
                    .withOffset("offset");
            LogisticModel best = learner.withTolerance(1e-11).fit(with);
            assertThat(best.report().certificate().get("duality_gap")).isLessThan(1e-7);
            for (int most : new int[] {0, 1, 2, 4}) {
                LogisticModel early = learner.withMaxIterations(most).fit(with);
                double above = early.report().objective() - best.report().objective();
                assertThat(early.report().certificate().get("duality_gap")).isGreaterThanOrEqualTo(above - 1e-12);
            }
        }
    }

    @Test
    void offsetIsKeptAlongAPath() {
        Dataset with = withColumn(Fixtures.random(400, 3, 2, 5), 0.7);
        LogisticRegression learner = new LogisticRegression()
                .withPenalty(Penalty.l1(1))
                .withOffset("offset")
                .withPath(PathSearch.minimum().withPoints(10).withFolds(3));
        RegularizationPath path = learner.path(with, Fitting.defaults());
        assertEquals(1, path.nonzero(0));
        assertArrayEquals(new double[] {0, 0, 0, 1}, path.coefficients(0));
        assertEquals(1, learner.fit(with).coefficients()[3]);
    }

    private static Dataset withColumn(Dataset data, double factor) {
        int n = data.rows();
        double[] values = new double[n * 4];
        for (int i = 0; i < n; i++) {
            data.features().copyRow(i, values, i * 4);
            values[i * 4 + 3] = factor * values[i * 4];
        }
        return data.withFeatures(Schema.numeric("a", "b", "c", "offset"), new DenseMatrix(n, 4, values));
    }

    @Test
    void refusesAnOffsetThatIsNotThere() {
        assertThatThrownBy(() -> new LogisticRegression().withOffset("x9").fit(Fixtures.random(50, 3, 2, 1)))
                .hasMessageContaining("x9");
        assertThatThrownBy(() ->
                        new LogisticRegression().withOffset("petal_length").fit(Fixtures.iris()))
                .hasMessageContaining("needs 2 classes, the target has 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2:0.01", "l1:0.01", "elastic-net:0.01:0.5"})
    void startingFromAModelReachesTheSameOptimumInFewerSteps(String penalty) {
        for (Dataset data : new Dataset[] {Fixtures.wdbc(), Fixtures.iris()}) {
            LogisticRegression learner = new LogisticRegression().withPenalty(Penalty.parse(penalty));
            LogisticModel cold = learner.fit(data);
            LogisticModel again = learner.fitFrom(cold, data, Fitting.defaults());
            assertThat(again.report().iterations())
                    .isLessThan(cold.report().iterations())
                    .isLessThanOrEqualTo(2);
            assertArrayEquals(cold.coefficients(), again.coefficients(), 1e-5);
            LogisticModel near =
                    learner.withPenalty(learner.penalty().withLambda(0.011)).fitFrom(cold, data, Fitting.defaults());
            LogisticModel far =
                    learner.withPenalty(learner.penalty().withLambda(0.011)).fit(data);
            assertThat(near.report().iterations())
                    .isLessThanOrEqualTo(far.report().iterations());
            assertArrayEquals(far.coefficients(), near.coefficients(), 1e-5);
        }
    }

    @Test
    void refusesToStartFromAModelOfOtherColumns() {
        LogisticModel iris = new LogisticRegression().fit(Fixtures.iris());
        assertThatThrownBy(() -> new LogisticRegression().fitFrom(iris, Fixtures.wdbc(), Fitting.defaults()))
                .hasMessageContaining("same columns and classes");
    }
}
