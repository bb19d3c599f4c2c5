package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Settings;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.regularization.Penalty;
import org.tandemml.testing.ClassifierContract;

class LogisticRegressionTest implements ClassifierContract<LogisticModel> {
    @Override
    public LogisticRegression learner() {
        return new LogisticRegression();
    }

    @Test
    void isFoundByNameAndSetByName() {
        LogisticRegression found = (LogisticRegression) Learners.classifier("logistic");
        assertEquals(new LogisticRegression(), found);
        LogisticRegression changed = Settings.with(found, "penalty", "none");
        changed = Settings.with(changed, "class-weights", "yes:3,no:1");
        changed = Settings.with(changed, "solver", "newton-cg");
        assertEquals(
                new LogisticRegression()
                        .withPenalty(Penalty.none())
                        .withClassWeights(ClassWeights.parse("yes:3,no:1"))
                        .withSolver(Solver.NEWTON_CG),
                changed);
        assertThat(Settings.of(found))
                .allSatisfy(entry -> assertThat(entry.meaning()).isNotEmpty());
    }

    @Test
    void refusesASolverThatCannotDoThePenalty() {
        assertThatThrownBy(() -> learner().withPenalty(Penalty.l1(0.1)).withSolver(Solver.NEWTON_CG))
                .isInstanceOf(InputException.class)
                .hasMessage("solver newton-cg cannot minimise with the penalty l1:0.1, which has an L1 part:"
                        + " proximal-newton, owl-qn and saga can, and auto chooses among them");
        assertThatThrownBy(() -> learner().withTolerance(-0.1)).hasMessage("tolerance must be > 0, was -0.1");
    }

    @Test
    void refusesASingleClass() {
        Dataset data = Dataset.classes(Matrix.of(new double[] {1}, new double[] {2}), "yes", "yes");
        assertThatThrownBy(() -> learner().fit(data))
                .isInstanceOf(InputException.class)
                .hasMessage("labels contain 1 class (\"yes\"): a classifier needs at least 2");
    }

    /// Peer pitfall 1: one column times 1000 plus 5000.
    @ParameterizedTest
    @EnumSource(value = Solver.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DESCENT|SAGA")
    void badlyScaledColumnReachesTheOptimumOfTheScaledProblem(Solver solver) {
        Dataset plain = Fixtures.random(400, 5, 2, 1);
        for (double factor : new double[] {1000, 1e6}) {
            Dataset bad = mapped(plain, 2, factor, 5 * factor);
            LogisticRegression learner = learner().withSolver(solver).withPenalty(Penalty.l2(0.01));
            LogisticModel expected = learner.fit(plain);
            LogisticModel actual = learner.fit(bad);
            assertThat(actual.report().converged())
                    .as(actual.report().toString())
                    .isTrue();
            double objective = expected.report().objective();
            assertEquals(objective, actual.report().objective(), 1e-8 * objective);
            assertEquals(expected.coefficients()[2], actual.coefficients()[2] * factor, 1e-6);
        }
    }

    /// The same with the penalty on raw coefficients: the optimum is found independently by Newton's method on the
    /// plain columns, where the penalty of the column divided by 1000 is a million times smaller.
    @ParameterizedTest
    @EnumSource(value = Solver.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DESCENT|SAGA")
    void badlyScaledColumnReachesTheOptimumOfTheRawPenalty(Solver solver) {
        Dataset plain = Fixtures.random(400, 5, 2, 1);
        Dataset bad = mapped(plain, 2, 1000, 5000);
        double strength = 0.01;
        LogisticModel model = learner()
                .withSolver(solver)
                .withStandardize(false)
                .withPenalty(Penalty.l2(strength))
                .fit(bad);
        assertThat(model.report().converged()).as(model.report().toString()).isTrue();
        double[] penalties = {strength, strength, strength * 1e-6, strength, strength};
        double optimum = NewtonReference.optimum(plain, penalties);
        assertEquals(optimum, model.report().objective(), 1e-8 * optimum);
        assertEquals(optimum, Fixtures.objective(model, bad, bad.weights(), Penalty.l2(strength)), 1e-8 * optimum);
    }

    /// Peer pitfall 4.
    @Test
    void renamingClassesChangesNothing() {
        Dataset data = Fixtures.random(300, 4, 3, 5);
        Target.Classes target = data.classes();
        int[] permutation = {2, 0, 1};
        List<String> names = List.of("p", "q", "r");
        int[] codes = Arrays.stream(target.codes()).map(c -> permutation[c]).toArray();
        for (double strength : new double[] {0.05, 20, 0}) {
            LogisticRegression learner = learner().withPenalty(Penalty.l2(strength));
            DenseMatrix a = learner.fit(data).probabilities(data.features());
            DenseMatrix b = learner.fit(data.withTarget(new Target.Classes("class", names, codes)))
                    .probabilities(data.features());
            for (int i = 0; i < data.rows(); i++) {
                for (int k = 0; k < 3; k++) {
                    assertEquals(a.get(i, k), b.get(i, permutation[k]), 1e-10);
                }
            }
        }
    }

    /// Peer pitfall 3.
    @Test
    void logLikelihoodLeavesThePenaltyOut() {
        Dataset data = Fixtures.random(300, 4, 2, 6);
        for (double strength : new double[] {0, 0.1, 100}) {
            LogisticModel model = learner().withPenalty(Penalty.l2(strength)).fit(data);
            double expected = -300 * Fixtures.objective(model, data, data.weights(), Penalty.none());
            assertEquals(expected, model.logLikelihood(), 1e-9 * Math.abs(expected));
        }
    }

    /// Peer pitfall 7.
    @Test
    void hugePenaltyPredictsTheClassShares() {
        Dataset data = Fixtures.random(300, 4, 3, 7).withWeights(Fixtures.cyclicWeights(300));
        LogisticModel model = learner().withPenalty(Penalty.l2(1e9)).fit(data);
        double[] shares = new BaselineClassifier().fit(data).shares();
        DenseMatrix probabilities = model.probabilities(data.features());
        for (int i = 0; i < 300; i++) {
            for (int k = 0; k < 3; k++) {
                assertEquals(shares[k], probabilities.get(i, k), 1e-7);
            }
        }
    }

    /// Peer pitfall 8.
    @ParameterizedTest
    @EnumSource(value = Solver.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DESCENT|SAGA")
    void separableClassesWithoutPenaltyAreReported(Solver solver) {
        for (int classes = 2; classes <= 3; classes++) {
            Dataset data = separable(classes);
            LogisticModel model =
                    learner().withSolver(solver).withPenalty(Penalty.none()).fit(data);
            assertThat(model.report().converged()).isFalse();
            assertThat(model.report().notes()).contains("the classes are separable: the optimum is at infinity");
            assertThat(model.inference()).isEmpty();
            DenseMatrix probabilities = model.probabilities(data.features());
            for (double p : probabilities.values()) {
                assertThat(p).isFinite();
            }
            assertThat(model.predict(data.features()))
                    .containsExactly(data.classes().codes());
        }
    }

    @Test
    void partlySeparableClassesWithoutPenaltyAreReported() {
        // x2 is 1 only in rows of class b, so its coefficient has no finite optimum; x1 overlaps.
        double[][] rows = new double[40][];
        String[] names = new String[40];
        for (int i = 0; i < 40; i++) {
            rows[i] = new double[] {i % 10, i < 8 ? 1 : 0};
            names[i] = i < 8 || (i * 7) % 3 == 0 ? "b" : "a";
        }
        LogisticModel model = learner().withPenalty(Penalty.none()).fit(Dataset.classes(Matrix.of(rows), names));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().notes()).anySatisfy(note -> assertThat(note).contains("at infinity"));
        assertThat(model.inference()).isEmpty();
    }

    /// Peer pitfall 11.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void constantAndDuplicatedColumnsDoNoHarm(boolean standardize) {
        Dataset plain = Fixtures.random(200, 3, 3, 8);
        double[][] rows = new double[200][];
        for (int i = 0; i < 200; i++) {
            double[] row = new double[3];
            plain.features().copyRow(i, row, 0);
            rows[i] = new double[] {row[0], 7.3, row[1], row[2], row[0], 0, 0.1};
        }
        for (Matrix matrix : List.of(Matrix.of(rows), Fixtures.sparse(Matrix.of(rows)))) {
            Dataset data = plain.withFeatures(Schema.numeric(7), matrix);
            for (String penalty : new String[] {"none", "l2:0.01"}) {
                LogisticModel model = learner()
                        .withStandardize(standardize)
                        .withPenalty(Penalty.parse(penalty))
                        .fit(data);
                double[] coefficients = model.coefficients();
                for (int k = 0; k < 3; k++) {
                    assertEquals(0, coefficients[k * 7 + 1]);
                    assertEquals(0, coefficients[k * 7 + 5]);
                    assertEquals(0, coefficients[k * 7 + 6]);
                    assertEquals(coefficients[k * 7], coefficients[k * 7 + 4], 1e-6);
                }
                assertThat(coefficients).doesNotContain(Double.NaN);
                assertThat(model.report().converged())
                        .as(model.report().toString())
                        .isTrue();
                assertThat(model.report().notes())
                        .anySatisfy(note -> assertThat(note).contains("3 columns are constant"));
            }
        }
    }

    /// Peer pitfall 9.
    @Test
    void duplicatedDataGiveTheSameModelInAsManyIterations() {
        Dataset data = Fixtures.random(200, 5, 2, 9);
        LogisticModel once = learner().fit(data);
        LogisticModel twice = learner()
                .fit(data.select(IntStream.range(0, 400).map(i -> i % 200).toArray()));
        assertThat(twice.coefficients()).usingComparatorWithPrecision(1e-9).containsExactly(once.coefficients());
        assertEquals(once.report().iterations(), twice.report().iterations());
    }

    @Test
    void weightsEqualRepetitionAndZeroWeightsEqualRemoval() {
        Dataset data = Fixtures.random(200, 4, 3, 10);
        int[] times = IntStream.range(0, 200).map(i -> i % 4).toArray();
        int[] repeated = IntStream.range(0, 200)
                .flatMap(i -> IntStream.range(0, times[i]).map(r -> i))
                .toArray();
        LogisticModel weighted = learner()
                .fit(data.withWeights(Arrays.stream(times).asDoubleStream().toArray()));
        LogisticModel rows = learner().fit(data.select(repeated));
        assertThat(weighted.coefficients()).usingComparatorWithPrecision(1e-7).containsExactly(rows.coefficients());
        assertThat(weighted.intercepts()).usingComparatorWithPrecision(1e-7).containsExactly(rows.intercepts());
        assertEquals(rows.logLikelihood(), weighted.logLikelihood(), 1e-8);

        int[] kept = IntStream.range(0, 200).filter(i -> i % 5 != 0).toArray();
        double[] zeros =
                IntStream.range(0, 200).mapToDouble(i -> i % 5 == 0 ? 0 : 1).toArray();
        for (ClassWeights classWeights : List.of(ClassWeights.none(), ClassWeights.balanced())) {
            LogisticRegression learner = learner().withClassWeights(classWeights);
            assertThat(learner.fit(data.withWeights(zeros)).coefficients())
                    .containsExactly(learner.fit(data.select(kept)).coefficients());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Solver.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DESCENT|SAGA")
    void sparseAndDenseFeaturesGiveTheSameModel(Solver solver) {
        for (int classes = 2; classes <= 3; classes++) {
            Dataset dense = holes(Fixtures.random(300, 8, classes, 11));
            Dataset sparse = dense.withFeatures(dense.schema(), Fixtures.sparse(dense.features()));
            for (boolean standardize : new boolean[] {true, false}) {
                for (boolean intercept : new boolean[] {true, false}) {
                    LogisticRegression learner = learner()
                            .withSolver(solver)
                            .withStandardize(standardize)
                            .withIntercept(intercept)
                            .withPenalty(Penalty.l2(0.01));
                    LogisticModel a = learner.fit(dense);
                    LogisticModel b = learner.fit(sparse);
                    assertThat(b.coefficients())
                            .usingComparatorWithPrecision(1e-6)
                            .containsExactly(a.coefficients());
                    assertEquals(a.report().objective(), b.report().objective(), 1e-12);
                    assertThat(b.scores(sparse.features()).values())
                            .usingComparatorWithPrecision(1e-12)
                            .containsExactly(b.scores(dense.features()).values());
                    if (!intercept) {
                        assertThat(a.intercepts()).containsOnly(0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Solver.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DESCENT|SAGA")
    void anyNumberOfThreadsGivesTheSameBits(Solver solver) {
        for (int classes = 2; classes <= 3; classes++) {
            Dataset dense = Fixtures.random(30_000, 45, classes, 12);
            Dataset sparse = holes(dense)
                    .withFeatures(dense.schema(), Fixtures.sparse(holes(dense).features()));
            for (Dataset data : List.of(dense, sparse)) {
                LogisticModel one = learner()
                        .withSolver(solver)
                        .fit(data, Fitting.defaults().withThreads(1));
                for (int threads : new int[] {2, 7}) {
                    LogisticModel more = learner()
                            .withSolver(solver)
                            .fit(data, Fitting.defaults().withThreads(threads));
                    assertEquals(one, more);
                }
            }
        }
    }

    @Test
    void classNamedWithoutRowsGetsProbabilityZero() {
        Dataset two = Fixtures.random(200, 3, 2, 13);
        Dataset named = two.withTarget(new Target.Classes(
                "class", List.of("a", "b", "ghost"), two.classes().codes()));
        LogisticModel expected = learner().fit(two);
        LogisticModel model = learner().fit(named);
        assertThat(model.report().notes()).contains("no rows of class ghost: probability 0");
        DenseMatrix scores = model.scores(named.features());
        DenseMatrix probabilities = model.probabilities(named.features());
        DenseMatrix reference = expected.probabilities(two.features());
        for (int i = 0; i < 200; i++) {
            assertEquals(0, probabilities.get(i, 2));
            assertEquals(reference.get(i, 0), probabilities.get(i, 0), 1e-12);
            assertEquals(reference.get(i, 1), probabilities.get(i, 1), 1e-12);
            assertThat(scores.get(i, 2)).isFinite().isLessThan(Math.min(scores.get(i, 0), scores.get(i, 1)));
        }
        Dataset three = Fixtures.random(200, 3, 3, 13);
        LogisticModel four = learner()
                .fit(three.withTarget(new Target.Classes(
                        "class",
                        List.of("a", "ghost", "b", "c"),
                        Arrays.stream(three.classes().codes())
                                .map(c -> c == 0 ? 0 : c + 1)
                                .toArray())));
        double[] all = learner().fit(three).coefficients();
        assertThat(Arrays.copyOfRange(four.coefficients(), 0, 3)).containsExactly(Arrays.copyOfRange(all, 0, 3));
        assertThat(Arrays.copyOfRange(four.coefficients(), 3, 6)).containsOnly(0);
        assertThat(Arrays.copyOfRange(four.coefficients(), 6, 12)).containsExactly(Arrays.copyOfRange(all, 3, 9));
    }

    @Test
    void scoresOfTwoClassesMirrorAndInterceptsOfManyAreCentred() {
        Dataset two = Fixtures.random(200, 3, 2, 14);
        DenseMatrix scores = learner().fit(two).scores(two.features());
        for (int i = 0; i < 200; i++) {
            assertEquals(-scores.get(i, 0), scores.get(i, 1));
        }
        LogisticModel three = learner().withPenalty(Penalty.none()).fit(Fixtures.random(200, 3, 3, 14));
        assertEquals(0, Arrays.stream(three.intercepts()).sum(), 1e-12);
        for (int j = 0; j < 3; j++) {
            assertEquals(0, three.coefficients()[j] + three.coefficients()[3 + j] + three.coefficients()[6 + j], 1e-9);
        }
    }

    @Test
    void iterationLimitIsVisible() {
        LogisticModel model = learner().withMaxIterations(1).fit(Fixtures.random(200, 3, 2, 15));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().reason()).contains("limit of 1 iterations");
    }

    @Test
    void reportCarriesTraceCertificateAndTheSolverWithItsReason() {
        LogisticModel model = learner().fit(Fixtures.random(200, 3, 2, 16));
        assertThat(model.report().certificate().get("gradient_norm")).isLessThanOrEqualTo(1e-8);
        assertThat(model.report().trace()).hasSize(model.report().iterations() + 1);
        assertThat(model.report().notes())
                .contains("solver newton-cholesky: 4 coefficients <= 600 (dense data of 200 rows, 2 classes)");
        SparseMatrix wide =
                new SparseMatrix(300, new int[] {0, 1, 2, 3}, new int[] {0, 299, 0}, new double[] {1, 1, -1});
        assertThat(learner().fit(Dataset.classes(wide, "a", "b", "b")).report().notes())
                .anySatisfy(note -> assertThat(note).startsWith("solver newton-cg: 301 coefficients > 200 (sparse"));
    }

    @Test
    void cancellationReachesTheSolver() {
        assertThatThrownBy(() -> learner()
                        .fit(Fixtures.random(200, 3, 2, 17), Fitting.defaults().withCancellation(() -> true)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void valuesTooLargeToSquareAreRefused() {
        Dataset data = Dataset.classes(Matrix.of(new double[] {1e200}, new double[] {-1e200}), "a", "b");
        assertThatThrownBy(() -> learner().fit(data))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"x1\" holds values too large");
    }

    /// Large enough for sampled and single-precision Hessians; the certificate is that of the exact gradient.
    @Test
    void roughHessiansLeadToTheExactOptimum() {
        Dataset data = Fixtures.random(60_000, 30, 2, 18);
        LogisticModel rough = learner().fit(data);
        LogisticModel other =
                learner().withSolver(Solver.LBFGS).withTolerance(1e-10).fit(data);
        assertThat(rough.report().converged()).isTrue();
        assertThat(rough.coefficients()).usingComparatorWithPrecision(1e-7).containsExactly(other.coefficients());
    }

    private static Dataset mapped(Dataset data, int column, double factor, double shift) {
        double[] values = ((DenseMatrix) data.features()).values().clone();
        for (int i = column; i < values.length; i += data.columns()) {
            values[i] = values[i] * factor + shift;
        }
        return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), data.columns(), values));
    }

    private static Dataset holes(Dataset data) {
        double[] values = ((DenseMatrix) data.features()).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7L) % 10 < 6 ? 0 : values[i] + 1;
        }
        return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), data.columns(), values));
    }

    private static Dataset separable(int classes) {
        double[][] rows = new double[30][];
        String[] names = new String[30];
        for (int i = 0; i < 30; i++) {
            int k = i % classes;
            rows[i] = new double[] {Math.cos(2 * k) + 0.01 * i, Math.sin(2 * k) - 0.005 * i};
            names[i] = "class " + k;
        }
        return Dataset.classes(Matrix.of(rows), names);
    }
}
