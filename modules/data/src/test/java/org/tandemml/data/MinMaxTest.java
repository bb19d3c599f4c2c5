package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class MinMaxTest implements TransformerContract<ColumnScaling> {
    // preprocessing.min_max_0_1 and .min_max_-1_1_clip: MinMaxScaler of scikit-learn 1.2.1.
    private static final double[] PLAIN = {
        0.0,
        0.5555555555555556,
        0.0,
        0.0,
        0.06666666666666667,
        0.33333333333333326,
        0.30000000000000004,
        0.0,
        0.2,
        1.0000000000000002,
        0.5,
        0.0,
        0.4666666666666667,
        0.0,
        0.20000000000000004,
        0.0,
        1.0,
        0.6666666666666667,
        1.0,
        0.0,
        0.13333333333333336,
        0.5444444444444445,
        0.35000000000000003,
        0.0
    };
    private static final double[] PLAIN_NEW = {0.26666666666666666, 0.4444444444444444, 0.4, 1.0};
    private static final double[] CLIPPED = {
        -1.0,
        0.11111111111111072,
        -1.0,
        -1.0,
        -0.8666666666666667,
        -0.3333333333333339,
        -0.3999999999999999,
        -1.0,
        -0.6,
        1.0,
        1.1102230246251565e-16,
        -1.0,
        -0.06666666666666665,
        -1.0,
        -0.5999999999999999,
        -1.0,
        1.0,
        0.33333333333333304,
        1.0,
        -1.0,
        -0.7333333333333333,
        0.08888888888888857,
        -0.29999999999999993,
        -1.0
    };
    private static final double[] CLIPPED_NEW = {-0.4666666666666667, -0.1111111111111116, -0.1999999999999999, 1.0};

    @Override
    public MinMax learner() {
        return new MinMax();
    }

    @Test
    void missingValuesStayMissingAndCountForNothing() {
        ColumnScaling step = learner().fit(ScalingSamples.column(1, Double.NaN, 2, 7, 4));
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
        Dataset sparse = Samples.sparse(Samples.numbers(30, 3, 2));
        ScalingSamples.inverseReturns(learner().fit(sparse), sparse.features(), 1e-14);
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        ScalingSamples.orderOfRowsDoesNotMatter(learner(), 0);
    }

    @Test
    void equalsScikitLearn() {
        ColumnScaling step = new MinMax().fit(ScalingSamples.data());
        ScalingSamples.equalWithin(
                Samples.dense(step.transform(ScalingSamples.data().features())), PLAIN);
        ScalingSamples.equalWithin(ScalingSamples.transformed(step, ScalingSamples.NEW_ROW), PLAIN_NEW);
        ColumnScaling clipped = new MinMax().withRange(-1, 1).withClip(true).fit(ScalingSamples.data());
        ScalingSamples.equalWithin(
                Samples.dense(clipped.transform(ScalingSamples.data().features())), CLIPPED);
        ScalingSamples.equalWithin(ScalingSamples.transformed(clipped, ScalingSamples.NEW_ROW), CLIPPED_NEW);
    }

    @Test
    void clippingKeepsLaterValuesWithinTheRange() {
        ColumnScaling step = new MinMax().withClip(true).fit(ScalingSamples.column(2, 4));
        assertThat(ScalingSamples.transformed(step, -9)[0]).isZero();
        assertThat(ScalingSamples.transformed(step, 9)[0]).isEqualTo(1);
        assertThat(ScalingSamples.transformed(new MinMax().fit(ScalingSamples.column(2, 4)), 6)[0])
                .isEqualTo(2);
    }

    @Test
    void sparseRowsStaySparseIfZeroIsTheSmallest() {
        Dataset counts = Samples.sparse(ScalingSamples.column(0, 3, 0, 1));
        assertThat(learner().fit(counts).transform(counts.features())).isInstanceOf(SparseMatrix.class);
        Dataset signed = Samples.sparse(ScalingSamples.column(0, 3, 0, -1));
        assertThat(learner().fit(signed).transform(signed.features())).isInstanceOf(DenseMatrix.class);
    }

    @Test
    void refusesARangeThatFalls() {
        assertThatThrownBy(() -> new MinMax().withRange(1, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("low must be below high, was 1.0 and 1.0");
    }
}
