package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tandemml.evaluation.Golden.assertClose;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Seed;

/// Expected values: R 4.2.2 (wilcox.test, mcnemar.test, binom.test, friedman.test, pf, p.adjust), and SciPy 1.10.1
/// where said.
class SignificanceTestsTest {
    @Nested
    class OfPairs {
        /// Hollander and Wolfe's depression scores, the example of R's wilcox.test.
        private final double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

        private final double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

        @Test
        void wilcoxonIsExactForFewDifferencesWithoutTies() {
            TestResult test = Wilcoxon.test(before, after);
            assertThat(test.test()).isEqualTo("Wilcoxon, exact");
            assertThat(test.statistic()).isEqualTo(40);
            assertClose(0.0390625, test.pValue(), "p");
            assertThat(Wilcoxon.test(after, before).statistic()).isEqualTo(5);
            assertClose(0.0390625, Wilcoxon.test(after, before).pValue(), "p, swapped");
        }

        @Test
        void wilcoxonIsExactForFortyNineDifferences() {
            double[] differences = new double[49];
            Arrays.setAll(differences, i -> i == 32 || i >= 42 ? -(i + 1) : i + 1);
            TestResult test = Wilcoxon.test(differences);
            assertThat(test.statistic()).isEqualTo(870);
            assertClose(0.009705983634251682, test.pValue(), "p");
        }

        @Test
        void wilcoxonIsNormalWithTiesAndZeros() {
            TestResult test = Wilcoxon.test(new double[] {1, -2, 2, 3, 3, -1, 4, 0, 5, 2, -3, 6});
            assertThat(test.test()).isEqualTo("Wilcoxon, normal");
            assertThat(test.statistic()).isEqualTo(53.5);
            // SciPy: wilcoxon(mode="approx", correction=True) gives the same.
            assertThat(test.pValue()).isCloseTo(0.07407058400109146, within(1e-14));
        }

        @Test
        void wilcoxonOfEqualLearnersIsUndefined() {
            assertThat(Wilcoxon.test(before, before)).hasToString("Wilcoxon is undefined: all are 0");
            assertThatThrownBy(() -> Wilcoxon.test(new double[] {1, Double.NaN}))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("difference 2");
        }

        @Test
        void mcNemarExactIsTwiceTheBinomialTail() {
            assertClose(0.14346313476562506, new McNemar(5, 12).exact().pValue(), "5 and 12");
            assertClose(0.076812744140625042, new McNemar(12, 4).exact().pValue(), "12 and 4");
            assertThat(new McNemar(4, 4).exact().pValue()).isEqualTo(1);
            assertThat(new McNemar(0, 0).exact().pValue()).isEqualTo(1);
        }

        @Test
        void mcNemarChiSquareIsCorrectedForContinuity() {
            TestResult test = new McNemar(10, 25).chiSquare();
            assertClose(5.6, test.statistic(), "chi-square");
            assertClose(0.017960477526078766, test.pValue(), "p");
            assertThat(new McNemar(5, 5).chiSquare().pValue()).isEqualTo(1);
            assertThat(new McNemar(0, 0).chiSquare().pValue()).isEqualTo(1);
        }

        @Test
        void mcNemarCountsTheRowsOnWhichOneIsRight() {
            McNemar counted =
                    McNemar.of(new int[] {0, 1, 2, 0, 1}, new int[] {0, 1, 0, 2, 0}, new int[] {0, 0, 1, 0, 1});
            assertThat(counted).isEqualTo(new McNemar(1, 2));
            ClassifierEvaluation first = evaluation(0, 1, 0, 1);
            ClassifierEvaluation second = evaluation(0, 0, 1, 1);
            assertThat(McNemar.of(first, second)).isEqualTo(new McNemar(1, 1));
        }

        private static ClassifierEvaluation evaluation(int... predicted) {
            double[][] scores = Arrays.stream(predicted)
                    .mapToObj(k -> new double[] {1 - k, k})
                    .toArray(double[][]::new);
            return ClassifierEvaluation.ofScores(List.of("a", "b"), new int[] {0, 1, 1, 0}, Matrix.of(scores));
        }
    }

    @Nested
    class OfSeveral {
        private final double[][] scores = {
            {0.9, 0.8, 0.7, 0.85},
            {0.6, 0.5, 0.55, 0.6},
            {0.7, 0.75, 0.6, 0.65},
            {0.95, 0.9, 0.8, 0.9},
            {0.5, 0.4, 0.45, 0.5},
            {0.66, 0.6, 0.5, 0.62}
        };

        @Test
        void friedmanAndImanDavenportAgree() {
            Friedman test = Friedman.test(scores);
            // SciPy 1.10.1: rankdata by row, means
            assertThat(test.meanRanks())
                    .containsExactly(
                            new double[] {3.6666666666666665, 2.0833333333333335, 1.3333333333333333, 2.9166666666666665
                            },
                            within(1e-15));
            assertClose(11.631578947368421, test.chiSquare().statistic(), "chi-square");
            assertClose(0.0087579157029856348, test.chiSquare().pValue(), "p of chi-square");
            assertClose(9.132231404958679, test.imanDavenport().statistic(), "F");
            assertClose(0.0011093342645266543, test.imanDavenport().pValue(), "p of F");
        }

        @Test
        void alwaysTheSameOrderIsCertain() {
            Friedman test = Friedman.test(new double[][] {{1, 2, 3}, {4, 5, 6}, {0, 1, 2}});
            assertThat(test.imanDavenport().statistic()).isInfinite();
            assertThat(test.imanDavenport().pValue()).isZero();
        }

        @Test
        void tiesOnEveryDataSetLeaveItUndefined() {
            assertThat(Friedman.test(new double[][] {{1, 1}, {2, 2}}).imanDavenport())
                    .hasToString("Iman-Davenport is undefined: all learners tie on every data set");
            assertThatThrownBy(() -> Friedman.test(new double[][] {{1, 1}, {2}}))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores on data set 2 must have length 2, had 1");
        }

        @Test
        void holmAdjustsInTheOrderGiven() {
            assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005, 0.03, 0.8}))
                    .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 0.12, 0.8}, within(1e-15));
            assertThat(Holm.adjusted(new double[0])).isEmpty();
            assertThatThrownBy(() -> Holm.adjusted(new double[] {1.5})).isInstanceOf(InputException.class);
        }
    }

    /// How often each test finds a difference at p < 0.05 where there is none; 2000 runs, so that a true 5 % shows as
    /// 3.5 to 6.5 % in 99.8 of 100 seeds.
    @Nested
    class FalseAlarms {
        private static final int RUNS = 2000;

        private interface Experiment {
            double pValue(Seed.Stream random);
        }

        private static double rate(Experiment experiment) {
            int alarms = 0;
            for (int run = 0; run < RUNS; run++) {
                alarms += experiment.pValue(new Seed(7).child(run).stream()) < 0.05 ? 1 : 0;
            }
            return (double) alarms / RUNS;
        }

        private static double[] gaussians(int n, Seed.Stream random) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> random.nextGaussian());
            return values;
        }

        @Test
        void wilcoxonKeepsItsLevel() {
            assertThat(rate(r -> Wilcoxon.test(gaussians(20, r)).pValue())).isBetween(0.035, 0.065);
            assertThat(rate(r -> Wilcoxon.test(gaussians(80, r)).pValue())).isBetween(0.035, 0.065);
            // Scores rounded to two digits tie often.
            assertThat(rate(r -> Wilcoxon.test(Arrays.stream(gaussians(25, r))
                                    .map(Math::rint)
                                    .toArray())
                            .pValue()))
                    .isBetween(0.02, 0.065);
        }

        @Test
        void mcNemarStaysBelowItsLevel() {
            // Counts are coarse and the tests conservative.
            assertThat(rate(r -> discordant(r).exact().pValue())).isBetween(0.01, 0.055);
            assertThat(rate(r -> discordant(r).chiSquare().pValue())).isBetween(0.01, 0.055);
        }

        private static McNemar discordant(Seed.Stream random) {
            int first = 0;
            for (int i = 0; i < 60; i++) {
                first += random.nextDouble() < 0.5 ? 1 : 0;
            }
            return new McNemar(first, 60 - first);
        }

        @Test
        void imanDavenportKeepsItsLevel() {
            assertThat(rate(r -> {
                        double[][] scores = new double[12][];
                        Arrays.setAll(scores, d -> gaussians(5, r));
                        return Friedman.test(scores).imanDavenport().pValue();
                    }))
                    .isBetween(0.035, 0.065);
        }

        @Test
        void holmKeepsTheLevelOfTheFamily() {
            assertThat(rate(r -> {
                        double[] p = new double[6];
                        Arrays.setAll(p, i -> r.nextDouble());
                        return Arrays.stream(Holm.adjusted(p)).min().orElseThrow();
                    }))
                    .isBetween(0.035, 0.065);
        }

        @Test
        void correctedResampledTIsNearItsLevelWhereThePlainTIsFarAbove() {
            // Two columns that are equally good: each learner cuts its own halfway between the class means. Accuracies
            // of 10 times 5-fold cross-validation of 100 rows.
            double corrected = rate(r -> ResampledMean.of(differences(r), 0.25).pValue());
            double plain = rate(r -> ResampledMean.of(differences(r), 1e-9).pValue());
            assertThat(corrected).isBetween(0.02, 0.075);
            assertThat(plain).isGreaterThan(0.3);
        }

        private static double[] differences(Seed.Stream random) {
            int n = 100;
            double[] first = gaussians(n, random);
            double[] second = gaussians(n, random);
            int[] order = new int[n];
            for (int i = 0; i < n; i++) {
                order[i] = i;
                first[i] += i % 2;
                second[i] += i % 2;
            }
            double[] differences = new double[50];
            for (int repeat = 0; repeat < 10; repeat++) {
                random.shuffle(order);
                for (int fold = 0; fold < 5; fold++) {
                    differences[5 * repeat + fold] = (right(first, order, fold) - right(second, order, fold)) / 20.0;
                }
            }
            return differences;
        }

        /// How many of the fold's 20 rows a cut between the class means of the other 80 has right.
        private static int right(double[] column, int[] order, int fold) {
            double[] sums = new double[2];
            int[] counts = new int[2];
            for (int i = 0; i < 100; i++) {
                if (i / 20 != fold) {
                    sums[order[i] % 2] += column[order[i]];
                    counts[order[i] % 2]++;
                }
            }
            double cut = (sums[0] / counts[0] + sums[1] / counts[1]) / 2;
            int right = 0;
            for (int i = 20 * fold; i < 20 * fold + 20; i++) {
                right += (column[order[i]] > cut) == (order[i] % 2 == 1) ? 1 : 0;
            }
            return right;
        }
    }
}
