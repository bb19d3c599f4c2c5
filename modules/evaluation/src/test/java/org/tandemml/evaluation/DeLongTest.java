package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tandemml.evaluation.Golden.assertClose;
import static org.tandemml.evaluation.Golden.doubles;
import static org.tandemml.evaluation.Golden.positive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Seed;

/// Expected values: the definition of DeLong, DeLong and Clarke-Pearson over all m·n pairs (placements, numpy.cov) in
/// numpy 1.24.2, normal quantile and tail of SciPy 1.10.1, on the cases forty_with_ties and forty_margins_no_ties.
class DeLongTest {
    private static final JsonNode TIES = Golden.get("binary_curves").get("forty_with_ties");
    private static final boolean[] POSITIVE = positive(TIES.get("y"));
    private static final double[] WITH_TIES = doubles(TIES.get("score"));
    private static final double[] WITHOUT_TIES =
            doubles(Golden.get("binary_curves").get("forty_margins_no_ties").get("score"));

    @Test
    void variancesAgreeWithTheDefinitionOverAllPairs() {
        assertClose(
                0.005337765212988123, DeLong.of(POSITIVE, WITH_TIES).variance().orElseThrow(), "variance with ties");
        assertClose(
                0.0040775022644927526,
                DeLong.of(POSITIVE, WITHOUT_TIES).variance().orElseThrow(),
                "variance without ties");
    }

    @Test
    void intervalsAreThoseOfTheLogit() {
        ScoreInterval ties = DeLong.of(POSITIVE, WITH_TIES).interval();
        assertClose(0.78515625, ties.score());
        assertClose(0.6099462842258191, ties.low());
        assertClose(0.8951872053314243, ties.high());
        ScoreInterval none = DeLong.of(POSITIVE, WITHOUT_TIES).interval(0.95);
        assertClose(0.6886990948727194, none.low());
        assertClose(0.9527631265221551, none.high());
        assertThat(none).hasToString("0.870 [0.689, 0.953]");
    }

    @Test
    void pairedTestAgrees() {
        TestResult test = DeLong.test(POSITIVE, WITH_TIES, WITHOUT_TIES);
        assertClose(-0.9480598859567809, test.statistic(), "z");
        assertClose(0.34309896811722573, test.pValue(), "p");
        assertClose(
                0.34309896811722573,
                DeLong.test(POSITIVE, WITHOUT_TIES, WITH_TIES).pValue(),
                "p, swapped");
    }

    @Test
    void equalRankingsDoNotDiffer() {
        double[] scaled = Arrays.stream(WITH_TIES).map(s -> Math.exp(3 * s)).toArray();
        assertThat(DeLong.test(POSITIVE, WITH_TIES, scaled).pValue()).isEqualTo(1);
        assertThat(DeLong.test(POSITIVE, WITH_TIES, scaled).statistic()).isZero();
    }

    @Test
    void zerosOfEitherSignAreTiedInTheTestToo() {
        boolean[] positive = {true, true, false, false, false};
        double[] scores = {0.0, 1, -0.0, -1, 2};
        double[] other = {-0.0, 1, 0.0, -1, 2};
        assertThat(DeLong.test(positive, scores, other).statistic()).isZero();
        assertThat(DeLong.test(positive, scores, other).pValue()).isEqualTo(1);
    }

    @Test
    void intervalNeverLeavesTheUnitInterval() {
        boolean[] positive = {true, true, true, false, false, false, false};
        double[] nearlyPerfect = {9, 8, 3.5, 4, 3, 2, 1};
        ScoreInterval interval = DeLong.of(positive, nearlyPerfect).interval(0.999);
        assertThat(interval.score().value()).isEqualTo(11.0 / 12);
        assertThat(interval.high().value()).isLessThan(1);
        assertThat(interval.low().value()).isBetween(0.0, 0.9);
    }

    @Test
    void onePositiveRowHasAnAreaAndNoInterval() {
        boolean[] positive = {true, false, false};
        DeLong one = DeLong.of(positive, new double[] {2, 1, 3});
        assertThat(one.auc().value()).isEqualTo(0.5);
        assertThat(one.variance()).isEmpty();
        assertThat(one.interval()).hasToString("0.500 (no interval: the variance needs 2 positive rows, there is 1)");
        assertThat(DeLong.test(positive, new double[] {2, 1, 3}, new double[] {1, 2, 3}))
                .hasToString("DeLong is undefined: it needs 2 positive and 2 negative rows, there are 1 and 2");
        assertThat(DeLong.of(new boolean[] {true}, new double[] {2})
                        .interval()
                        .low()
                        .reason())
                .isEqualTo("no negative row");
    }

    @Test
    void perfectRankingHasNoIntervalRatherThanOneOfWidthZero() {
        boolean[] positive = {true, true, false, false};
        ScoreInterval perfect = DeLong.of(positive, new double[] {4, 3, 2, 1}).interval();
        assertThat(perfect.isDefined()).isFalse();
        assertThat(perfect.score().value()).isEqualTo(1);
        assertThat(DeLong.test(positive, new double[] {4, 3, 2, 1}, new double[] {1, 2, 3, 4})
                        .reason())
                .contains("variance of 0");
    }

    @Test
    void evaluationsGiveIntervalAndTest() {
        ClassifierEvaluation first = evaluation(WITH_TIES);
        ClassifierEvaluation second = evaluation(WITHOUT_TIES);
        assertThat(first.aucInterval()).isEqualTo(DeLong.of(POSITIVE, WITH_TIES).interval());
        assertThat(DeLong.test(first, second)).isEqualTo(DeLong.test(POSITIVE, WITH_TIES, WITHOUT_TIES));
    }

    private static ClassifierEvaluation evaluation(double[] scores) {
        int[] truth = new int[POSITIVE.length];
        Arrays.setAll(truth, i -> POSITIVE[i] ? 1 : 0);
        double[][] both =
                Arrays.stream(scores).mapToObj(s -> new double[] {-s, s}).toArray(double[][]::new);
        return ClassifierEvaluation.ofScores(List.of("no", "yes"), truth, Matrix.of(both));
    }

    @Test
    void weightsAndSeveralClassesAreRefusedWithTheCure() {
        ClassifierEvaluation weighted = ClassifierEvaluation.ofScores(
                List.of("no", "yes"),
                new int[] {0, 1},
                Matrix.of(new double[] {1, 0}, new double[] {0, 1}),
                new double[] {1, 2});
        assertThat(weighted.aucInterval())
                .hasToString("1.000 (no interval: DeLong's variance is for rows without weights: use Bootstrap)");
        assertThat(DeLong.test(weighted, weighted).isDefined()).isFalse();
        ClassifierEvaluation three =
                ClassifierEvaluation.ofScores(List.of("a", "b", "c"), new int[] {0}, Matrix.of(new double[] {1, 0, 0}));
        assertThat(three.aucInterval().low().reason()).contains("there are 3: use Bootstrap");
    }

    @Test
    void refusesOtherRowsAndLevelsOutOfRange() {
        ClassifierEvaluation all = evaluation(WITH_TIES);
        ClassifierEvaluation fewer = all.select(new int[] {0, 1, 2});
        assertThatThrownBy(() -> DeLong.test(all, fewer))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two evaluations of the same rows");
        assertThatThrownBy(() -> DeLong.of(POSITIVE, WITH_TIES).interval(95))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("confidence level");
    }

    @Test
    void countsBeyondThirtyTwoBitsAreExact() {
        // 60,000 positive and 60,000 negative rows are 3.6·10⁹ pairs. Uniform scores x² and x give P(s⁺ > s⁻) = 1/3;
        // Hanley and McNeil's variance for known distributions is (A(1−A) + (m−1)(Q1−A²) + (n−1)(Q2−A²))/mn.
        int n = 60_000;
        boolean[] positive = new boolean[2 * n];
        double[] scores = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double u = (i + 0.5) / n;
            positive[i] = true;
            scores[i] = u * u;
            scores[n + i] = u;
        }
        DeLong delong = DeLong.of(positive, scores);
        assertThat(delong.auc().value()).isCloseTo(1.0 / 3, within(1e-7));
        // V10 = x² with x uniform: variance 1/5 − 1/9; V01 = 1 − √x: variance 1/2 − 4/9.
        assertThat(delong.variance().orElseThrow() * n).isCloseTo(1.0 / 5 - 1.0 / 9 + 1.0 / 2 - 4.0 / 9, within(1e-4));
    }

    @Test
    void intervalsCoverAndTheTestKeepsItsLevel() {
        // 2000 samples of 30 positive and 50 negative normal scores, shifted by 1: AUC Φ(1/√2) = 0.7602499389065233.
        // Two scorers add noise of their own to the same rows, so that their areas are equal.
        int runs = 2000;
        int covered = 0;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            Seed.Stream random = new Seed(2024).child(run).stream();
            boolean[] positive = new boolean[80];
            double[] first = new double[80];
            double[] second = new double[80];
            for (int i = 0; i < 80; i++) {
                positive[i] = i < 30;
                double common = random.nextGaussian() / Math.sqrt(2) + (i < 30 ? 1 : 0);
                first[i] = common + random.nextGaussian() / Math.sqrt(2);
                second[i] = common + random.nextGaussian() / Math.sqrt(2);
            }
            ScoreInterval interval = DeLong.of(positive, first).interval();
            covered += interval.low().value() <= 0.7602499389065233
                            && 0.7602499389065233 <= interval.high().value()
                    ? 1
                    : 0;
            alarms += DeLong.test(positive, first, second).pValue() < 0.05 ? 1 : 0;
        }
        // Binomial(2000, 0.95) lies within 0.95 ± 0.015 in 99.8 of 100 cases.
        assertThat((double) covered / runs).isBetween(0.935, 0.965);
        assertThat((double) alarms / runs).isBetween(0.035, 0.065);
    }
}
