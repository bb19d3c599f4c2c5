package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.linear.LogisticRegression;

class GeneratorsTest {
    private static final Map<String, IntFunction<Dataset>> ALL = Map.of(
            "moons", n -> Generators.moons(n, 0.2, 7),
            "circles", n -> Generators.circles(n, 0.1, 7),
            "blobs", n -> Generators.blobs(n, 3, 4, 7),
            "xor", n -> Generators.xor(n, 0.1, 7),
            "linear", n -> Generators.linear(n, 5, 7),
            "numbers", n -> Generators.linearNumbers(n, 5, 0.5, 7),
            "higgs", n -> Generators.higgsLike(n, 7));

    // A large table is made on several threads, a small one on one: equal beginnings show that neither matters.
    @ParameterizedTest
    @ValueSource(strings = {"moons", "circles", "blobs", "xor", "linear", "numbers", "higgs"})
    void sameSeedGivesTheSameBitsAndPrefixes(String name) {
        Dataset large = ALL.get(name).apply(30_000);
        Dataset small = ALL.get(name).apply(1500);
        int[] first = IntStream.range(0, 1500).toArray();
        assertThat(large.select(first).features()).isEqualTo(small.features());
        assertThat(large.select(first).target()).isEqualTo(small.target());
        assertThat(ALL.get(name).apply(1500).fingerprint()).isEqualTo(small.fingerprint());
        assertThat(large.features().firstNonFinite().exists()).isFalse();
    }

    @Test
    void otherSeedsGiveOtherRows() {
        assertThat(Generators.higgsLike(10, 1).features())
                .isNotEqualTo(Generators.higgsLike(10, 2).features());
    }

    @Test
    void higgsLikeBitsStayTheSame() {
        // Computed by this code on the day it was written: the generator is part of the contract of every benchmark.
        assertThat(Generators.higgsLike(2000, 42).fingerprint()).isEqualTo("6c705f6a84e86e8e");
    }

    @Test
    void higgsLikeIsBalancedWithNamedColumns() {
        Dataset data = Generators.higgsLike(20_000, 3);
        assertThat(data.columns()).isEqualTo(28);
        assertThat(data.schema().names()).contains("lepton_pt", "jet4_tag", "m_wwbb");
        assertThat(data.classes().counts()[1]).isBetween(9_700, 10_300);
    }

    @Test
    void linearFollowsItsCoefficients() {
        Dataset data = Generators.linearNumbers(500, 3, 0, 11);
        double[] b = Generators.coefficients(3, 11);
        for (int i = 0; i < 500; i++) {
            double y = b[0];
            for (int j = 0; j < 3; j++) {
                y += b[j + 1] * data.features().get(i, j);
            }
            assertThat(data.numbers()[i]).isEqualTo(y);
        }
    }

    @Test
    void xorDefeatsALineAndBlobsDoNot() {
        assertThat(accuracy(Generators.xor(4000, 0, 5))).isBetween(0.4, 0.65);
        assertThat(accuracy(Generators.blobs(1000, 5, 3, 5))).isGreaterThan(0.95);
    }

    private static double accuracy(Dataset data) {
        Classifier model = new LogisticRegression().fit(data);
        int[] predicted = model.predict(data.features());
        int[] actual = data.classes().codes();
        return IntStream.range(0, actual.length)
                        .filter(i -> predicted[i] == actual[i])
                        .count()
                / (double) actual.length;
    }

    @Test
    void withoutNoiseShapesAreExact() {
        Dataset circles = Generators.circles(100, 0, 1);
        for (int i = 0; i < 100; i++) {
            double r =
                    Math.hypot(circles.features().get(i, 0), circles.features().get(i, 1));
            assertThat(Math.abs(r - (i % 2 == 0 ? 1 : 0.5))).isLessThan(1e-12);
        }
        assertThat(Arrays.stream(Generators.moons(100, 0, 1).classes().counts()).boxed())
                .containsExactly(50, 50);
    }
}
