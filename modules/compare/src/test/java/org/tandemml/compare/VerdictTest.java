package org.tandemml.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Learner;

class VerdictTest {
    @Test
    void pValuesAreAdjustedByHolm() {
        List<Learner<?>> three =
                List.of(new ColumnScorer("signal", 0), new ColumnScorer("half", 1), new ColumnScorer("noise", 2));
        Verdict verdict = Comparison.standard()
                .withWarmUp(Duration.ZERO)
                .withCloserLook(false)
                .run(List.of(Samples.clouds("two", 80, 5, "a", "b")), three)
                .datasets()
                .getFirst()
                .verdict();
        assertThat(verdict.pairs()).hasSize(3);
        double largest = 0;
        for (int i = 0; i < 3; i++) {
            // Step-down: the i-th smallest p times the number of pairs not yet passed, never falling, at most 1.
            largest = Math.max(
                    largest,
                    Math.min(1, (3 - i) * verdict.pairs().get(i).difference().pValue()));
            assertThat(verdict.pairs().get(i).adjustedP()).isEqualTo(largest);
        }
    }

    @Test
    void identicalLearnersTieWithDifferenceZero() {
        Verdict verdict = Comparison.standard()
                .withWarmUp(Duration.ZERO)
                .withCloserLook(false)
                .run(
                        List.of(Samples.clouds("two", 60, 5, "a", "b")),
                        List.of(new ColumnScorer("one", 0), new ColumnScorer("two", 0)))
                .datasets()
                .getFirst()
                .verdict();
        assertThat(verdict.best()).containsExactlyInAnyOrder("one", "two");
        assertThat(verdict.pairs().getFirst().adjustedP()).isEqualTo(1);
        assertThat(verdict.pairs().getFirst().bayes().orElseThrow().within()).isEqualTo(1);
        assertThat(verdict.text()).contains("cannot be told apart by AUC").contains("Cheapest of them");
    }
}
