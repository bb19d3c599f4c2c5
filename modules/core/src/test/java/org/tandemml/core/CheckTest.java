package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void positiveRefuses(double value) {
        assertThatThrownBy(() -> Check.positive("tolerance", value))
                .isInstanceOf(InputException.class)
                .hasMessage("tolerance must be > 0, was " + value);
    }

    @Test
    void valuesAtTheEdgeAreAccepted() {
        assertThat(Check.positive("a", Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(Check.notNegative("a", 0)).isZero();
        assertThat(Check.within("a", 1, 0, 1)).isEqualTo(1);
        assertThat(Check.within("a", 0, 0, 1)).isZero();
        assertThat(Check.atLeast("a", 3, 3)).isEqualTo(3);
        assertThat(Check.finite("a", -Double.MAX_VALUE)).isEqualTo(-Double.MAX_VALUE);
    }

    @Test
    void messagesNameExpectationAndValue() {
        assertThatThrownBy(() -> Check.notNegative("a", -1)).hasMessage("a must be >= 0, was -1.0");
        assertThatThrownBy(() -> Check.notNegative("a", Double.NaN)).hasMessage("a must be >= 0, was NaN");
        assertThatThrownBy(() -> Check.within("a", 1.5, 0, 1)).hasMessage("a must be between 0.0 and 1.0, was 1.5");
        assertThatThrownBy(() -> Check.within("a", Double.NaN, 0, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Check.atLeast("a", 2, 3)).hasMessage("a must be at least 3, was 2");
        assertThatThrownBy(() -> Check.finite("a", Double.NaN)).hasMessage("a must be a finite number, was NaN");
        assertThatThrownBy(() -> Check.length("a", 2, 3)).hasMessage("a must have length 3, had 2");
    }

    @Test
    void unknownNamesSuggestTheNearest() {
        List<String> known = List.of("baseline", "logistic", "linear-svm");
        assertThat(Check.unknown("learner", "logistc", known))
                .hasMessage("unknown learner \"logistc\": did you mean \"logistic\"? "
                        + "(known: baseline, logistic, linear-svm)");
        assertThat(Check.unknown("learner", "LOGISTIC", known)).hasMessageContaining("did you mean \"logistic\"?");
        assertThat(Check.unknown("learner", "xgboost", known))
                .hasMessage("unknown learner \"xgboost\" (known: baseline, logistic, linear-svm)");
        assertThat(Check.unknown("learner", "", List.of())).hasMessage("unknown learner \"\" (known: )");
    }

    @Test
    void longListsOfNamesAreCounted() {
        assertThat(Check.unknown("column", "x", Collections.nCopies(41, "some name")))
                .hasMessage("unknown column \"x\" (known: 41 names)");
    }

    @Test
    void messagesStayOnOneLineWhateverTheyQuote() {
        assertThat(Check.unknown("column", "a\r\nb\u2028c\u0085\u001b[31m", List.of()))
                .hasMessage("unknown column \"a b c [31m\" (known: )");
        assertThat(new InputException("größer\tals 🙂", new IllegalStateException()))
                .hasMessage("größer als 🙂")
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
