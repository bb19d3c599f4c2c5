package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void hasAValue() {
        Score score = Score.of(Metric.AUC, 0.9271);
        assertThat(score.isDefined()).isTrue();
        assertThat(score.value()).isEqualTo(0.9271);
        assertThat(score.orNaN()).isEqualTo(0.9271);
        assertThat(score.reason()).isEmpty();
        assertThat(score.name()).isEqualTo("auc");
        assertThat(score.higherIsBetter()).isTrue();
        assertThat(Score.of(Metric.LOG_LOSS, 1).higherIsBetter()).isFalse();
    }

    @Test
    void orHasAReason() {
        Score score = Score.undefined(Metric.AUC, "no row of class \"yes\"");
        assertThat(score.isDefined()).isFalse();
        assertThat(score.orNaN()).isNaN();
        assertThat(score).hasToString("undefined: no row of class \"yes\"");
        assertThatThrownBy(score::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("auc is undefined: no row of class \"yes\"");
    }

    @Test
    void printsThreeDecimalsOrAnExponent() {
        assertThat(Score.of(Metric.AUC, 0.9271)).hasToString("0.927");
        assertThat(Score.of(Metric.RMSE, 0)).hasToString("0.000");
        assertThat(Score.of(Metric.R2, -12.3456)).hasToString("-12.346");
        assertThat(Score.of(Metric.RMSE, 1.5e-5)).hasToString("1.500e-05");
        assertThat(Score.of(Metric.RMSE, 2.5e7)).hasToString("2.500e+07");
    }

    @Test
    void nanIsNoScore() {
        assertThatThrownBy(() -> Score.of(Metric.AUC, Double.NaN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void equalScoresAreEqual() {
        assertThat(Score.of(Metric.AUC, 0.5))
                .isEqualTo(Score.of(Metric.AUC, 0.5))
                .hasSameHashCodeAs(Score.of(Metric.AUC, 0.5));
        assertThat(Score.of(Metric.AUC, 0.5)).isNotEqualTo(Score.of(Metric.ACCURACY, 0.5));
        assertThat(Score.undefined(Metric.AUC, "a")).isNotEqualTo(Score.undefined(Metric.AUC, "b"));
    }
}
