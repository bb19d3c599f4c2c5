package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class MaxAbsTest implements TransformerContract<ColumnScaling> {
    // preprocessing.max_abs: MaxAbsScaler of scikit-learn 1.2.1.
    private static final double[] EXPECTED = {
        0.0625,
        0.8333333333333334,
        -0.42857142857142855,
        1.0,
        0.125,
        0.75,
        0.0,
        1.0,
        0.25,
        1.0,
        0.2857142857142857,
        1.0,
        0.5,
        0.625,
        -0.14285714285714285,
        1.0,
        1.0,
        0.875,
        1.0,
        1.0,
        0.1875,
        0.8291666666666667,
        0.07142857142857142,
        1.0
    };
    private static final double[] EXPECTED_NEW = {0.3125, 0.7916666666666666, 0.14285714285714285, 1.2};

    @Override
    public MaxAbs learner() {
        return new MaxAbs();
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
                learner().fit(ScalingSamples.data()), ScalingSamples.data().features(), 1e-15);
        Dataset sparse = Samples.sparse(Samples.numbers(30, 3, 2));
        ScalingSamples.inverseReturns(learner().fit(sparse), sparse.features(), 1e-15);
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        ScalingSamples.orderOfRowsDoesNotMatter(learner(), 0);
    }

    @Test
    void equalsScikitLearn() {
        ColumnScaling step = learner().fit(ScalingSamples.data());
        ScalingSamples.equalWithin(
                Samples.dense(step.transform(ScalingSamples.data().features())), EXPECTED);
        ScalingSamples.equalWithin(ScalingSamples.transformed(step, ScalingSamples.NEW_ROW), EXPECTED_NEW);
        assertThatThrownBy(() -> step.inverse(new double[3], new double[4]))
                .isInstanceOf(InputException.class)
                .hasMessage("the step gives 4 columns, this has 3");
    }

    @Test
    void sparseRowsStaySparse() {
        Dataset sparse = Samples.sparse(ScalingSamples.column(0, -3, 0, 1));
        assertThat(learner().fit(sparse).transform(sparse.features())).isInstanceOf(SparseMatrix.class);
    }
}
