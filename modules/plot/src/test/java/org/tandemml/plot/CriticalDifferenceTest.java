package org.tandemml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalDifferenceTest {
    private static final CriticalDifference THREE = new CriticalDifference(
            "Ranks", List.of("a", "b<", "c"), new double[] {2.5, 1.0, 2.5}, List.of(List.of(0, 2)), 1.2);

    @Test
    void saysRanksAndGroupsInWords() {
        Picture picture = THREE.picture();
        assertThat(picture.description())
                .isEqualTo("Mean ranks: b< 1.00; a 2.50; c 2.50; cannot be told apart: a, c; 1 is best.");
        assertThat(picture.svg()).contains("b&lt;", "Nemenyi").doesNotContain("NaN");
        assertThat(THREE.picture()).isEqualTo(picture);
    }

    @Test
    void marksStayInside() {
        for (int k : new int[] {2, 9, 25}) {
            double[] ranks = new double[k];
            String[] names = new String[k];
            for (int i = 0; i < k; i++) {
                ranks[i] = i + 1;
                names[i] = "a rather long name of a method " + i;
            }
            Picture picture = new CriticalDifference("Ranks", List.of(names), ranks, List.of(), Double.NaN).picture();
            assertThat(picture.height()).isGreaterThan(20 * (k / 2));
            assertThat(picture.svg()).doesNotContain("NaN").doesNotContain("Nemenyi");
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new CriticalDifference("Ranks", List.of("a"), new double[] {1}, List.of(), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CriticalDifference(
                        "Ranks", List.of("a", "b"), new double[] {1, 2}, List.of(List.of(0, 2)), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
