package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.regularization.Penalty;

/// Every solver on every problem it takes: one optimum.
class SolversTest {
    private static final Properties GOLDEN = Fixtures.reference("sklearn-logistic.properties");
    /// These go down to a relative gap of 1 % in a bounded number of epochs and say that they have not converged.
    private static final Set<Solver> NOISY =
            EnumSet.of(Solver.STOCHASTIC_GRADIENT_DESCENT, Solver.MINI_BATCH_GRADIENT_DESCENT);

    @ParameterizedTest
    @EnumSource(Solver.class)
    void reachesTheOptimaOfScikitLearn(Solver solver) {
        for (String run : List.of(
                "l2_C0.01",
                "l2_C1",
                "l2_balanced",
                "l2_sample_weight",
                "l1_C0.1",
                "l1_sample_weight_C0.1",
                "elastic_net_0.5_C0.1",
                "elastic_net_0.2_C0.05",
                "multinomial_iris_standardised_C1")) {
            Dataset data = GOLDEN.getProperty(run + ".data").equals("wdbc")
                    ? Fixtures.standardised(Fixtures.wdbc())
                    : Fixtures.standardised(Fixtures.iris());
            if (GOLDEN.getProperty(run + ".sample_weight").equals("1")) {
                data = data.withWeights(Fixtures.cyclicWeights(data.rows()));
            }
            ClassWeights classWeights = ClassWeights.parse(GOLDEN.getProperty(run + ".class_weight"));
            double[] ofClass = classWeights.of(data.classes(), data.classes().counts());
            double sum = 0;
            for (int i = 0; i < data.rows(); i++) {
                sum += data.weight(i) * ofClass[data.classes().codes()[i]];
            }
            double scale = Double.parseDouble(GOLDEN.getProperty(run + ".C")) * sum;
            double l1Share = Double.parseDouble(GOLDEN.getProperty(run + ".l1_ratio", "0"));
            Penalty penalty = l1Share == 0 ? Penalty.l2(1 / scale) : Penalty.elasticNet(1 / scale, l1Share);
            if (takes(solver, penalty, data)) {
                LogisticModel model = learner(solver, penalty)
                        .withStandardize(false)
                        .withClassWeights(classWeights)
                        .fit(data);
                check(run, model, Double.parseDouble(GOLDEN.getProperty(run + ".objective")) / scale, solver);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void reachesTheSameOptimumOnDifficultData(Solver solver) {
        for (int classes = 2; classes <= 3; classes++) {
            for (Dataset data : List.of(badlyScaled(classes), collinear(classes), wide(classes), constant(classes))) {
                checkAgainstProximalNewton(solver, data);
            }
        }
        // Separable: setosa beside versicolor.
        checkAgainstProximalNewton(
                solver, Fixtures.iris().select(IntStream.range(0, 100).toArray()));
    }

    private static void checkAgainstProximalNewton(Solver solver, Dataset data) {
        for (Penalty penalty : List.of(Penalty.l2(0.1), Penalty.elasticNet(0.1, 0.5), Penalty.l1(0.1))) {
            if (takes(solver, penalty, data)) {
                double optimum = learner(Solver.PROXIMAL_NEWTON, penalty)
                        .withTolerance(1e-11)
                        .fit(data)
                        .report()
                        .objective();
                check(data.name() + " " + penalty, learner(solver, penalty).fit(data), optimum, solver);
            }
        }
    }

    private static void check(String what, LogisticModel model, double optimum, Solver solver) {
        String where = what + " " + solver + ": " + model.report();
        double objective = model.report().objective();
        double gap = model.report().certificate().get("duality_gap");
        assertThat(objective - optimum).as(where).isLessThanOrEqualTo(gap + 1e-9 * optimum);
        boolean small = model.report().certificate().get("gradient_norm") <= 1e-8;
        assertEquals(small, model.report().converged(), where);
        if (NOISY.contains(solver)) {
            assertThat(objective).as(where).isBetween(optimum * (1 - 1e-9), optimum * 1.01);
        } else {
            assertThat(model.report().converged()).as(where).isTrue();
            assertEquals(optimum, objective, 1e-8 * optimum, where);
            assertThat(gap).as(where).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void oneTwoAndSevenThreadsGiveTheSameBits(Solver solver) {
        Dataset dense = Fixtures.random(20_000, 20, 2, 41);
        Dataset sparse = dense.withFeatures(dense.schema(), Fixtures.sparse(dense.features()));
        for (Dataset data : List.of(dense, sparse)) {
            for (Penalty penalty : List.of(Penalty.l2(0.01), Penalty.l1(0.01))) {
                if (!takes(solver, penalty, data)) {
                    continue;
                }
                LogisticRegression learner = learner(solver, penalty).withMaxIterations(10);
                LogisticModel one = learner.fit(data, Fitting.defaults().withThreads(1));
                assertEquals(one, learner.fit(data, Fitting.defaults().withThreads(2)));
                assertEquals(one, learner.fit(data, Fitting.defaults().withThreads(7)));
            }
        }
    }

    /// Weak duality at points far from the optimum and near to it.
    @Test
    void dualityGapBoundsTheDistanceToTheOptimum() {
        for (Dataset data : List.of(Fixtures.wdbc(), Fixtures.iris(), wide(2))) {
            for (String text : List.of("l2:0.01", "l1:0.01", "elastic-net:0.01:0.5")) {
                for (boolean intercept : new boolean[] {true, false}) {
                    LogisticRegression learner = new LogisticRegression()
                            .withPenalty(Penalty.parse(text))
                            .withIntercept(intercept)
                            .withSolver(Solver.OWL_QN);
                    LogisticModel best = learner.withSolver(Solver.PROXIMAL_NEWTON)
                            .withTolerance(1e-11)
                            .fit(data);
                    double optimum = best.report().objective();
                    assertThat(best.report().certificate().get("duality_gap")).isLessThan(1e-7);
                    for (int most : new int[] {0, 1, 3, 10}) {
                        LogisticModel early = learner.withMaxIterations(most).fit(data);
                        assertThat(early.report().certificate().get("duality_gap"))
                                .isGreaterThanOrEqualTo(early.report().objective() - optimum - 1e-12);
                    }
                }
            }
        }
    }

    @Test
    void dualCoordinateDescentSaysWhatItCannotDoAndWhoCan() {
        LogisticRegression learner = learner(Solver.DUAL_COORDINATE_DESCENT, Penalty.l2(0.1));
        assertThatThrownBy(() -> learner.fit(Fixtures.iris()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("solver dual-coordinate-descent takes 2 classes, the data have 3: ")
                .hasMessageContaining("newton-cg");
        assertThatThrownBy(() -> learner.withPenalty(Penalty.none()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot minimise with the penalty none, which has no L2 part")
                .hasMessageContaining("lbfgs");
    }

    @Test
    void missedStepsOfSagaAreThoseMadeOneByOne() {
        Seed.Stream random = new Seed(5).stream();
        for (int trial = 0; trial < 2000; trial++) {
            double u = random.nextGaussian();
            double drift = 0.02 * random.nextGaussian();
            double threshold = trial % 3 == 0 ? 0 : 0.02 * random.nextDouble();
            double shrink = trial % 2 == 0 ? 0 : 0.05 * random.nextDouble();
            int times = 1 + random.nextInt(300);
            double expected = u;
            for (int t = 0; t < times; t++) {
                double moved = expected - drift;
                expected = Math.copySign(Math.max(0, Math.abs(moved) - threshold), moved) / (1 + shrink);
            }
            assertEquals(expected, Saga.repeated(u, drift, threshold, shrink, times), 1e-12);
        }
    }

    @Test
    void rowsAreDrawnWithTheirProbabilities() {
        double[] probabilities = {0.5, 0.05, 0.3, 0.15, 0};
        AliasTable table = new AliasTable(probabilities);
        Seed.Stream random = new Seed(6).stream();
        int[] counts = new int[5];
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            counts[table.draw(random)]++;
        }
        for (int i = 0; i < 5; i++) {
            // Five standard deviations of a share of n draws at most.
            assertEquals(probabilities[i], (double) counts[i] / n, 5 * 0.5 / Math.sqrt(n));
        }
        assertEquals(0, counts[4]);
    }

    private static LogisticRegression learner(Solver solver, Penalty penalty) {
        return new LogisticRegression()
                .withPenalty(penalty)
                .withSolver(solver)
                .withMaxIterations(NOISY.contains(solver) ? 500 : 5000);
    }

    private static boolean takes(Solver solver, Penalty penalty, Dataset data) {
        int present =
                (int) Arrays.stream(data.classes().counts()).filter(c -> c > 0).count();
        return solver.takes(penalty) && (present == 2 || solver.takesManyClasses());
    }

    private static Dataset badlyScaled(int classes) {
        Dataset plain = Fixtures.random(300, 5, classes, 33);
        double[] values = ((DenseMatrix) plain.features()).values().clone();
        for (int i = 2; i < values.length; i += 5) {
            values[i] = values[i] * 1e5 + 3e5;
        }
        return plain.withFeatures(plain.schema(), new DenseMatrix(300, 5, values));
    }

    /// A copy of column 0, and the sum of columns 1 and 2.
    private static Dataset collinear(int classes) {
        Dataset plain = Fixtures.random(200, 4, classes, 32);
        double[] values = new double[200 * 6];
        for (int i = 0; i < 200; i++) {
            plain.features().copyRow(i, values, i * 6);
            values[i * 6 + 4] = values[i * 6];
            values[i * 6 + 5] = values[i * 6 + 1] + values[i * 6 + 2];
        }
        return plain.withFeatures(Schema.numeric(6), new DenseMatrix(200, 6, values));
    }

    private static Dataset wide(int classes) {
        return Fixtures.random(60, 200, classes, 31);
    }

    private static Dataset constant(int classes) {
        Dataset plain = Fixtures.random(150, 3, classes, 35);
        double[] values = new double[150 * 5];
        for (int i = 0; i < 150; i++) {
            plain.features().copyRow(i, values, i * 5);
            values[i * 5 + 3] = 7.25;
        }
        return plain.withFeatures(Schema.numeric(5), new DenseMatrix(150, 5, values));
    }
}
