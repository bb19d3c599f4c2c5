package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class QuantileTest implements TransformerContract<QuantileMapping> {
    // QuantileTransformer of scikit-learn 1.6.1 on the golden rows, n_quantiles 6 and 4, and on one column with ties.
    private static final double[] UNIFORM_6 = {
        0.0,
        0.6000000000000001,
        0.0,
        0.0,
        0.2,
        0.2,
        0.4,
        0.0,
        0.5999999999999998,
        1.0,
        0.8,
        0.0,
        0.8,
        0.0,
        0.2,
        0.0,
        1.0,
        0.8,
        1.0,
        0.0,
        0.4,
        0.4,
        0.5999999999999999,
        0.0
    };
    private static final double[] UNIFORM_6_NEW = {0.65, 0.30526315789473685, 0.6666666666666667, 1.0};
    private static final double[] UNIFORM_4 = {
        0.0,
        0.5625000000000004,
        0.0,
        0.0,
        0.20000000000000007,
        0.23437500000000006,
        0.4166666666666668,
        0.0,
        0.5000000000000002,
        1.0,
        0.7222222222222222,
        0.0,
        0.75,
        0.0,
        0.25,
        0.0,
        1.0,
        0.7272727272727274,
        1.0,
        0.0,
        0.3750000000000001,
        0.5312500000000004,
        0.5416666666666669,
        0.0
    };
    private static final double[] UNIFORM_4_NEW = {0.6250000000000003, 0.31250000000000006, 0.6666666666666667, 1.0};
    private static final double[] NORMAL_6 = {
        -5.199337582605575,
        0.25334710313580006,
        -5.199337582605575,
        -5.199337582605575,
        -0.8416212335729142,
        -0.8416212335729142,
        -0.2533471031357997,
        -5.199337582605575,
        0.25334710313579917,
        5.19933758270342,
        0.8416212335729143,
        -5.199337582605575,
        0.8416212335729143,
        -5.199337582605575,
        -0.8416212335729142,
        -5.199337582605575,
        5.19933758270342,
        0.8416212335729143,
        5.19933758270342,
        -5.199337582605575,
        -0.2533471031357997,
        -0.2533471031357997,
        0.25334710313579945,
        -5.199337582605575
    };
    private static final double[] NORMAL_6_NEW = {
        0.38532046640756773, -0.5093223194631401, 0.4307272992954577, 5.19933758270342
    };
    private static final double[] NORMAL_4 = {
        -5.199337582605575,
        0.15731068461017184,
        -5.199337582605575,
        -5.199337582605575,
        -0.841621233572914,
        -0.7245143834923652,
        -0.21042839424792442,
        -5.199337582605575,
        5.565832849343534e-16,
        5.19933758270342,
        0.5894557978497783,
        -5.199337582605575,
        0.6744897501960817,
        -5.199337582605575,
        -0.6744897501960817,
        -5.199337582605575,
        5.19933758270342,
        0.6045853465832376,
        5.19933758270342,
        -5.199337582605575,
        -0.31863936396437487,
        0.07841241273311331,
        0.10463345561407582,
        -5.199337582605575
    };
    private static final double[] NORMAL_4_NEW = {
        0.31863936396437603, -0.48877641111466935, 0.4307272992954577, 5.19933758270342
    };
    private static final double[] TIES = {1, 2, 2, 2, 3, 5, 5, 8, 9};
    private static final double[] TIES_UNIFORM = {0, 0.25, 0.25, 0.25, 0.5, 0.6875, 0.6875, 0.875, 1};

    @Override
    public Quantile learner() {
        return new Quantile();
    }

    @Test
    void missingValuesStayMissingAndCountForNothing() {
        QuantileMapping step = learner().fit(ScalingSamples.column(1, Double.NaN, 2, 7, 4));
        assertThat(ScalingSamples.transformed(step, Double.NaN)[0]).isNaN();
        assertThat(ScalingSamples.transformed(step, 3))
                .isEqualTo(ScalingSamples.transformed(learner().fit(ScalingSamples.column(1, 2, 7, 4)), 3));
        assertThat(ScalingSamples.transformed(learner().fit(ScalingSamples.column(Double.NaN, Double.NaN)), 3)[0])
                .isFinite();
    }

    @Test
    void inverseReturnsTheRows() {
        ScalingSamples.inverseReturns(
                learner().fit(ScalingSamples.data()), ScalingSamples.data().features(), 1e-14);
        Dataset normal = Samples.numbers(50, 2, 3);
        ScalingSamples.inverseReturns(
                new Quantile().withOutput(Quantile.Output.NORMAL).fit(normal), normal.features(), 1e-12);
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        ScalingSamples.orderOfRowsDoesNotMatter(learner(), 0);
    }

    @Test
    void equalsScikitLearn() {
        equal(Quantile.Output.UNIFORM, 6, UNIFORM_6, UNIFORM_6_NEW);
        equal(Quantile.Output.UNIFORM, 4, UNIFORM_4, UNIFORM_4_NEW);
        equal(Quantile.Output.NORMAL, 6, NORMAL_6, NORMAL_6_NEW);
        equal(Quantile.Output.NORMAL, 4, NORMAL_4, NORMAL_4_NEW);
    }

    private static void equal(Quantile.Output output, int quantiles, double[] expected, double[] expectedNew) {
        QuantileMapping step =
                new Quantile().withOutput(output).withQuantiles(quantiles).fit(ScalingSamples.data());
        ScalingSamples.equalWithin(
                Samples.dense(step.transform(ScalingSamples.data().features())), expected);
        ScalingSamples.equalWithin(ScalingSamples.transformed(step, ScalingSamples.NEW_ROW), expectedNew);
    }

    @Test
    void equalValuesShareTheMiddleOfTheirRanks() {
        Dataset data = ScalingSamples.column(TIES);
        QuantileMapping step = learner().fit(data);
        ScalingSamples.equalWithin(Samples.dense(step.transform(data.features())), TIES_UNIFORM);
        // transform of 2.5, 0, 10, 7 in the same run
        double[] others = {2.5, 0, 10, 7};
        double[] expected = {0.4375, 0, 1, 0.8333333333333334};
        for (int k = 0; k < 4; k++) {
            ScalingSamples.equalWithin(ScalingSamples.transformed(step, others[k]), expected[k]);
        }
    }

    @Test
    void manyRowsAreUniformAfterwards() {
        Dataset data = Samples.numbers(5_000, 1, 4);
        double[] z = Samples.dense(learner().fit(data).transform(data.features()));
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            assertThat(Arrays.stream(z).filter(v -> v <= share).count() / 5000.0)
                    .isCloseTo(share, Offset.offset(1e-3));
        }
    }

    @Test
    void refusesNoQuantiles() {
        assertThatThrownBy(() -> new Quantile().withQuantiles(0))
                .isInstanceOf(InputException.class)
                .hasMessage("quantiles must be at least 1, was 0");
    }
}
