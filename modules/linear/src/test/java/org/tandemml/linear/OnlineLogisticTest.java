package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.formats.ModelFile;
import org.tandemml.optimization.FirstOrder;
import org.tandemml.regularization.Penalty;

class OnlineLogisticTest {
    private static final Fitting HOW = Fitting.defaults();
    private static final OnlineLogistic STEPS = new OnlineLogistic().withKeptCells(0);

    @ParameterizedTest
    @ValueSource(strings = {"l2:0.001", "l1:0.005", "elastic-net:0.01:0.5"})
    void onePassOverALargeStreamComesWithinOnePercentOfTheBatchOptimum(String penalty) {
        // Columns of very different units; the penalty is on standardised columns.
        Dataset data = units(Fixtures.random(20_000, 12, 2, 4));
        assertThat(excess(STEPS, data, penalty, 1)).isBetween(-1e-9, 0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2:0.01", "elastic-net:0.01:0.5"})
    void passesOverManyClassesComeWithinOnePercent(String penalty) {
        assertThat(excess(STEPS, Fixtures.random(3000, 6, 4, 9), penalty, 5)).isBetween(-1e-9, 0.01);
    }

    /// Rows that fit in memory are kept: their optimum after one pass, even where the file is sorted by class.
    @ParameterizedTest
    @ValueSource(strings = {"l2:0.001", "l1:0.005", "elastic-net:0.01:0.5"})
    void onePassOverSmallDataReachesTheirOptimum(String penalty) {
        for (Dataset data : new Dataset[] {Fixtures.wdbc(), Fixtures.iris()}) {
            OnlineLogistic settings = new OnlineLogistic().withPenalty(Penalty.parse(penalty));
            LogisticRegression batch = new LogisticRegression().withPenalty(Penalty.parse(penalty));
            OnlineLogisticModel model = learned(settings, sortedByClass(data), 1, 20);
            assertThat(model.isExact()).isTrue();
            assertEquals(
                    batch.fit(data).report().objective(),
                    batch.withMaxIterations(0)
                            .fitFrom(model.current(), data, HOW)
                            .report()
                            .objective(),
                    1e-8);
        }
    }

    /// The batch that no longer fits ends keeping; steps go on from the optimum.
    @Test
    void leavingTheRowsKeptBehindDoesLittleHarm() {
        Dataset data = Fixtures.random(6000, 8, 2, 4);
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(16_000);
        OnlineLogisticModel model = learned(settings, data, 1, 500);
        assertThat(model.isExact()).isFalse();
        assertEquals(6000, model.rowsSeen());
        assertThat(excess(settings, data, "l2:0.001", 1)).isBetween(-1e-9, 0.01);
        OnlineLogisticModel half = learned(settings, part(data, 0, 1500), 1, 500);
        OnlineLogisticModel read = (OnlineLogisticModel) ModelFile.fromBytes("s.tandem", ModelFile.toBytes(half));
        assertEquals(half, read);
        assertEquals(
                half.partialFit(part(data, 1500, 2500), HOW.withThreads(1)),
                read.partialFit(part(data, 1500, 2500), HOW.withThreads(7)));
    }

    /// Rows that are kept no longer are remembered by their curvature.
    @ParameterizedTest
    @ValueSource(strings = {"l2:0.001", "l1:0.001", "elastic-net:0.001:0.5"})
    void furtherPassesStayWithinOnePercentOfTheOptimumTheyBeganAt(String text) {
        Dataset data = Fixtures.spambase();
        LogisticRegression batch = new LogisticRegression().withPenalty(Penalty.parse(text));
        double optimum = batch.withTolerance(1e-9).fit(data).report().objective();
        OnlineLogisticModel model = new OnlineLogistic()
                .withPenalty(Penalty.parse(text))
                .start(data.schema(), data.target().name(), data.classes().names());
        for (int pass = 1; pass <= 4; pass++) {
            for (int from = 0; from < data.rows(); from += 1000) {
                model = model.partialFit(part(data, from, Math.min(data.rows(), from + 1000)), HOW);
            }
            double reached = batch.withMaxIterations(0)
                    .fitFrom(model.current(), data, HOW)
                    .report()
                    .objective();
            assertThat(reached / optimum - 1).as("pass " + pass).isBetween(-1e-8, 1e-7);
        }
        assertThat(model.isExact()).isFalse();
    }

    /// A pass that repeats the stream ends with a step of Newton's method, in whatever order the rows are.
    @ParameterizedTest
    @ValueSource(strings = {"l2:0.001", "l1:0.001", "elastic-net:0.001:0.5", "none"})
    void rowsSortedByClassThatAreNotKeptReachTheOptimumWithinEightPasses(String text) {
        Dataset data = Fixtures.random(3000, 8, 3, 4);
        assertReaches(sortedByClass(data), text, 8 * 400, 4, 1e-4);
        assertReaches(sortedByClass(data), text, 8 * 400, 8, 1e-9);
    }

    @Test
    void mailSortedByClassComesWithinOnePercentInThreePasses() {
        assertReaches(Fixtures.spambase(), "l2:0.001", 57_000, 3, 0.01);
        assertReaches(Fixtures.spambase(), "l2:0.001", 57_000, 8, 1e-9);
    }

    private static void assertReaches(Dataset data, String penalty, int keptCells, int passes, double excess) {
        LogisticRegression batch = new LogisticRegression().withPenalty(Penalty.parse(penalty));
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(keptCells).withPenalty(Penalty.parse(penalty));
        OnlineLogisticModel model = learned(settings, data, passes, 500);
        double reached = batch.withMaxIterations(0)
                .fitFrom(model.current(), data, HOW)
                .report()
                .objective();
        double optimum = batch.withTolerance(1e-9).fit(data).report().objective();
        assertThat(reached / optimum - 1)
                .as(penalty + ", " + passes + " passes")
                .isBetween(-1e-9, excess);
    }

    private static Dataset sortedByClass(Dataset data) {
        int[] codes = data.classes().codes();
        return data.select(IntStream.range(0, data.rows())
                .boxed()
                .sorted(java.util.Comparator.comparing(i -> codes[i]))
                .mapToInt(i -> i)
                .toArray());
    }

    /// Batches of the second pass need not be those of the first, and a file may hold any part of it.
    @Test
    void aRepeatedPassGoesOnExactlyAfterAFile() {
        Dataset data = sortedByClass(Fixtures.random(1500, 5, 3, 2));
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(5 * 300);
        OnlineLogisticModel model = learned(settings, data, 1, 200);
        OnlineLogisticModel read = model;
        for (int from = 0; from < 3000; from += 250) {
            Dataset batch = part(data, from % 1500, from % 1500 + 250);
            model = model.partialFit(batch, HOW.withThreads(1));
            read = read.partialFit(batch, HOW.withThreads(3));
            read = (OnlineLogisticModel) ModelFile.fromBytes("s.tandem", ModelFile.toBytes(read));
            assertEquals(model, read);
        }
        assertEquals(model, model.caughtUp(HOW));
        assertReaches(data, "l2:0.001", 5 * 300, 3, 0.002);
    }

    /// Files of streams once did not hold how the stream began; its rows must not be taken for a pass over later ones.
    @Test
    void aStreamWhoseBeginningIsUnknownNeverComesAgain() {
        StreamPasses passes = StreamPasses.withoutBeginning(2, 1000);
        Dataset data = Fixtures.random(100, 5, 2, 2);
        StreamPasses.Batch batch = new StreamPasses.Batch(
                Design.of(data.features()), data.classes().codes(), new double[100], new double[5]);
        passes.count(batch, 0, 100);
        assertThat(passes.beginAt(batch, 0)).isFalse();
        assertEquals(1100, passes.rows());
        StreamPasses fresh = new StreamPasses(2);
        fresh.count(batch, 0, 100);
        assertThat(fresh.beginAt(batch, 0)).isTrue();
    }

    /// Rows that begin as the stream did and then are others are learned from like all new ones.
    @Test
    void rowsThatOnlyBeginLikeARepeatedPassAreNotLost() {
        Dataset data = Fixtures.random(2000, 5, 2, 2);
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(5 * 200);
        int[] order = IntStream.concat(
                        IntStream.range(0, 1000),
                        IntStream.concat(IntStream.range(0, 100), IntStream.range(1000, 2000)))
                .toArray();
        OnlineLogisticModel model = learned(settings, data.select(order), 1, 100);
        assertEquals(2100, model.rowsSeen());
        LogisticRegression batch = new LogisticRegression();
        Dataset all = data.select(order);
        double optimum = batch.withTolerance(1e-9).fit(all).report().objective();
        double reached = batch.withMaxIterations(0)
                .fitFrom(model.current(), all, HOW)
                .report()
                .objective();
        assertThat(reached / optimum - 1).isBetween(-1e-9, 0.01);
        // The longer stream is recognised in turn.
        assertReaches(all, "l2:0.001", 5 * 200, 4, 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2:0.001", "l1:0.005"})
    void aStreamFarLargerThanWhatIsKeptComesWithinOnePercentInOnePass(String penalty) {
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(12 * 800);
        assertThat(excess(settings, units(Fixtures.random(20_000, 12, 2, 4)), penalty, 1))
                .isBetween(-1e-9, 0.01);
        // Three classes in batches of 500, and one batch with several times the rows that are kept.
        Dataset three = Fixtures.random(6000, 4, 3, 9);
        assertThat(excess(settings.withKeptCells(4 * 400), three, penalty, 1)).isBetween(-1e-9, 0.01);
        OnlineLogisticModel atOnce = settings.withKeptCells(4 * 400)
                .start(three.schema(), "class", three.classes().names())
                .partialFit(three, HOW);
        assertThat(atOnce.isExact()).isFalse();
        assertEquals(6000, atOnce.rowsSeen());
    }

    @Test
    void remembersTheSameAfterAFileWithAnyNumberOfThreads() {
        Dataset data = Fixtures.random(3000, 5, 3, 2);
        OnlineLogistic settings = new OnlineLogistic().withKeptCells(5 * 300).withPenalty(Penalty.l1(0.01));
        OnlineLogisticModel half = learned(settings, part(data, 0, 1500), 1, 200);
        OnlineLogisticModel read = (OnlineLogisticModel) ModelFile.fromBytes("s.tandem", ModelFile.toBytes(half));
        assertEquals(half, read);
        OnlineLogisticModel one = half.partialFit(part(data, 1500, 3000), HOW.withThreads(1));
        assertEquals(one, read.partialFit(part(data, 1500, 3000), HOW.withThreads(2)));
        assertEquals(one, read.partialFit(part(data, 1500, 3000), HOW.withThreads(7)));
    }

    /// Relative excess of the objective over that of the batch optimum, on standardised columns.
    private static double excess(OnlineLogistic settings, Dataset data, String text, int passes) {
        Penalty penalty = Penalty.parse(text);
        double[] weights = Fixtures.cyclicWeights(data.rows());
        LogisticModel best = new LogisticRegression()
                .withPenalty(penalty)
                .withTolerance(1e-9)
                .fit(data.withWeights(weights));
        OnlineLogisticModel model = learned(settings.withPenalty(penalty), data.withWeights(weights), passes, 500);
        return objective(model.current(), data, weights, penalty) / objective(best, data, weights, penalty) - 1;
    }

    private static double objective(LogisticModel model, Dataset data, double[] weights, Penalty penalty) {
        double[] deviation = deviations(data);
        double[] coefficients = model.coefficients();
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] *= deviation[j % deviation.length];
        }
        return Fixtures.objective(model, data, weights, Penalty.none()) + penalty.value(coefficients);
    }

    /// Weighted as in training: the penalty on standardised columns means the weighted deviation.
    private static double[] deviations(Dataset data) {
        double[] weights = Fixtures.cyclicWeights(data.rows());
        double sum = Arrays.stream(weights).sum();
        double[] deviations = new double[data.columns()];
        for (int j = 0; j < deviations.length; j++) {
            double mean = 0;
            for (int i = 0; i < weights.length; i++) {
                mean += weights[i] / sum * data.features().get(i, j);
            }
            double square = 0;
            for (int i = 0; i < weights.length; i++) {
                double d = data.features().get(i, j) - mean;
                square += weights[i] / sum * d * d;
            }
            deviations[j] = Math.sqrt(square);
        }
        return deviations;
    }

    private static Dataset units(Dataset data) {
        int p = data.columns();
        double[] values = new double[data.rows() * p];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, values, i * p);
            for (int j = 0; j < p; j++) {
                values[i * p + j] = values[i * p + j] * Math.pow(10, j % 5 - 2) + 3 * (j % 3);
            }
        }
        return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), p, values));
    }

    private static OnlineLogisticModel learned(OnlineLogistic settings, Dataset data, int passes, int rows) {
        OnlineLogisticModel model = settings.start(
                data.schema(), data.target().name(), data.classes().names());
        for (int pass = 0; pass < passes; pass++) {
            for (int from = 0; from < data.rows(); from += rows) {
                model = model.partialFit(part(data, from, Math.min(data.rows(), from + rows)), HOW);
            }
        }
        return model;
    }

    private static Dataset part(Dataset data, int from, int to) {
        return data.select(IntStream.range(from, to).toArray());
    }

    @Test
    void goesOnExactlyAfterAFile() {
        Dataset data = Fixtures.random(600, 5, 3, 2);
        OnlineLogisticModel half = learned(new OnlineLogistic(), part(data, 0, 300), 1, 100);
        OnlineLogisticModel read = (OnlineLogisticModel) ModelFile.fromBytes("stream.tandem", ModelFile.toBytes(half));
        assertEquals(half, read);
        assertEquals(half.partialFit(part(data, 300, 600), HOW), read.partialFit(part(data, 300, 600), HOW));
    }

    @Test
    void threadsDoNotChangeABit() {
        Dataset data = Fixtures.random(600, 5, 2, 2);
        OnlineLogisticModel start = new OnlineLogistic().start(data.schema(), "class", List.of("a", "b"));
        assertEquals(start.partialFit(data, HOW.withThreads(1)), start.partialFit(data, HOW.withThreads(3)));
    }

    @Test
    void sparseRowsLearnTheSame() {
        Dataset data = Fixtures.random(500, 8, 2, 6);
        Dataset sparse = data.withFeatures(data.schema(), Fixtures.sparse(data.features()));
        assertArrayEquals(
                learned(new OnlineLogistic(), data, 2, 100).current().coefficients(),
                learned(new OnlineLogistic(), sparse, 2, 100).current().coefficients(),
                1e-9);
    }

    @Test
    void aClassMayAppearLateOrNever() {
        Dataset data = Fixtures.random(400, 3, 2, 2);
        OnlineLogisticModel model = new OnlineLogistic()
                .start(data.schema(), "class", List.of("b", "never", "a"))
                .partialFit(data, HOW);
        double[] p = new double[3];
        model.probabilities(new double[] {0, 0, 0}, p);
        assertThat(p[1]).isLessThan(0.2);
        assertEquals(400, model.rowsSeen());
    }

    @Test
    void aColumnThatVariesOnlyLaterIsLearned() {
        Dataset data = Fixtures.random(400, 3, 2, 2);
        double[] still = new double[300];
        Dataset first = part(data, 0, 100);
        for (int i = 0; i < 100; i++) {
            first.features().copyRow(i, still, i * 3);
            still[i * 3 + 1] = 7;
        }
        OnlineLogisticModel model = new OnlineLogistic()
                .start(data.schema(), "class", List.of("a", "b"))
                .partialFit(first.withFeatures(data.schema(), new DenseMatrix(100, 3, still)), HOW);
        assertEquals(0, model.current().coefficients()[1]);
        model = model.partialFit(part(data, 100, 400), HOW);
        assertThat(model.current().coefficients()[1]).isNotZero();
    }

    @Test
    void l1SetsCoefficientsToZero() {
        Dataset data = Fixtures.random(2000, 10, 2, 3);
        double[] coefficients = learned(new OnlineLogistic().withPenalty(Penalty.l1(0.08)), data, 3, 500)
                .current()
                .coefficients();
        assertThat(Arrays.stream(coefficients).filter(c -> c == 0).count()).isBetween(1L, 9L);
    }

    @Test
    void progressiveLossIsHonest() {
        Dataset data = Fixtures.random(2000, 5, 2, 8);
        OnlineLogisticModel model = learned(new OnlineLogistic(), data, 1, 500);
        double fitted = -new LogisticRegression().fit(data).logLikelihood() / data.rows();
        assertThat(model.progressiveLoss()).isBetween(fitted, Math.log(2));
        assertEquals(model.progressiveLoss(), model.report().certificate().get("progressive_loss"));
    }

    @Test
    void refusedBatchesNameThePlaceAndLeaveTheModelUnharmed() {
        Dataset data = Fixtures.random(100, 3, 2, 2);
        OnlineLogisticModel model = learned(new OnlineLogistic(), data, 1, 50);
        double[] before = model.current().coefficients();
        double[] bad = new double[300];
        bad[7 * 3 + 1] = Double.NaN;
        Dataset holes = data.withFeatures(data.schema(), new DenseMatrix(100, 3, bad));
        assertThatThrownBy(() -> model.partialFit(holes, HOW))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("batch 3")
                .hasMessageContaining("x2")
                .hasMessageContaining("8");
        assertThatThrownBy(() -> model.partialFit(Fixtures.random(20, 3, 3, 1), HOW))
                .hasMessageContaining("\"c\", which was not declared");
        assertArrayEquals(before, model.current().coefficients());
        assertEquals(
                model.partialFit(data, HOW),
                learned(new OnlineLogistic(), data, 1, 50).partialFit(data, HOW));
    }

    @Test
    void divergenceIsToldWithStepAndLoss() {
        OnlineLogistic wild = new OnlineLogistic().withOptimizer(new FirstOrder.Sgd(1e6, 0, 0, false, 0));
        assertThatThrownBy(() -> learned(wild, Fixtures.random(500, 3, 2, 2), 1, 500))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("diverges: at step")
                .hasMessageContaining("before; choose a smaller rate than 1000000");
    }

    @Test
    void refusesStreamsWithoutClassesOrNumbers() {
        OnlineLogistic settings = new OnlineLogistic();
        assertThatThrownBy(() -> settings.start(Schema.numeric(2), "y", List.of("a")))
                .hasMessageContaining("at least 2 classes");
        assertThatThrownBy(() -> settings.start(Schema.numeric(2), "y", List.of("a", "a")))
                .hasMessageContaining("different names");
        assertThatThrownBy(() -> settings.withBatchSize(0)).hasMessageContaining("batchSize");
        assertEquals(settings, OnlineLogistic.parse(settings.toString()));
    }
}
