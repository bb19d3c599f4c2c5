package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;
import org.tandemml.evaluation.Metric;

class ComparisonTest {
    private static final Comparison FIVE_TWICE = Comparison.standard()
            .withWarmUp(Duration.ZERO)
            .withCloserLook(false)
            .withFolds(5, 2)
            .withThreads(1);

    @Test
    void sameSeedSameResultWhateverTheThreads() {
        List<Dataset> data =
                List.of(Samples.clouds("two", 60, 1, "a", "b"), Samples.clouds("three", 60, 2, "x", "y", "z"));
        ComparisonResult one = FIVE_TWICE.run(data, Samples.learners(2));
        ComparisonResult other = FIVE_TWICE.withThreads(3).run(data, Samples.learners(2));
        assertThat(HtmlReport.of(Samples.timeless(other))).isEqualTo(HtmlReport.of(Samples.timeless(one)));
        assertThat(HtmlReport.of(Samples.timeless(FIVE_TWICE.withSeed(43).run(data, Samples.learners(2)))))
                .isNotEqualTo(HtmlReport.of(Samples.timeless(one)));
    }

    @Test
    void preprocessingIsFittedInTheFold() {
        // peer-pitfalls 46: fitted on all rows, the training rows of a fold would not have mean 0.
        List<Double> means = Collections.synchronizedList(new ArrayList<>());
        Learner<?> watching = new ColumnScorer("watching", 0, new Traits(false, false, true), train -> {
            double sum = 0;
            for (int i = 0; i < train.rows(); i++) {
                sum += train.features().get(i, 0);
            }
            means.add(sum / train.rows());
        });
        FIVE_TWICE.run(List.of(Samples.clouds("two", 53, 1, "a", "b")), List.of(watching));
        // Ten folds; 1e-12 is far above rounding and far below what a leak leaves (about 0.1).
        assertThat(means).hasSize(10).allSatisfy(mean -> assertThat(mean).isCloseTo(0, within(1e-12)));
    }

    @Test
    void aFailingLearnerIsARowAndTheOthersAreJudged() {
        DatasetResult result = FIVE_TWICE
                .run(List.of(Samples.clouds("two", 60, 1, "a", "b")), Samples.learners(2))
                .datasets()
                .getFirst();
        assertThat(result.learners()).extracting(l -> l.failure().isPresent()).containsExactly(false, false, true);
        assertThat(result.learners().get(2).failure()).contains("ArithmeticException: <b>lost</b> & gone");
        assertThat(result.verdict().best()).containsExactly("signal");
        assertThat(result.verdict().text()).contains("signal is best with AUC");
    }

    @Test
    void aLearnerOutOfTimeIsARow() {
        Learner<?> slow = new ColumnScorer("slow", 0, Traits.NUMERIC_ONLY, data -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        DatasetResult result = FIVE_TWICE
                .withTimeout(Duration.ofMillis(50))
                .run(List.of(Samples.clouds("two", 60, 1, "a", "b")), List.of(slow))
                .datasets()
                .getFirst();
        assertThat(result.learners().getFirst().failure().orElseThrow()).startsWith("timed out after 0.05 s");
        assertThat(result.verdict().text()).isEqualTo("No learner finished.");
    }

    @Test
    void baselineAndLogisticMeetOnBundledData() {
        Dataset wdbc = org.tandemml.data.Datasets.named("wdbc");
        DatasetResult result = FIVE_TWICE
                .run(List.of(wdbc), List.of(Learners.classifier("baseline"), Learners.classifier("logistic")))
                .datasets()
                .getFirst();
        assertThat(result.learners()).allMatch(l -> l.failure().isEmpty());
        assertThat(result.verdict().best()).containsExactly("logistic");
        // The prior scores every row alike: ties everywhere.
        assertThat(result.learners()
                        .getFirst()
                        .metric(Metric.AUC)
                        .orElseThrow()
                        .mean()
                        .value())
                .isEqualTo(0.5);
    }

    @Test
    void learnersOfTheOtherKindAreLeftOutByName() {
        Dataset numbers = Dataset.of(
                "line",
                Schema.numeric(1),
                Matrix.of(new double[][] {{1}, {2}, {3}, {4}, {5}, {6}}),
                new Target.Numbers("y", new double[] {1, 2, 3, 4, 5, 6}));
        List<Learner<?>> learners = new ArrayList<>(Learners.named("baseline"));
        learners.add(new ColumnScorer("signal", 0));
        DatasetResult result = FIVE_TWICE
                .withFolds(2, 2)
                .run(List.of(numbers), learners)
                .datasets()
                .getFirst();
        assertThat(result.leftOut()).containsExactly("signal");
        assertThat(result.learners()).extracting(l -> l.name()).containsExactly("baseline");
        assertThat(result.verdict().metric()).isEqualTo(Metric.RMSE);
    }

    @Test
    void dataWithoutTargetAreTheCallersMistake() {
        Dataset none = Dataset.of("none", Schema.numeric(1), Matrix.of(new double[][] {{1}}), new Target.None());
        assertThatThrownBy(() -> FIVE_TWICE.run(List.of(none), Samples.learners(2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--target");
    }

    @Test
    void quickRunsClaimNothing() {
        DatasetResult result = Comparison.quick()
                .withWarmUp(Duration.ZERO)
                .withCloserLook(false)
                .run(List.of(Samples.clouds("two", 60, 1, "a", "b")), Samples.learners(2))
                .datasets()
                .getFirst();
        assertThat(result.verdict().pairs()).isEmpty();
        assertThat(result.verdict().text()).startsWith("No significance from one division");
    }

    @Test
    void equallyUselessLearnersAreToldApartNoMoreOftenThanPromised() {
        int rejected = 0;
        for (int seed = 0; seed < 200; seed++) {
            Dataset data = Samples.clouds("noise", 60, seed, "a", "b");
            DatasetResult result = Comparison.standard()
                    .withWarmUp(Duration.ZERO)
                    .withCloserLook(false)
                    .withThreads(1)
                    .run(List.of(data), List.of(new ColumnScorer("n1", 2), new ColumnScorer("n2", 4)))
                    .datasets()
                    .getFirst();
            rejected += result.verdict().best().size() == 1 ? 1 : 0;
        }
        // 5 % of 200 and three standard deviations of the binomial: 10 + 3 * 3.08.
        assertThat(rejected).isLessThanOrEqualTo(19);
    }

    @Test
    void theTreeHoldsPlainValuesWithoutNaN() {
        ComparisonResult result = FIVE_TWICE.run(List.of(Samples.clouds("two", 60, 1, "a", "b")), Samples.learners(2));
        Map<String, Object> tree = ResultTree.of(result);
        assertThat(tree).containsKeys("seed", "datasets", "verdict");
        assertPlain(tree);
        assertThat(tree.toString())
                .contains("interval=[", "fit_seconds=", "predict_seconds=", "failure=ArithmeticException", "folds=[{");
    }

    private static void assertPlain(Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.values().forEach(ComparisonTest::assertPlain);
            case List<?> list -> list.forEach(ComparisonTest::assertPlain);
            case Double number -> assertThat(number).isFinite();
            default -> assertThat(value).isInstanceOfAny(String.class, Integer.class, Long.class, Boolean.class);
        }
    }
}
