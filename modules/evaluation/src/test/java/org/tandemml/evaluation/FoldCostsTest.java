package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Fold;
import org.tandemml.core.Model;
import org.tandemml.core.Resampling;
import org.tandemml.linear.LinearRegression;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;

/// What folds cost, and results that are kept and read again.
class FoldCostsTest {
    private static final Dataset DATA = Samples.classes(90, 4, 3, 1);

    private static CrossValidated judged() {
        return new CrossValidation(3, 2).withThreads(1).run(new LogisticRegression(), DATA);
    }

    @Test
    void costsOfAFitAreMeasured() {
        CrossValidated result = judged();
        assertThat(result.cost(FoldCost::allocatedBytes)).isGreaterThan(1_000);
        assertThat(result.cost(FoldCost::cpuSeconds)).isNotNegative();
        assertThat(result.cost(FoldCost::peakBytes)).isNotNegative();
        assertThat(result.fitSeconds()).isPositive();
        assertThat(result.withoutTimes().cost(FoldCost::allocatedBytes)).isZero();
    }

    @Test
    void allocationOfALargeArrayIsSeen() {
        CostMeter meter = CostMeter.begun();
        byte[] large = new byte[64 << 20];
        FoldCost cost = meter.fitted();
        assertThat(large).hasSize(64 << 20);
        assertThat(cost.allocatedBytes()).isGreaterThanOrEqualTo(64 << 20);
        assertThat(cost.peakBytes()).isGreaterThanOrEqualTo(64 << 20);
    }

    @Test
    void energyIsReadWhereTheSystemTellsIt(@TempDir Path folder) throws IOException {
        assertThat(EnergyCounter.in(folder).joules()).isNaN();
        Path counter = Files.createDirectory(folder.resolve("intel-rapl:0"));
        Files.writeString(counter.resolve("energy_uj"), "4000000\n");
        Files.writeString(counter.resolve("max_energy_range_uj"), "10000000\n");
        EnergyCounter energy = EnergyCounter.in(folder);
        double before = energy.joules();
        assertThat(before).isEqualTo(4);
        Files.writeString(counter.resolve("energy_uj"), "5500000\n");
        assertThat(energy.since(before)).isCloseTo(1.5, within(1e-12));
        // Begun again at 0: 6 J to the end of the range and 1 J beyond.
        Files.writeString(counter.resolve("energy_uj"), "1000000\n");
        assertThat(energy.since(before)).isCloseTo(7, within(1e-12));
    }

    @Test
    void whatIsKeptIsReadAgainBitForBit() throws IOException {
        CrossValidated classes = judged();
        assertThat(again(classes, DATA)).isEqualTo(classes);
        Dataset numbers = Samples.numbers(60, 3, 2);
        CrossValidated regression = new CrossValidation(3, 1).withThreads(1).run(new LinearRegression(), numbers);
        assertThat(again(regression, numbers)).isEqualTo(regression);
        CrossValidated failed = new CrossValidation(3, 1)
                .withThreads(1)
                .run(
                        new CrossValidationTest.Misbehaving("lost", how -> {
                            throw new ArithmeticException("lost");
                        }),
                        DATA);
        assertThat(again(failed, DATA)).isEqualTo(failed);
        // The curves are those of the first time, too.
        ClassifierEvaluation before =
                (ClassifierEvaluation) classes.folds().getFirst().outOfFold().evaluation();
        ClassifierEvaluation after = (ClassifierEvaluation)
                again(classes, DATA).folds().getFirst().outOfFold().evaluation();
        assertThat(after.metrics()).isEqualTo(before.metrics());
    }

    private static CrossValidated again(CrossValidated result, Dataset data) throws IOException {
        return CrossValidatedCodec.read(new DataInputStream(new ByteArrayInputStream(bytes(result))), data);
    }

    private static byte[] bytes(CrossValidated result) throws IOException {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        CrossValidatedCodec.write(result, new DataOutputStream(memory));
        return memory.toByteArray();
    }

    @Test
    void tornAndForeignBytesAreRefused() throws IOException {
        byte[] whole = bytes(judged());
        for (int length : new int[] {0, 3, 40, whole.length / 2, whole.length - 1}) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(
                            () -> CrossValidatedCodec.read(new DataInputStream(new ByteArrayInputStream(torn)), DATA))
                    .isInstanceOf(IOException.class);
        }
        Dataset shorter = DATA.select(0, 1, 2, 3);
        assertThatThrownBy(
                        () -> CrossValidatedCodec.read(new DataInputStream(new ByteArrayInputStream(whole)), shorter))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theListenerSeesTheModelOfEachFold() {
        List<Integer> rows = new ArrayList<>();
        new CrossValidation(3, 1)
                .withThreads(1)
                .withWarmUp(Duration.ofMillis(1))
                .withListener(new CrossValidation.Listener() {
                    @Override
                    public void fold(String learner, int fold, int folds) {}

                    @Override
                    public void fitted(Fold fold, Model model) {
                        assertThat(model.parameters()).hasValue(3 * 4 + 3);
                        rows.add(fold.test().length);
                    }
                })
                .run(new LogisticRegression(), DATA);
        // Warm-ups are not shown.
        assertThat(rows).containsExactly(30, 30, 30);
    }

    @Test
    void foldsFoundElsewhereAreJudgedAsTheyAre() {
        List<Fold> folds = Resampling.kFold(3).folds(DATA, 42);
        CrossValidation one = new CrossValidation(Resampling.kFold(3)).withThreads(1);
        CrossValidation other = new CrossValidation(new Resampling.Given(folds)).withThreads(1);
        assertThat(other.run(new LogisticRegression(), DATA).metrics())
                .isEqualTo(one.run(new LogisticRegression(), DATA).metrics());
    }

    @Test
    void aSearchWithoutTimeTriesTheGivenSettingsOnly() {
        Search search = new Search(Map.of("penalty.lambda", Range.logUniform(1e-5, 10)), new Strategy.Random(1_000))
                .withResampling(Resampling.kFold(3))
                .withBudget(Duration.ofNanos(1));
        SearchResult<LogisticRegression> result =
                search.run(new LogisticRegression(), DATA, Fitting.defaults().withThreads(1));
        assertThat(result.trials()).hasSize(1);
        assertThat(result.learner()).isEqualTo(new LogisticRegression());
    }

    @Test
    void aSearchWithTimeToSpareTriesTheGivenSettingsAndAllOthers() {
        Search search = new Search(Map.of("penalty.lambda", Range.logUniform(1e-5, 10)), new Strategy.Random(4))
                .withResampling(Resampling.kFold(3));
        Fitting how = Fitting.defaults().withThreads(1);
        List<Trial> limited = search.withBudget(Duration.ofHours(1))
                .run(new LogisticRegression(), DATA, how)
                .trials();
        assertThat(limited.getFirst().settings()).isEmpty();
        assertThat(limited.subList(1, 5))
                .isEqualTo(search.run(new LogisticRegression(), DATA, how).trials());
    }

    @Test
    void pooledEvaluationsAreThoseOfAllRows() {
        CrossValidated result = judged();
        List<ClassifierEvaluation> parts = result.folds().stream()
                .filter(f -> f.repeat() == 0)
                .map(f -> (ClassifierEvaluation) f.outOfFold().evaluation())
                .toList();
        ClassifierEvaluation pooled = ClassifierEvaluation.pooled(parts);
        assertThat(pooled.rows()).isEqualTo(90);
        assertThat(pooled.accuracy().value())
                .isCloseTo(
                        parts.stream()
                                .mapToDouble(p -> p.accuracy().value() * p.rows() / 90)
                                .sum(),
                        within(1e-12));
        double rows = pooled.reliabilityOfAll(new Binning.Quantile(5)).bins().stream()
                .mapToDouble(ReliabilityCurve.Bin::weight)
                .sum();
        assertThat(rows).isEqualTo(270);
    }
}
