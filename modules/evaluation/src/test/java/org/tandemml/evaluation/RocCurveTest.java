package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;

class RocCurveTest {
    /// (0, 0), (0, ½), (½, ½), (½, 1), (1, 1).
    private static final RocCurve STAIRS =
            RocCurve.of(new boolean[] {false, false, true, true}, new double[] {0.1, 0.4, 0.35, 0.8});

    /// One diagonal step: (0, 0), (1, 1).
    private static final RocCurve TIED = RocCurve.of(new boolean[] {false, true}, new double[] {3, 3});

    @Test
    void beginsAtInfinityAndEndsAtOne() {
        assertThat(STAIRS.thresholds()).containsExactly(Double.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1);
        assertThat(STAIRS.falsePositiveRates()).containsExactly(0, 0, 0.5, 0.5, 1);
        assertThat(STAIRS.truePositiveRates()).containsExactly(0, 0.5, 0.5, 1, 1);
        assertThat(STAIRS.positives()).isEqualTo(2);
        assertThat(STAIRS.negatives()).isEqualTo(2);
    }

    @Test
    void interpolatesBetweenPointsAndTakesTheUpperEndOfVerticalRuns() {
        assertThat(STAIRS.interpolate(new double[] {0, 0.25, 0.5, 0.75, 1})).containsExactly(0.5, 0.5, 1, 1, 1);
        assertThat(TIED.interpolate(new double[] {1, 0.25, 0})).containsExactly(1, 0.25, 0);
    }

    @Test
    void refusesToInterpolateOutsideTheUnitInterval() {
        assertThatThrownBy(() -> STAIRS.interpolate(new double[] {1.5}))
                .isInstanceOf(InputException.class)
                .hasMessage("false-positive rate must be between 0.0 and 1.0, was 1.5");
    }

    @Test
    void interpolationSurvivesThinning() {
        RocCurve curve = RocCurve.of(
                new boolean[] {true, true, true, false, false, false, true, false},
                new double[] {9, 8, 7, 6, 5, 4, 3, 2});
        double[] grid = {0, 0.1, 0.25, 0.3, 0.5, 0.75, 0.9, 1};
        assertThat(curve.withoutCollinear().size()).isEqualTo(5);
        assertThat(curve.withoutCollinear().interpolate(grid)).containsExactly(curve.interpolate(grid));
    }

    @Test
    void isUndefinedWithTheReasonIfOneSideIsAbsent() {
        RocCurve noNegative = RocCurve.of(new boolean[] {true, true}, new double[] {1, 2});
        assertThat(noNegative.isDefined()).isFalse();
        assertThat(noNegative.auc()).hasToString("undefined: no negative row");
        assertThat(noNegative.positives()).isEqualTo(2);
        assertThatThrownBy(noNegative::falsePositiveRates)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ROC curve is undefined: no negative row");
        assertThatThrownBy(() -> noNegative.interpolate(new double[] {0})).isInstanceOf(IllegalStateException.class);
        assertThat(RocCurve.of(new boolean[0], new double[0]).auc()).hasToString("undefined: no positive row");
        assertThat(noNegative.withoutCollinear().auc()).isEqualTo(noNegative.auc());
    }

    @Test
    void aSideOfWeightZeroIsAbsent() {
        boolean[] positive = {true, false};
        assertThat(Auc.of(positive, new double[] {1, 2}, new double[] {0, 1}))
                .hasToString("undefined: no positive row");
        assertThat(Auc.of(positive, new double[] {1, 2}, new double[] {1, 0}))
                .hasToString("undefined: no negative row");
        assertThat(Auc.of(positive, new double[] {1, 2}, new double[] {0, 0}))
                .hasToString("undefined: no positive row");
    }

    @Test
    void infiniteScoresRankLikeNumbers() {
        double[] scores = {Double.NEGATIVE_INFINITY, 0, 5, Double.POSITIVE_INFINITY};
        RocCurve curve = RocCurve.of(new boolean[] {false, false, true, true}, scores);
        assertThat(curve.auc().value()).isEqualTo(1);
        assertThat(curve.size()).isEqualTo(5);
    }

    @Test
    void refusesWhatCannotBeRankedNamingTheRow() {
        boolean[] positive = {true, false};
        assertThatThrownBy(() -> RocCurve.of(positive, new double[] {1, Double.NaN}))
                .isInstanceOf(InputException.class)
                .hasMessage("the score of row 2 is NaN: it cannot be ranked");
        assertThatThrownBy(() -> Auc.of(positive, new double[] {1}))
                .isInstanceOf(InputException.class)
                .hasMessage("positive must have length 1, had 2");
        assertThatThrownBy(() -> Auc.of(positive, new double[] {1, 2}, new double[] {1, -1}))
                .isInstanceOf(InputException.class)
                .hasMessage("weight of row 2 must be >= 0 and finite, was -1.0");
    }

    @Test
    void handsOutCopies() {
        STAIRS.thresholds()[0] = 1;
        STAIRS.falsePositiveRates()[0] = 1;
        assertThat(STAIRS.thresholds()[0]).isInfinite();
        assertThat(STAIRS.falsePositiveRates()[0]).isZero();
    }
}
