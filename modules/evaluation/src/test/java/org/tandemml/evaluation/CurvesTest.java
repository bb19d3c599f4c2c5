package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tandemml.evaluation.Golden.assertClose;
import static org.tandemml.evaluation.Golden.doubles;
import static org.tandemml.evaluation.Golden.positive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;

/// Precision–recall, gain and reliability curves, costs, and thinning.
class CurvesTest {
    private static final boolean[] FOUR = {false, false, true, true};
    private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};

    @Nested
    class Thinned {
        @Test
        void everyCollinearPointOfARocCurveGoesNotOnlyHalfwayOnes() {
            // Steps of weight 1, 2 and 5 to the right, then of 1 and 2 up: two runs.
            boolean[] positive = {false, false, false, true, true};
            double[] scores = {5, 4, 3, 2, 1};
            RocCurve curve = RocCurve.of(positive, scores, new double[] {1, 2, 5, 1, 2});
            assertThat(curve.withoutCollinear().falsePositiveRates()).containsExactly(0, 1, 1);
            assertThat(curve.withoutCollinear().thresholds()).containsExactly(Double.POSITIVE_INFINITY, 3, 1);
        }

        @Test
        void slantedRunsOfARocCurveGoToo() {
            boolean[] positive = {true, false, true, true, false, false};
            double[] scores = {3, 3, 2, 2, 2, 2};
            assertThat(RocCurve.of(positive, scores).size()).isEqualTo(3);
            assertThat(RocCurve.of(positive, scores).withoutCollinear().size()).isEqualTo(2);
        }

        @Test
        void verticalAndLevelRunsOfAPrCurveGo() {
            boolean[] positive = {true, true, true, false, false, false, true};
            double[] scores = {7, 6, 5, 4, 3, 2, 1};
            PrCurve thinned = PrCurve.of(positive, scores).withoutCollinear();
            assertThat(thinned.thresholds()).containsExactly(Double.POSITIVE_INFINITY, 5, 2, 1);
            assertThat(thinned.precisions()).containsExactly(1, 1, 0.5, 4.0 / 7);
            assertThat(thinned.averagePrecision().value()).isEqualTo((3 + 4.0 / 7) / 4);
        }

        @Test
        void slantedRunsOfAPrCurveGoToo() {
            // After 1, 2 and 3 positive rows come 1, 3 and 7 negative ones: precision 5/10, 4/10, 3/10.
            PrCurve curve = PrCurve.of(
                    new boolean[] {true, false, true, false, true, false},
                    new double[] {3, 3, 2, 2, 1, 1},
                    new double[] {1, 1, 1, 2, 1, 4});
            assertThat(curve.precisions()).containsExactly(1, 0.5, 0.4, 0.3);
            assertThat(curve.withoutCollinear().precisions()).containsExactly(1, 0.5, 0.3);
            assertThat(curve.withoutCollinear().averagePrecision()).isEqualTo(curve.averagePrecision());
        }
    }

    @Nested
    class PrecisionRecall {
        @Test
        void beginsAtPrecisionOneAndEndsAtTheShareOfPositives() {
            PrCurve curve = PrCurve.of(FOUR, SCORES);
            assertThat(curve.recalls()).containsExactly(0, 0.5, 0.5, 1, 1);
            assertThat(curve.precisions()).containsExactly(1, 1, 0.5, 2.0 / 3, 0.5);
        }

        @Test
        void isUndefinedWithoutPositiveRowsOnly() {
            PrCurve none = PrCurve.of(new boolean[] {false}, new double[] {1});
            assertThat(none.isDefined()).isFalse();
            assertThat(none.averagePrecision()).hasToString("undefined: no positive row");
            assertThatThrownBy(none::recalls)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the precision-recall curve is undefined: no positive row");
            PrCurve all = PrCurve.of(new boolean[] {true, true}, new double[] {1, 2});
            assertThat(all.averagePrecision().value()).isEqualTo(1);
        }

        @Test
        void constantScoresGiveTheShareOfPositives() {
            boolean[] positive = {true, false, false, false};
            assertThat(PrCurve.of(positive, new double[4]).averagePrecision().value())
                    .isEqualTo(0.25);
        }
    }

    @Nested
    class Gain {
        @Test
        void liftIsGainOverShare() {
            GainCurve curve = GainCurve.of(FOUR, SCORES);
            assertThat(curve.shares()).containsExactly(0, 0.25, 0.5, 0.75, 1);
            assertThat(curve.gains()).containsExactly(0, 0.5, 0.5, 1, 1);
            assertThat(curve.lifts()).containsExactly(new double[] {2, 2, 1, 4.0 / 3, 1}, within(1e-15));
            assertThat(curve.gainAt(0.625)).isEqualTo(0.75);
            assertThat(curve.liftAt(0.25)).isEqualTo(2);
        }

        @Test
        void tiedRowsAreSelectedAtRandom() {
            GainCurve tied = GainCurve.of(FOUR, new double[4]);
            assertThat(tied.gainAt(0.3)).isCloseTo(0.3, within(1e-15));
            assertThat(tied.liftAt(0.3)).isCloseTo(1, within(1e-15));
        }

        @Test
        void isUndefinedWithoutPositiveRows() {
            GainCurve none = GainCurve.of(new boolean[] {false}, new double[] {1});
            assertThat(none.isDefined()).isFalse();
            assertThatThrownBy(none::gains).hasMessage("the gain curve is undefined: no positive row");
            assertThatThrownBy(() -> GainCurve.of(FOUR, SCORES).liftAt(0)).isInstanceOf(InputException.class);
        }
    }

    @Nested
    class Cost {
        private final RocCurve curve = RocCurve.of(FOUR, SCORES);

        @Test
        void isTheMeanOverAllRows() {
            Costs costs = new Costs(2, 6);
            assertThat(curve.expectedCost(Double.POSITIVE_INFINITY, costs).value())
                    .isEqualTo(12.0 / 4);
            assertThat(curve.expectedCost(0.9, costs).value()).isEqualTo(12.0 / 4);
            assertThat(curve.expectedCost(0.8, costs).value()).isEqualTo(6.0 / 4);
            assertThat(curve.expectedCost(0.5, costs).value()).isEqualTo(6.0 / 4);
            assertThat(curve.expectedCost(0.36, costs).value()).isEqualTo(8.0 / 4);
            assertThat(curve.expectedCost(0.35, costs).value()).isEqualTo(2.0 / 4);
            assertThat(curve.expectedCost(-1, costs).value()).isEqualTo(4.0 / 4);
        }

        @Test
        void bestThresholdFollowsTheCosts() {
            assertThat(curve.bestThreshold(new Costs(2, 6))).isEqualTo(0.35);
            assertThat(curve.bestThreshold(new Costs(10, 6))).isEqualTo(0.8);
            assertThat(curve.bestThreshold(new Costs(1, 0))).isInfinite();
            assertThat(curve.bestThreshold(new Costs(0, 1))).isEqualTo(0.35);
        }

        @Test
        void refusesCostsThatDecideNothing() {
            assertThatThrownBy(() -> new Costs(0, 0)).hasMessageContaining("both errors are 0");
            assertThatThrownBy(() -> new Costs(-1, 2)).hasMessage("cost of a false positive must be >= 0, was -1.0");
        }
    }

    @Nested
    class Reliability {
        // The definitions in numpy 1.24.2 on the case "binary" of probabilistic, 60 rows.
        private final JsonNode data = Golden.get("probabilistic").get("binary");
        private final boolean[] positive = positive(data.get("y"));
        private final double[] p = doubles(data.get("p"));

        @Test
        void murphysDecompositionAgrees() {
            BrierDecomposition parts =
                    ReliabilityCurve.of(positive, p, new Binning.Distinct()).brierDecomposition();
            assertClose(0.16513958333333328, parts.reliability(), "reliability");
            assertClose(0.241666666666667, parts.resolution(), "resolution");
            assertClose(0.25, parts.uncertainty(), "uncertainty");
            assertClose(0, parts.withinBins(), "within");
            assertClose(data.get("brier").asDouble(), parts.brier(), "brier");
        }

        @Test
        void binnedDecompositionSumsToTheBrierScoreToo() {
            BrierDecomposition plain =
                    ReliabilityCurve.of(positive, p, new Binning.Uniform(10)).brierDecomposition();
            assertClose(0.03024820630952379, plain.reliability(), "reliability");
            assertClose(0.10523809523809524, plain.resolution(), "resolution");
            assertClose(-0.0015371944047619071, plain.withinBins(), "within");
            assertClose(data.get("brier").asDouble(), plain.brier(), "brier");
            BrierDecomposition weighted = ReliabilityCurve.of(
                            positive, p, doubles(data.get("weight")), new Binning.Uniform(10))
                    .brierDecomposition();
            assertClose(0.0327743795921677, weighted.reliability(), "reliability");
            assertClose(0.10510707823376864, weighted.resolution(), "resolution");
            assertClose(0.24997991221010243, weighted.uncertainty(), "uncertainty");
            assertClose(-0.0004691443620686131, weighted.withinBins(), "within");
            assertClose(data.get("brier_weighted").asDouble(), weighted.brier(), "brier");
        }

        @Test
        void probabilitiesOnAnEdgeBelongToTheLowerBin() {
            ReliabilityCurve curve = ReliabilityCurve.of(
                    new boolean[] {false, true, false, true},
                    new double[] {0, 0.5, 0.50001, 1},
                    new Binning.Uniform(2));
            assertThat(curve.bins())
                    .containsExactly(
                            new ReliabilityCurve.Bin(0.25, 0.5, 2), new ReliabilityCurve.Bin(0.750005, 0.5, 2));
        }

        @Test
        void quantileBinsKeepEqualProbabilitiesTogether() {
            ReliabilityCurve curve = ReliabilityCurve.of(
                    new boolean[5], new double[] {0.3, 0.1, 0.1, 0.1, 0.1}, new Binning.Quantile(5));
            assertThat(curve.bins()).hasSize(2);
            assertThat(curve.bins().getFirst().weight()).isEqualTo(4);
        }

        @Test
        void isUndefinedWithoutRowsAndRefusesWhatIsNoProbability() {
            ReliabilityCurve none = ReliabilityCurve.of(new boolean[0], new double[0], new Binning.Quantile(3));
            assertThat(none.expectedCalibrationError()).hasToString("undefined: no row");
            assertThat(none.maximumCalibrationError().isDefined()).isFalse();
            assertThatThrownBy(
                            () -> ReliabilityCurve.of(new boolean[] {true}, new double[] {1.5}, new Binning.Distinct()))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the probability of row 1 must be between 0.0 and 1.0, was 1.5");
            ClassifierEvaluation scores =
                    ClassifierEvaluation.ofScores(List.of("no", "yes"), new int[] {0}, Matrix.of(new double[] {1, 2}));
            assertThatThrownBy(() -> scores.reliability(new Binning.Distinct()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("there are only scores: calibrate");
        }
    }

    @Test
    void partialAreasOfTheWholeRangeAreTheAucAndOthersRefused() {
        RocCurve curve = RocCurve.of(FOUR, SCORES);
        assertThat(curve.partialAuc(1).value()).isEqualTo(0.75);
        assertThatThrownBy(() -> curve.partialAuc(0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> curve.partialAuc(1.1)).isInstanceOf(InputException.class);
        assertThat(RocCurve.of(new boolean[] {true}, new double[] {1}).partialAuc(0.5))
                .hasToString("undefined: no negative row");
    }
}
