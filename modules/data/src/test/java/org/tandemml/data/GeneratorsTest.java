package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Split;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;

class GeneratorsTest {
    private static final Map<String, IntFunction<Dataset>> ALL = Map.ofEntries(
            Map.entry("moons", n -> Generators.moons(n, 0.2, 7)),
            Map.entry("circles", n -> Generators.circles(n, 0.1, 7)),
            Map.entry("spirals", n -> Generators.spirals(n, 3, 0.1, 7)),
            Map.entry("blobs", n -> Generators.blobs(n, 3, 4, 7)),
            Map.entry("xor", n -> Generators.xor(n, 0.1, 7)),
            Map.entry("linear", n -> Generators.linear(n, 5, 7)),
            Map.entry("imbalanced", n -> Generators.imbalanced(n, 4, 0.03, 7)),
            Map.entry("numbers", n -> Generators.linearNumbers(n, 5, 0.5, 7)),
            Map.entry("friedman1", n -> Generators.friedman1(n, 7, 1, 7)),
            Map.entry("friedman2", n -> Generators.friedman2(n, 125, 7)),
            Map.entry("friedman3", n -> Generators.friedman3(n, 0.1, 7)),
            Map.entry("ranking", n -> RankingLike.make(n, 6, 0.3, 7)),
            Map.entry("useless", n -> Disguise.withUseless(Generators.xor(n, 0.1, 7), 3, 7)),
            Map.entry("rotated", n -> Disguise.rotated(Generators.linear(n, 5, 7), 7)),
            Map.entry("covertype", n -> Generators.covertypeLike(n, 7)),
            Map.entry("higgs", n -> Generators.higgsLike(n, 7)));

    // A large table is made on several threads, a small one on one: equal beginnings show that neither matters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "moons",
                "circles",
                "spirals",
                "blobs",
                "xor",
                "linear",
                "imbalanced",
                "numbers",
                "friedman1",
                "friedman2",
                "friedman3",
                "ranking",
                "useless",
                "rotated",
                "covertype",
                "higgs"
            })
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

    @Test
    void bitsStayTheSame() {
        // Computed by this code on the day it was written, as for higgsLike.
        assertThat(Generators.covertypeLike(40_000, 42).fingerprint()).isEqualTo("88a11d3768022c0c");
        assertThat(RankingLike.make(5000, 8, 0.3, 42).fingerprint()).isEqualTo("98a875d2c449771c");
        assertThat(TextLike.make(2000, 5000, 4, 42).fingerprint()).isEqualTo("ab3a3c33454e8646");
    }

    @Test
    void textLikeIsSparseWithRareWordsThatTell() {
        Dataset data = TextLike.make(3000, 2000, 3, 5);
        SparseMatrix counts = (SparseMatrix) data.features();
        assertThat(counts.stored() / 3000.0).isBetween(40.0, 90.0);
        int[] first = IntStream.range(0, 700).toArray();
        SparseMatrix small = (SparseMatrix) TextLike.make(700, 2000, 3, 5).features();
        assertThat(Samples.dense(small)).isEqualTo(Samples.dense(counts.select(first)));
        double[] frequent = new double[2];
        for (int i = 0; i < 3000; i++) {
            frequent[0] += counts.get(i, 0);
            frequent[1] += counts.get(i, 99);
        }
        assertThat(frequent[0] / frequent[1]).isBetween(50.0, 200.0);
        Split split = data.split(0.7, 1);
        assertThat(accuracy(new LogisticRegression().fit(split.train()), split.test()))
                .isGreaterThan(0.8);
    }

    private static double accuracy(Classifier model, Dataset data) {
        int[] predicted = model.predict(data.features());
        return IntStream.range(0, predicted.length)
                        .filter(i -> predicted[i] == data.classes().codes()[i])
                        .count()
                / (double) predicted.length;
    }

    @Test
    void friedmanFunctionsAreThoseOfThePaper() {
        Dataset one = Generators.friedman1(50, 6, 0, 3);
        Dataset two = Generators.friedman2(50, 0, 3);
        Dataset three = Generators.friedman3(50, 0, 3);
        for (int i = 0; i < 50; i++) {
            double[] x = new double[6];
            one.features().copyRow(i, x, 0);
            double y = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * Math.pow(x[2] - 0.5, 2) + 10 * x[3] + 5 * x[4];
            assertThat(one.numbers()[i]).isCloseTo(y, Offset.offset(1e-12));
            two.features().copyRow(i, x, 0);
            assertThat(x[0]).isBetween(0.0, 100.0);
            assertThat(x[1]).isBetween(40 * Math.PI, 560 * Math.PI);
            assertThat(x[3]).isBetween(1.0, 11.0);
            double reactance = x[1] * x[2] - 1 / (x[1] * x[3]);
            assertThat(two.numbers()[i]).isCloseTo(Math.hypot(x[0], reactance), Offset.offset(1e-9));
            assertThat(three.numbers()[i]).isCloseTo(Math.atan2(reactance, x[0]), Offset.offset(1e-12));
        }
    }

    @Test
    void covertypeLikeHasTheShapeOfItsModel() {
        Dataset data = Generators.covertypeLike(20_000, 1);
        assertThat(data.columns()).isEqualTo(54);
        int[] counts = data.classes().counts();
        assertThat(counts[1]).isBetween(8_000, 12_000);
        assertThat(Arrays.stream(counts).min().orElseThrow()).isBetween(100, 600);
        double[] row = new double[54];
        for (int i = 0; i < 500; i++) {
            data.features().copyRow(i, row, 0);
            assertThat(Arrays.stream(row, 10, 14).sum()).isEqualTo(1);
            assertThat(Arrays.stream(row, 14, 54).sum()).isEqualTo(1);
        }
    }

    @Test
    void imbalancedHasExactlyTheShareAskedFor() {
        assertThat(Generators.imbalanced(2000, 3, 0.01, 1).classes().counts()).containsExactly(1980, 20);
        assertThatThrownBy(() -> Generators.imbalanced(10, 3, 1, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("share must be between 0 and 1, was 1.0");
    }

    @Test
    void rankingKeepsTheRowsOfAQueryTogether() {
        Dataset data = RankingLike.make(3000, 5, 0.3, 2);
        int[] grades = new int[5];
        for (int i = 1; i < 3000; i++) {
            double step = data.features().get(i, 0) - data.features().get(i - 1, 0);
            assertThat(step == 0 || step == 1).isTrue();
            grades[(int) data.numbers()[i]]++;
        }
        assertThat(grades[0]).isGreaterThan(grades[1]);
        assertThat(grades[3]).isGreaterThan(grades[4]);
        assertThat(grades[4]).isPositive();
        assertThat(data.features().get(2999, 0)).isBetween(100.0, 200.0);
    }

    @Test
    void rotationKeepsDistancesAndUselessColumnsSayNothing() {
        Dataset data = Generators.linear(400, 6, 1);
        Dataset rotated = Disguise.rotated(data, 9);
        for (int i = 1; i < 400; i++) {
            assertThat(distance(rotated, i)).isCloseTo(distance(data, i), Offset.offset(1e-12));
        }
        assertThat(rotated.features()).isNotEqualTo(data.features());
        Dataset wider = Disguise.withUseless(data, 2, 9);
        assertThat(wider.schema().names()).endsWith("x6", "useless1", "useless2");
        assertThat(wider.without("useless1", "useless2").features()).isEqualTo(data.features());
        assertThatThrownBy(() -> Disguise.rotated(TextLike.make(10, 20, 2, 1), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sparse");
    }

    private static double distance(Dataset data, int row) {
        double sum = 0;
        for (int j = 0; j < data.columns(); j++) {
            double d = data.features().get(row, j) - data.features().get(row - 1, j);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
