package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Learner;
import org.tandemml.core.Traits;
import org.tandemml.evaluation.ResampledMean;

class ConsoleTableTest {
    @Test
    void noLineIsWiderThanAHundredColumns() {
        List<Learner<?>> learners = List.of(
                new ColumnScorer("a-learner-with-a-name-that-nobody-would-type", 0),
                new ColumnScorer("broken", 0, Traits.NUMERIC_ONLY, data -> {
                    throw new IllegalStateException("a reason of many words ".repeat(40) + "x".repeat(300));
                }));
        Dataset data = Samples.clouds("a name of data that goes on ".repeat(8), 60, 1, "no", "yes");
        String table =
                ConsoleTable.of(Comparison.quick().withWarmUp(Duration.ZERO).run(List.of(data), learners));
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(table)
                .contains("failed: IllegalStateException: a reason of many words")
                .contains("…");
    }

    @Test
    void undefinedMetricsAreNamedAndExplained() {
        Dataset data = Samples.clouds("rare", 60, 1, "a", "b", "c");
        int[] rows = java.util.stream.IntStream.range(0, 60)
                .filter(i -> i % 3 != 2 || i < 9)
                .toArray();
        String table = ConsoleTable.of(Comparison.quick()
                .withWarmUp(Duration.ZERO)
                .run(List.of(data.select(rows)), List.of(new ColumnScorer("signal", 0))));
        assertThat(table).contains("auc is undefined in 2 of 5 folds");
    }

    @Test
    void controlCharactersOfNamesDoNotReachTheTerminal() {
        Dataset data = Samples.clouds("evil\u001b[2Jname", 60, 1, "a", "b\r");
        String table = ConsoleTable.of(Comparison.quick()
                .withWarmUp(Duration.ZERO)
                .run(List.of(data), List.of(new ColumnScorer("signal", 0))));
        assertThat(table.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                .isTrue();
    }

    @Test
    void digitsFollowTheInterval() {
        assertThat(Wording.mean(new ResampledMean(0.97436, 0.01, 0.0123, 0, 15)))
                .isEqualTo("0.974 ± 0.012");
        assertThat(Wording.mean(new ResampledMean(0.97436, 0.01, 0.0323, 0, 15)))
                .isEqualTo("0.97 ± 0.03");
        assertThat(Wording.mean(new ResampledMean(77.2, 3, 6.1, 0, 15))).isEqualTo("77 ± 6");
        assertThat(Wording.mean(new ResampledMean(0.97436, 1e-9, 1e-8, 0, 15))).isEqualTo("0.9744 ± 0.0000");
        assertThat(Wording.mean(new ResampledMean(-0.00001, 0, 0, 0, 15))).isEqualTo("0.000 ± 0.000");
        assertThat(Wording.seconds(0.001234)).isEqualTo("0.0012");
        assertThat(Wording.seconds(12.34)).isEqualTo("12");
    }
}
