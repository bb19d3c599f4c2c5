package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWeightsTest {
    private static final Target.Classes CLASSES =
            new Target.Classes("answer", List.of("no", "yes", "a:b"), new int[] {0, 0, 0, 1, 2, 2});

    @ParameterizedTest
    @ValueSource(strings = {"none", "balanced", "yes:3.0,no:1.0", "a:b:0.5"})
    void textReadsBack(String text) {
        assertThat(ClassWeights.parse(text)).hasToString(text);
        assertThat(ClassWeights.parse(text)).isEqualTo(ClassWeights.parse(" " + text + " "));
    }

    @Test
    void classesNotNamedCountOne() {
        assertThat(ClassWeights.parse("a:b:0.5,yes:3").of(CLASSES, CLASSES.counts()))
                .containsExactly(1, 3, 0.5);
        assertThat(ClassWeights.none().of(CLASSES, CLASSES.counts())).containsExactly(1, 1, 1);
    }

    @Test
    void balancedClassesHaveEqualTotals() {
        // n/(K·count): 6/(3·3), 6/(3·1), 6/(3·2); the class without rows takes no part: 4/(2·3), 4/(2·1).
        assertThat(ClassWeights.balanced().of(CLASSES, new int[] {3, 1, 2})).containsExactly(6.0 / 9, 2, 1);
        assertThat(ClassWeights.balanced().of(CLASSES, new int[] {3, 1, 0})).containsExactly(4.0 / 6, 2, 1);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> ClassWeights.parse("yes=3")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ClassWeights.parse("yes:much"))
                .hasMessage("the weight of class \"yes\" must be a number, was \"much\"");
        assertThatThrownBy(() -> ClassWeights.parse("yes:0")).hasMessageContaining("must be > 0, was 0.0");
        assertThatThrownBy(() -> ClassWeights.parse("yes:1,yes:2")).hasMessageContaining("twice");
        assertThatThrownBy(() -> ClassWeights.parse("yess:2").of(CLASSES, CLASSES.counts()))
                .hasMessageContaining("did you mean \"yes\"");
    }
}
