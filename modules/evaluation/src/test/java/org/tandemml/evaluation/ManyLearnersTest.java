package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;

/// Reference values from SciPy 1.17.1: `stats.t`, `stats.studentized_range`, `stats.friedmanchisquare`, `stats.f`,
/// `stats.wilcoxon(mode="exact")`; Holm's adjustment step by step in the same script.
class ManyLearnersTest {
    private static final double[] DIFFERENCES = {
        0.013, -0.004, 0.021, 0.008, 0.002, 0.017, -0.001, 0.012, 0.009, 0.005, 0.014, -0.006, 0.011, 0.007, 0.003
    };

    /// Four learners on twelve data sets.
    private static final double[][] SCORES = {
        {0.9505, 0.8386, 0.8681, 0.7983},
        {0.9465, 0.9313, 0.8652, 0.8509},
        {0.8724, 0.9362, 0.8442, 0.7827},
        {0.8481, 0.8203, 0.7826, 0.7459},
        {0.9388, 0.9044, 0.8984, 0.8252},
        {0.9296, 0.94, 0.89, 0.819},
        {0.8856, 0.8801, 0.878, 0.7839},
        {0.856, 0.8609, 0.7931, 0.755},
        {0.9291, 0.9031, 0.8633, 0.8249},
        {0.7187, 0.7757, 0.7061, 0.6419},
        {0.94, 0.9285, 0.8756, 0.813},
        {0.9251, 0.9035, 0.9027, 0.8395}
    };

    @Test
    void posteriorOfCorrelatedDifferencesIsThatOfScipy() {
        CorrelatedBayes bayes = CorrelatedBayes.of(DIFFERENCES, 0.25, 0.01);
        assertThat(bayes.below()).isCloseTo(0.0006187751361020895, within(1e-13));
        assertThat(bayes.within()).isCloseTo(0.7211081865687677, within(1e-12));
        assertThat(bayes.above()).isCloseTo(0.2782730382951301, within(1e-12));
        // Without a region its smaller tail is half of the two-sided p-value.
        CorrelatedBayes sharp = CorrelatedBayes.of(DIFFERENCES, 0.25, 0);
        assertThat(2 * sharp.below())
                .isCloseTo(ResampledMean.of(DIFFERENCES, 0.25).pValue(), within(1e-14));
        assertThat(ResampledMean.of(DIFFERENCES, 0.25).pValue()).isCloseTo(0.10847904269946332, within(1e-13));
    }

    @Test
    void equalDifferencesPutAllMassOnTheirValue() {
        assertThat(CorrelatedBayes.of(new double[] {0, 0, 0}, 0.5, 0.01).within())
                .isEqualTo(1);
        assertThat(CorrelatedBayes.of(new double[] {0.1, 0.1}, 0.5, 0.01).above())
                .isEqualTo(1);
        assertThat(CorrelatedBayes.of(new double[] {-0.1, -0.1}, 0.5, 0.01).below())
                .isEqualTo(1);
        assertThatThrownBy(() -> CorrelatedBayes.of(new double[] {0.1}, 0.5, 0.01))
                .isInstanceOf(InputException.class);
    }

    @Test
    void nemenyisQuantilesAreThoseOfTheStudentizedRange() {
        double[] five = {
            1.9599639845400534,
            2.343700586378409,
            2.569031772546482,
            2.7277743708703763,
            2.8497054196100016,
            2.9483200175296744,
            3.030878449614413,
            3.1017303413033805,
            3.163683577053373
        };
        for (int k = 2; k <= 10; k++) {
            assertThat(StudentizedRange.upperQuantile(0.05, k) / Math.sqrt(2)).isCloseTo(five[k - 2], within(1e-9));
        }
        assertThat(StudentizedRange.upperQuantile(0.1, 15) / Math.sqrt(2)).isCloseTo(3.1591988189088367, within(1e-9));
    }

    @Test
    void ranksTestsAndCliquesOfFourLearners() {
        RankComparison ranks = RankComparison.of(SCORES, true, 0.05);
        assertThat(ranks.friedman().meanRanks())
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(16 / 12.0, 21 / 12.0, 35 / 12.0, 4);
        assertThat(ranks.friedman().chiSquare().pValue()).isCloseTo(7.349668844628159e-07, within(1e-18));
        assertThat(ranks.friedman().imanDavenport().statistic()).isCloseTo(73.25531914893638, within(1e-9));
        assertThat(ranks.friedman().imanDavenport().pValue()).isCloseTo(1.1297140451930812e-14, within(1e-24));
        assertThat(ranks.criticalDifference()).isCloseTo(1.3539986304310858, within(1e-9));
        double[] holm = {0.30126953125, 0.0029296875, 0.0029296875, 0.0068359375, 0.0029296875, 0.0029296875};
        for (int i = 0; i < holm.length; i++) {
            assertThat(ranks.pairs().get(i).adjustedP()).isCloseTo(holm[i], within(1e-15));
        }
        assertThat(ranks.cliques()).containsExactly(List.of(0, 1));
        assertThat(ranks.order()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void lowerIsBetterTurnsTheRanksRound() {
        double[] up = RankComparison.of(SCORES, true, 0.05).friedman().meanRanks();
        double[] down = RankComparison.of(SCORES, false, 0.05).friedman().meanRanks();
        for (int l = 0; l < 4; l++) {
            assertThat(up[l] + down[l]).isCloseTo(5, within(1e-12));
        }
    }

    @Test
    void tooFewDataSetsForAnyPairAreCounted() {
        // 2 / 2^6 = 0.03125 is the smallest p-value of six differences, 2 / 2^5 = 0.0625 that of five.
        assertThat(RankComparison.fewestDatasets(2, 0.05)).isEqualTo(6);
        // Ten pairs of five learners: 20 / 2^9 = 0.039.
        assertThat(RankComparison.fewestDatasets(5, 0.05)).isEqualTo(9);
    }
}
