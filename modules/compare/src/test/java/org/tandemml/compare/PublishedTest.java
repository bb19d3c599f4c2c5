package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Learners;
import org.tandemml.data.Datasets;

/// Accuracies beside those of others.
class PublishedTest {
    private static final List<String> SETS = List.of("wdbc", "digits", "spambase", "adult");
    private static final List<String> LEARNERS =
            List.of("logistic", "linear-svm", "perceptron", "svm", "knn", "boosting", "mlp");

    private static Published published(String name) {
        int rows = Datasets.catalog().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow()
                .rows();
        return Published.of(new DatasetFacts(name, rows, 1, 0, 0, "target", List.of(), ""))
                .orElseThrow();
    }

    @Test
    void everyLearnerHasARangeOnEverySet() {
        for (String name : SETS) {
            Published known = published(name);
            assertThat(known.figures().keySet()).as(name).containsAll(LEARNERS).contains("weka-forest");
            known.figures().forEach((learner, figure) -> {
                assertThat(figure.low()).as(name + " " + learner).isBetween(0.5, figure.high());
                // No range says nothing.
                assertThat(figure.high() - figure.low())
                        .as(name + " " + learner)
                        .isLessThan(0.1);
            });
        }
    }

    static Stream<Arguments> pairs() {
        return SETS.stream().flatMap(set -> LEARNERS.stream().map(learner -> Arguments.of(set, learner)));
    }

    /// Two folds of adult: machines and neighbours of 26,000 rows would take minutes.
    @ParameterizedTest
    @MethodSource("pairs")
    @Tag("slow")
    void accuracyIsWhereOthersLetExpectIt(String name, String learner) {
        Optional<Path> folder =
                Optional.ofNullable(System.getenv("TANDEM_DATA")).map(Path::of);
        assumeTrue(!name.equals("adult") || folder.isPresent(), "adult may not be shipped: set TANDEM_DATA");
        Optional<Learner<?>> found = Learners.all().stream()
                .filter(l -> l instanceof Learner.OfClasses<?> && l.name().equals(learner))
                .findFirst();
        assumeTrue(found.isPresent(), learner + " is not on the path");
        Dataset data = Datasets.find(name, folder).train();
        DatasetResult result = Comparison.quick()
                .withFolds(name.equals("adult") ? 2 : 5, 1)
                .withWarmUp(Duration.ZERO)
                .withCloserLook(false)
                .run(List.of(data), List.of(found.get()))
                .datasets()
                .getFirst();
        assertThat(result.learners().getFirst().failure()).isEmpty();
        List<Published.Row> rows = Published.of(result.facts()).orElseThrow().rows(result.learners());
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().figure().holds(rows.getFirst().accuracy()))
                .as(rows.getFirst().toString())
                .isTrue();
    }
}
