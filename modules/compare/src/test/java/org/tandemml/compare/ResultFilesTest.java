package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Settings;
import org.tandemml.evaluation.FoldResult;

/// The fold table, replays, the hold-out, many data sets, tuning.
class ResultFilesTest {
    private static final Comparison SMALL = Comparison.standard()
            .withFolds(3, 2)
            .withWarmUp(Duration.ZERO)
            .withThreads(1)
            .withCloserLook(false);
    private static final List<Learner<?>> TWO = List.of(new ColumnScorer("signal", 0), new ColumnScorer("noise", 2));

    @Test
    void everyFoldIsALineOfTheTable() {
        ComparisonResult result = SMALL.run(List.of(Samples.clouds("a,\"b\"", 60, 1, "no", "yes")), TWO);
        List<String> lines = FoldTable.of(result).lines().toList();
        assertThat(lines).hasSize(1 + 2 * 6);
        assertThat(lines.getFirst()).startsWith("dataset,learner,repeat,fold,train_rows,test_rows,accuracy,");
        FoldResult first =
                result.datasets().getFirst().learners().getFirst().folds().getFirst();
        assertThat(lines.get(1))
                .startsWith("\"a,\"\"b\"\"\",signal,0,0,40,20,"
                        + first.scores().getFirst().value() + ",")
                .endsWith(",true");
    }

    @Test
    void aReplayOfTheSameIsTheSame() {
        List<Dataset> data = List.of(Samples.clouds("two", 60, 1, "no", "yes"));
        Map<String, Object> first = ResultTree.of(SMALL.run(data, TWO));
        ReplayReport same = ReplayReport.of(first, ResultTree.of(SMALL.run(data, TWO)));
        assertThat(same.same()).isTrue();
        assertThat(same.machine()).isEmpty();
        // 2 learners x 6 folds x 7 metrics.
        assertThat(same.scores()).isEqualTo(84);
        assertThat(same.equal()).isEqualTo(84);
    }

    @Test
    void aReplaySaysWhatDiffers() {
        List<Dataset> data = List.of(Samples.clouds("two", 60, 1, "no", "yes"));
        Map<String, Object> first = new LinkedHashMap<>(ResultTree.of(SMALL.run(data, TWO)));
        ReplayReport other =
                ReplayReport.of(first, ResultTree.of(SMALL.withSeed(7).run(data, TWO)));
        assertThat(other.same()).isFalse();
        assertThat(other.differences()).anyMatch(d -> d.startsWith("two: splits was "));
        assertThat(other.differences()).anyMatch(d -> d.matches("two: signal: \\d+ scores differ, most .*"));
        first.put("environment", Map.of("simd", "SIMD 4096-bit"));
        assertThat(ReplayReport.of(first, ResultTree.of(SMALL.run(data, TWO))).machine())
                .anyMatch(d -> d.startsWith("simd was SIMD 4096-bit, is "));
        ReplayReport fewer = ReplayReport.of(first, ResultTree.of(SMALL.run(data, TWO.subList(0, 1))));
        assertThat(fewer.differences()).containsExactly("two: noise did not take part again");
        assertThat(ReplayReport.of(Map.of(), Map.of()).same()).isTrue();
    }

    @Test
    void theHoldOutHasIntervalsAndTheTestOfDeLong() {
        Comparison aside = SMALL.withProtocol(Protocol.of(3, 2).withHoldOut(0.4));
        DatasetResult result = aside.run(List.of(Samples.clouds("two", 200, 1, "no", "yes")), TWO)
                .datasets()
                .getFirst();
        HoldOut holdOut = result.holdOut().orElseThrow();
        assertThat(holdOut.rows()).isEqualTo(80);
        assertThat(holdOut.entries()).extracting(HoldOut.Entry::learner).containsExactly("signal", "noise");
        HoldOut.Entry best = holdOut.entries().getFirst();
        assertThat(best.method()).isEqualTo("DeLong");
        assertThat(best.primary().low().value())
                .isLessThan(best.primary().score().value());
        assertThat(best.accuracy().orElseThrow().isDefined()).isTrue();
        // 2 sd apart on one axis and 80 rows: far below the level; the first has nothing to be compared with.
        assertThat(best.againstBest()).isNaN();
        assertThat(holdOut.entries().get(1).againstBest()).isLessThan(0.01);
        // No fold may hold a row set aside.
        assertThat(result.learners().getFirst().folds()).allMatch(f -> f.trainRows() + f.testRows() == 120);
    }

    @Test
    void fiveDataSetsAreRankedAndFewerAreNot() {
        List<Dataset> data = IntStream.range(0, 6)
                .mapToObj(i -> Samples.clouds("d" + i, 60, i, "no", "yes"))
                .toList();
        AcrossDatasets across = SMALL.run(data, TWO).across().orElseThrow();
        assertThat(across.ranks().friedman().meanRanks()).containsExactly(1, 2);
        assertThat(across.text()).startsWith("Over 6 data sets: the best mean rank by AUC is that of signal, 1.00");
        // Six differences of one sign: Wilcoxon's exact p is 2 / 2^6.
        assertThat(across.ranks().pairs().getFirst().adjustedP()).isCloseTo(0.03125, within(1e-15));
        assertThat(across.ranks().cliques()).isEmpty();
        ComparisonResult few = SMALL.run(data.subList(0, 4), TWO);
        assertThat(few.across()).isEmpty();
        assertThat(AcrossDatasets.absence(few.datasets()).orElseThrow()).contains("at least 5");
        // Five sets: no pair of learners can be told apart, and the report says so.
        assertThat(SMALL.run(data.subList(0, 5), TWO).across().orElseThrow().text())
                .contains("2 learners need at least 6 data sets");
    }

    @Test
    void tunedLearnersKeepTheirNamesAndTellWhatWasChosen() {
        Comparison tuned = SMALL.withProtocol(Protocol.of(2, 1).withTuning(Duration.ofMillis(150)));
        DatasetResult result = tuned.run(
                        List.of(Samples.clouds("two", 60, 1, "no", "yes")),
                        List.of(Learners.classifier("logistic"), Learners.classifier("baseline")))
                .datasets()
                .getFirst();
        assertThat(result.learners()).extracting(l -> l.name()).containsExactly("logistic", "baseline");
        assertThat(result.learners()).allMatch(l -> l.failure().isEmpty());
        assertThat(result.inspections().getFirst().tuned()).isNotEmpty().allMatch(t -> t.startsWith("logistic("));
    }

    @Test
    void searchSpacesNameSettingsThatTheirLearnersHave() {
        List<String> without = new ArrayList<>();
        for (Learner<?> learner : Learners.all()) {
            SearchSpaces.of(learner, "")
                    .forEach((key, range) ->
                            Settings.with(learner, key, range.grid(2).getFirst()));
            if (SearchSpaces.of(learner, "").isEmpty()) {
                without.add(learner.name());
            }
        }
        assertThat(without).doesNotContain("logistic", "knn", "mlp", "ridge", "lasso", "elastic-net", "perceptron");
    }

    /// Identical learners: every difference that is claimed is false. Three learners of pure noise are three pairs,
    /// which Holm's adjustment must hold together at 5 %.
    @Test
    @Tag("slow")
    void falseAlarmsOfTheWholePipelineStayBelowTheLevel() {
        int runs = 400;
        int alarms = 0;
        for (int seed = 0; seed < runs; seed++) {
            Dataset data = Samples.clouds("noise", 80, 10_000 + seed, "a", "b");
            DatasetResult result = SMALL.withFolds(5, 3)
                    .run(
                            List.of(data),
                            List.of(new ColumnScorer("n1", 2), new ColumnScorer("n2", 3), new ColumnScorer("n3", 4)))
                    .datasets()
                    .getFirst();
            alarms += result.verdict().pairs().stream().anyMatch(p -> p.adjustedP() < Verdict.ALPHA) ? 1 : 0;
        }
        // 5 % of 400 and three standard deviations of the binomial: 20 + 3 * 4.36.
        assertThat(alarms).isLessThanOrEqualTo(33);
    }
}
