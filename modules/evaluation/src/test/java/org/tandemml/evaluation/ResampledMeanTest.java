package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResampledMeanTest {
    @Test
    void agreesWithAnIndependentComputation() {
        // The formula in NumPy with t quantile and tail of SciPy 1.17.1 (scipy.stats.t), ddof 1, 5 degrees of freedom.
        ResampledMean m = ResampledMean.of(new double[] {0.02, -0.01, 0.03, 0.05, 0.0, 0.015}, 0.25);
        assertThat(m.mean()).isCloseTo(0.0175, within(1e-15));
        assertThat(m.sd()).isCloseTo(0.02138924963620744, within(1e-15));
        assertThat(m.halfWidth()).isCloseTo(0.035491255498533776, within(1e-13));
        assertThat(m.pValue()).isCloseTo(0.2607982903294813, within(1e-12));
        assertThat(m.count()).isEqualTo(6);
    }

    @Test
    void allZeroIsNoDifference() {
        ResampledMean none = ResampledMean.of(new double[] {0, 0, 0}, 0.25);
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.halfWidth()).isZero();
    }

    @Test
    void equalValuesOtherThanZeroAreCertain() {
        // 0.1 three times: the rounded mean is not 0.1, yet there is no spread.
        ResampledMean certain = ResampledMean.of(new double[] {0.1, 0.1, 0.1}, 0.25);
        assertThat(certain.pValue()).isZero();
        assertThat(certain.sd()).isZero();
    }

    @Test
    void oneValueHasNeitherSpreadNorTest() {
        ResampledMean one = ResampledMean.of(new double[] {0.7}, 0.25);
        assertThat(one.mean()).isEqualTo(0.7);
        assertThat(one.sd()).isNaN();
        assertThat(one.pValue()).isEqualTo(1);
    }
}
