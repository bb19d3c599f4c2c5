package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Settings;
import org.tandemml.optimization.Schedule;
import org.tandemml.regularization.Penalty;

class GradientStepsTest {
    private static final Dataset DATA = Fixtures.random(800, 6, 2, 11);
    private static final LogisticRegression LEARNER = new LogisticRegression().withPenalty(Penalty.l2(0.01));
    private static final double OPTIMUM = LEARNER.fit(DATA).report().objective();

    @ParameterizedTest
    @CsvSource({
        "GRADIENT_DESCENT, 1, constant, 32, 0, 500",
        "GRADIENT_DESCENT, 0.5, constant, 32, 0.9, 500",
        "GRADIENT_DESCENT, 2, cosine:400:0.1, 32, 0, 400",
        "STOCHASTIC_GRADIENT_DESCENT, 0.05, polynomial:24000:1, 32, 0, 30",
        "MINI_BATCH_GRADIENT_DESCENT, 0.3, polynomial:1500:1, 16, 0, 30",
        "MINI_BATCH_GRADIENT_DESCENT, 0.05, polynomial:1500:1, 16, 0.9, 30",
        "MINI_BATCH_GRADIENT_DESCENT, 1, constant, 2000000000, 0, 500"
    })
    void aGivenRateReachesTheOptimum(
            Solver solver, double rate, String schedule, int batch, double momentum, int epochs) {
        for (boolean sparse : new boolean[] {false, true}) {
            Dataset data = sparse ? DATA.withFeatures(DATA.schema(), Fixtures.sparse(DATA.features())) : DATA;
            LogisticModel model = LEARNER.withSolver(solver)
                    .withSteps(new GradientSteps(rate, Schedule.parse(schedule), batch, momentum))
                    .withMaxIterations(epochs)
                    .fit(data);
            // The last steps are short, so only rounds of noise are left.
            assertThat(model.report().objective()).isBetween(OPTIMUM - 1e-12, OPTIMUM * 1.005);
        }
    }

    @Test
    void momentumIsFasterOnAnIllConditionedProblem() {
        LogisticRegression descent = LEARNER.withSolver(Solver.GRADIENT_DESCENT)
                .withPenalty(Penalty.l2(1e-5))
                .withTolerance(1e-6)
                .withMaxIterations(20_000);
        Dataset wdbc = Fixtures.wdbc();
        GradientSteps plain = new GradientSteps().withLearningRate(0.1);
        LogisticModel slow = descent.withSteps(plain).withMaxIterations(300).fit(wdbc);
        LogisticModel fast = descent.withSteps(plain.withMomentum(0.9))
                .withMaxIterations(300)
                .fit(wdbc);
        assertThat(fast.report().objective()).isLessThan(slow.report().objective() * 0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "GRADIENT_DESCENT, 1000, 0",
        "GRADIENT_DESCENT, 1e200, 0.5",
        "STOCHASTIC_GRADIENT_DESCENT, 1e6, 0",
        "MINI_BATCH_GRADIENT_DESCENT, 1e6, 0",
        "MINI_BATCH_GRADIENT_DESCENT, 1e6, 0.9"
    })
    void aRateThatDivergesIsToldWithStepAndLoss(Solver solver, double rate, double momentum) {
        GradientSteps steps = new GradientSteps().withLearningRate(rate).withMomentum(momentum);
        assertThatThrownBy(() -> LEARNER.withSolver(solver).withSteps(steps).fit(DATA))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(
                        "learning rate .* diverges: at step \\d+ the loss .*it was [0-9.E]+ one step before.*");
    }

    @Test
    void sameSeedSameBitsWhateverTheThreads() {
        GradientSteps steps = new GradientSteps().withLearningRate(0.1).withMomentum(0.5);
        for (Solver solver : new Solver[] {Solver.GRADIENT_DESCENT, Solver.MINI_BATCH_GRADIENT_DESCENT}) {
            LogisticRegression learner =
                    LEARNER.withSolver(solver).withSteps(steps).withMaxIterations(5);
            Dataset data = Fixtures.random(20_000, 20, 3, 41);
            LogisticModel one = learner.fit(data, Fitting.defaults().withThreads(1));
            assertEquals(one, learner.fit(data, Fitting.defaults().withThreads(2)));
            assertEquals(one, learner.fit(data, Fitting.defaults().withThreads(7)));
        }
    }

    @Test
    void isSetPartByPart() {
        LogisticRegression set = Settings.with(LEARNER, "learning-rate", "0.1");
        set = Settings.with(set, "schedule", "cosine:50");
        set = Settings.with(Settings.with(set, "batch-size", "8"), "momentum", "0.9");
        set = Settings.with(set, "solver", "mini-batch-gradient-descent");
        GradientSteps expected = new GradientSteps(0.1, new Schedule.Cosine(50, 0), 8, 0.9);
        assertEquals(expected, set.steps());
        assertEquals(expected, GradientSteps.parse(expected.toString()));
        assertEquals(new GradientSteps(), GradientSteps.parse(new GradientSteps().toString()));
        LogisticRegression net = Settings.with(new LogisticRegression(), "penalty", "elastic-net");
        net = Settings.with(Settings.with(net, "lambda", "0.01"), "l1-share", "0.3");
        assertEquals(Penalty.elasticNet(0.01, 0.3), net.penalty());
    }

    @Test
    void refusesWhatHasNoEffect() {
        LogisticRegression rate = LEARNER.withSteps(new GradientSteps().withLearningRate(0.1));
        assertThatThrownBy(() -> rate.fit(DATA))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steer gradient-descent")
                .hasMessageContaining("not solver auto");
        assertThatThrownBy(() -> LEARNER.withSolver(Solver.GRADIENT_DESCENT)
                        .withSteps(new GradientSteps().withMomentum(0.9))
                        .fit(DATA))
                .hasMessageContaining("need a learning rate");
        assertThatThrownBy(() -> new GradientSteps().withMomentum(1)).hasMessageContaining("momentum");
        assertThatThrownBy(() -> new GradientSteps().withLearningRate(-0.1))
                .hasMessageContaining("learningRate must be >= 0, was -0.1");
        assertThatThrownBy(() -> GradientSteps.parse("fast")).hasMessageContaining("rate/schedule/rows/momentum");
    }
}
