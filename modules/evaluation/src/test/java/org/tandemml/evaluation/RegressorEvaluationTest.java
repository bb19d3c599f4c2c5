package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;

class RegressorEvaluationTest {
    @Test
    void listsItsMetricsInOrder() {
        RegressorEvaluation e = RegressorEvaluation.of(new double[] {1, 2, 3}, new double[] {1, 2, 6});
        assertThat(e.metrics().keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(e.metrics().get("rmse").value()).isEqualTo(Math.sqrt(3));
        assertThat(e.metrics().get("mae").value()).isEqualTo(1);
        assertThat(e.metrics().get("r2").value()).isEqualTo(1 - 9.0 / 2);
        assertThat(e.rows()).isEqualTo(3);
    }

    @Test
    void explainedShareOfAConstantTargetIsUndefined() {
        // The mean of three times 0.1 is not 0.1 in double: a test of the variance for 0 would miss it.
        RegressorEvaluation e = RegressorEvaluation.of(new double[] {0.1, 0.1, 0.1}, new double[] {0, 0, 1});
        assertThat(e.r2()).hasToString("undefined: the target is 0.1 in every row");
        assertThat(e.rmse().isDefined()).isTrue();
    }

    @Test
    void rowsOfWeightZeroDoNotMakeATargetVary() {
        RegressorEvaluation e =
                RegressorEvaluation.of(new double[] {2, 2, 5}, new double[] {1, 2, 3}, new double[] {1, 3, 0});
        assertThat(e.r2()).hasToString("undefined: the target is 2.0 in every row");
        assertThat(e.mae().value()).isEqualTo(0.25);
    }

    @Test
    void hugeNumbersGiveAReasonInsteadOfNaN() {
        RegressorEvaluation e = RegressorEvaluation.of(new double[] {1e200, -1e200}, new double[] {0, 0});
        assertThat(e.r2().reason()).contains("range of a double");
    }

    @Test
    void nothingIsDefinedWithoutRowsOrWeight() {
        RegressorEvaluation none = RegressorEvaluation.of(new double[0], new double[0]);
        assertThat(none.metrics().values())
                .hasSize(3)
                .allSatisfy(s -> assertThat(s.reason()).isEqualTo("no row"));
        RegressorEvaluation weightless = RegressorEvaluation.of(new double[] {1}, new double[] {1}, new double[] {0});
        assertThat(weightless.metrics().values()).allMatch(s -> !s.isDefined());
    }

    @Test
    void weightsCountAsRepetitions() {
        RegressorEvaluation weighted =
                RegressorEvaluation.of(new double[] {1, 4, 6}, new double[] {2, 4, 3}, new double[] {2, 1, 3});
        RegressorEvaluation repeated =
                RegressorEvaluation.of(new double[] {1, 1, 4, 6, 6, 6}, new double[] {2, 2, 4, 3, 3, 3});
        assertThat(weighted.rmse().value()).isEqualTo(repeated.rmse().value());
        assertThat(weighted.mae()).isEqualTo(repeated.mae());
        assertThat(weighted.r2().value()).isCloseTo(repeated.r2().value(), Offset.offset(1e-15));
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertThatThrownBy(() -> RegressorEvaluation.of(new double[] {1, 2}, new double[] {1, Double.NaN}))
                .isInstanceOf(InputException.class)
                .hasMessage("the prediction of row 2 must be a finite number, was NaN");
        assertThatThrownBy(() -> RegressorEvaluation.of(new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(InputException.class)
                .hasMessage("predictions must have length 2, had 1");
    }
}
