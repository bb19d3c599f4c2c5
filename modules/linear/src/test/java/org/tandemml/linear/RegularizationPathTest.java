package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Settings;
import org.tandemml.formats.ModelFile;
import org.tandemml.regularization.Penalty;

class RegularizationPathTest {
    private static final Properties GOLDEN = Fixtures.reference("sklearn-linear.properties");
    private static final LogisticRegression LOGISTIC =
            new LogisticRegression().withPenalty(Penalty.l1(1)).withPath(PathSearch.minimum());

    @ParameterizedTest
    @CsvSource({"lasso, l1, 0 1 3 6 9", "enet, elastic-net:1:0.4, 1 4 9"})
    void lassoPathHasTheGridAndCoefficientsOfTheReference(String name, String penalty, String points) {
        RegularizationPath path = new LinearRegression()
                .withPenalty(Penalty.parse(penalty))
                .withStandardize(false)
                .withPath(PathSearch.minimum().withPoints(10))
                .path(LinearRegressionTest.waves(0), Fitting.defaults());
        double[] alphas = Fixtures.numbers(GOLDEN, "path." + name + ".alphas");
        for (int i = 0; i < alphas.length; i++) {
            assertEquals(1, path.lambdas()[i] / alphas[i], 1e-12);
        }
        for (String point : points.split(" ")) {
            // The points of a path are found to a gradient of 1e-6.
            assertArrayEquals(
                    Fixtures.numbers(GOLDEN, "path." + name + "." + point),
                    path.coefficients(Integer.parseInt(point)),
                    1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"l1", "elastic-net:1:0.3", "l2"})
    void everyPointIsTheOptimumOfItsOwnFit(String penalty) {
        for (Dataset data : new Dataset[] {Fixtures.standardised(Fixtures.wdbc()), Fixtures.iris()}) {
            LogisticRegression learner = LOGISTIC.withPenalty(Penalty.parse(penalty))
                    .withPath(PathSearch.minimum().withPoints(12).withFolds(3));
            RegularizationPath path = learner.path(data, Fitting.defaults());
            for (int i = 0; i < path.size(); i++) {
                Penalty there = learner.penalty().withLambda(path.lambdas()[i]);
                LogisticModel single =
                        LOGISTIC.withPath(PathSearch.none()).withPenalty(there).fit(data);
                assertEquals(-single.logLikelihood() / data.rows(), path.losses()[i], 1e-6);
                assertThat(path.coefficients(i))
                        .usingComparatorWithPrecision(1e-3)
                        .containsExactly(single.coefficients());
            }
        }
    }

    /// 1,401 coefficients: by conjugate gradients, dense and sparse.
    @Test
    void pathWithAnL2PenaltyTakesManyColumns() {
        Dataset dense = Fixtures.random(120, 1400, 2, 6);
        Dataset sparse = dense.withFeatures(dense.schema(), Fixtures.sparse(dense.features()));
        LogisticRegression learner = LOGISTIC.withPenalty(Penalty.l2(1))
                .withPath(PathSearch.minimum().withPoints(6).withFolds(2));
        for (Dataset data : new Dataset[] {dense, sparse}) {
            RegularizationPath path = learner.path(data, Fitting.defaults());
            for (int i = 0; i < path.size(); i++) {
                LogisticModel single = LOGISTIC.withPath(PathSearch.none())
                        .withPenalty(Penalty.l2(path.lambdas()[i]))
                        .fit(data);
                assertEquals(-single.logLikelihood() / data.rows(), path.losses()[i], 1e-5);
            }
        }
    }

    @Test
    void beginsWhereTheFirstCoefficientLeavesZero() {
        RegularizationPath path = LOGISTIC.path(Fixtures.wdbc(), Fitting.defaults());
        assertEquals(0, path.nonzero(0));
        assertThat(path.nonzero(1)).isPositive();
        double[] losses = path.losses();
        assertThat(IntStream.range(1, path.size()).allMatch(i -> losses[i] <= losses[i - 1] + 1e-9))
                .isTrue();
    }

    @Test
    void validationLossIsThatOfModelsFittedOnTheOtherFolds() {
        Dataset data = Fixtures.wdbc();
        PathSearch search = PathSearch.minimum().withPoints(5).withFolds(4);
        RegularizationPath path = LOGISTIC.withPath(search).path(data, Fitting.defaults());
        int[] fold = org.tandemml.core.Splits.foldOfRow(data.target(), data.rows(), 4, 42);
        double lambda = path.lambdas()[3];
        double[] losses = new double[4];
        for (int f = 0; f < 4; f++) {
            int leftOut = f;
            Dataset train = data.select(IntStream.range(0, fold.length)
                    .filter(i -> fold[i] != leftOut)
                    .toArray());
            Dataset test = data.select(IntStream.range(0, fold.length)
                    .filter(i -> fold[i] == leftOut)
                    .toArray());
            LogisticModel model = LOGISTIC.withPath(PathSearch.none())
                    .withPenalty(Penalty.l1(lambda))
                    .fit(train);
            double[] ones = new double[test.rows()];
            Arrays.fill(ones, 1);
            losses[f] = Fixtures.objective(model, test, ones, Penalty.none());
        }
        double mean = Arrays.stream(losses).average().orElseThrow();
        double squares = Arrays.stream(losses).map(l -> (l - mean) * (l - mean)).sum();
        assertEquals(mean, path.validationLosses()[3], 1e-5);
        assertEquals(Math.sqrt(squares / 3 / 4), path.standardErrors()[3], 1e-5);
    }

    @Test
    void oneStandardErrorTakesTheSimplerModel() {
        LogisticModel best = LOGISTIC.fit(Fixtures.wdbc());
        LogisticModel simple = LOGISTIC.withPath(PathSearch.oneStandardError()).fit(Fixtures.wdbc());
        RegularizationPath path = simple.path().orElseThrow();
        assertThat(path.oneStandardError()).isLessThan(path.minimum());
        double limit = path.validationLosses()[path.minimum()] + path.standardErrors()[path.minimum()];
        assertThat(path.validationLosses()[path.oneStandardError()]).isLessThanOrEqualTo(limit);
        assertThat(path.validationLosses()[path.oneStandardError() - 1]).isGreaterThan(limit);
        assertThat(Arrays.stream(simple.coefficients()).filter(c -> c != 0).count())
                .isLessThan(
                        Arrays.stream(best.coefficients()).filter(c -> c != 0).count());
        assertThat(simple.report().converged()).isTrue();
    }

    @Test
    void threadsDoNotChangeABit() {
        Fitting how = Fitting.defaults();
        assertEquals(
                LOGISTIC.fit(Fixtures.wdbc(), how.withThreads(1)), LOGISTIC.fit(Fixtures.wdbc(), how.withThreads(3)));
    }

    @Test
    void modelWithItsPathGoesThroughAFile() {
        LogisticModel model = LOGISTIC.withPath(
                        PathSearch.minimum().withPoints(5).withFolds(2))
                .fit(Fixtures.iris());
        assertEquals(model, ModelFile.fromBytes("path.tandem", ModelFile.toBytes(model)));
    }

    @Test
    void isDrawn() {
        RegularizationPath path = LOGISTIC.path(Fixtures.wdbc(), Fitting.defaults());
        assertThat(path.coefficientPicture().svg()).contains("Regularisation path", "least validation loss", "worst");
        assertThat(path.validationPicture().orElseThrow().svg()).contains("within one standard error");
    }

    @Test
    void givenLambdaStaysBesideAPathWithoutFolds() {
        Penalty penalty = Penalty.l1(0.05);
        LogisticRegression beside =
                LOGISTIC.withPenalty(penalty).withPath(PathSearch.given().withPoints(40));
        LogisticModel model = beside.fit(Fixtures.wdbc());
        LogisticModel alone = beside.withPath(PathSearch.none()).fit(Fixtures.wdbc());
        assertArrayEquals(alone.coefficients(), model.coefficients());
        RegularizationPath path = model.path().orElseThrow();
        RegularizationPath judged =
                beside.withPath(PathSearch.minimum().withPoints(40)).path(Fixtures.wdbc(), Fitting.defaults());
        assertArrayEquals(judged.lambdas(), path.lambdas());
        assertArrayEquals(judged.losses(), path.losses());
        assertEquals(0.05, path.lambda());
        int chosen = path.chosen();
        double step = path.lambdas()[0] / path.lambdas()[1];
        assertThat(path.lambdas()[chosen] / 0.05).isBetween(1 / Math.sqrt(step) - 1e-9, Math.sqrt(step) + 1e-9);
        assertThat(path.validationLosses()).isEmpty();
        assertThat(path.validationPicture()).isEmpty();
        assertEquals(
                path.size() - 1,
                beside.withPenalty(Penalty.l1(0))
                        .path(Fixtures.wdbc(), Fitting.defaults())
                        .chosen());
        assertEquals(
                0,
                beside.withPenalty(Penalty.l1(100))
                        .path(Fixtures.wdbc(), Fitting.defaults())
                        .chosen());
        assertThatThrownBy(path::minimum).hasMessageContaining("set path to minimum");
        assertThat(path.coefficientPicture().svg()).contains("lambda given").doesNotContain("least validation loss");
        assertThat(model.report().notes()).anySatisfy(note -> assertThat(note).contains("not cross-validated"));
        assertEquals(model, ModelFile.fromBytes("path.tandem", ModelFile.toBytes(model)));
    }

    @Test
    void wideDataEndWhereAllIsExplained() {
        Dataset wide = Fixtures.random(40, 200, 2, 3);
        RegularizationPath path = LOGISTIC.path(wide, Fitting.defaults());
        assertThat(path.size()).isLessThanOrEqualTo(100);
        assertEquals(1e-2, path.lambdas()[path.size() - 1] / path.lambdas()[0], 0.1);
    }

    @Test
    void isWrittenAndReadAsText() {
        for (String text :
                new String[] {"false", "minimum", "one-standard-error", "given", "minimum:50:5", "given:50:10"}) {
            assertEquals(text, PathSearch.parse(text).toString());
        }
        assertEquals(PathSearch.minimum(), PathSearch.parse("true"));
        LogisticRegression set = Settings.with(Settings.with(LOGISTIC, "path", "true"), "folds", "3");
        assertEquals(PathSearch.minimum().withFolds(3), set.path());
    }

    @Test
    void refusesWhatHasNoPath() {
        assertThatThrownBy(() -> LOGISTIC.withPenalty(Penalty.none()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("set penalty to l1, l2 or elastic-net");
        assertThatThrownBy(() -> LOGISTIC.withPenalty(Penalty.l2(1)).withSolver(Solver.LBFGS))
                .hasMessageContaining("not by lbfgs");
        assertThatThrownBy(() -> PathSearch.parse("minimum:5")).hasMessageContaining("minimum:50:5");
        assertThatThrownBy(() -> PathSearch.parse("best")).hasMessageContaining("one-standard-error");
        assertThatThrownBy(() -> PathSearch.minimum().withFolds(1)).hasMessageContaining("folds");
        Dataset lonely = Fixtures.iris().select(IntStream.rangeClosed(0, 50).toArray());
        assertThatThrownBy(() -> LOGISTIC.fit(lonely)).hasMessageContaining("class \"versicolor\" has 1 row");
    }
}
