package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class RobustTest implements TransformerContract<ColumnScaling> {
    // preprocessing.robust_25_75 and .robust_10_90: RobustScaler of scikit-learn 1.2.1.
    private static final double[] QUARTILES = {
        -0.5263157894736842,
        0.02197802197802198,
        -1.368421052631579,
        0.0,
        -0.3157894736842105,
        -0.8571428571428571,
        -0.10526315789473684,
        0.0,
        0.10526315789473684,
        1.7802197802197801,
        0.7368421052631579,
        0.0,
        0.9473684210526315,
        -2.1758241758241756,
        -0.5263157894736842,
        0.0,
        2.6315789473684212,
        0.46153846153846156,
        2.8421052631578947,
        0.0,
        -0.10526315789473684,
        -0.02197802197802198,
        0.10526315789473684,
        0.0
    };
    private static final double[] QUARTILES_NEW = {0.3157894736842105, -0.4175824175824176, 0.3157894736842105, 1.0};
    private static final double[] WIDE = {
        -0.23809523809523808,
        0.008333333333333333,
        -0.5,
        0.0,
        -0.14285714285714285,
        -0.325,
        -0.038461538461538464,
        0.0,
        0.047619047619047616,
        0.675,
        0.2692307692307692,
        0.0,
        0.42857142857142855,
        -0.825,
        -0.19230769230769232,
        0.0,
        1.1904761904761905,
        0.175,
        1.0384615384615385,
        0.0,
        -0.047619047619047616,
        -0.008333333333333333,
        0.038461538461538464,
        0.0
    };
    private static final double[] WIDE_NEW = {0.14285714285714285, -0.15833333333333333, 0.11538461538461539, 1.0};

    @Override
    public Robust learner() {
        return new Robust();
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

    // Sparse data are scaled and not centred, by design.
    @Override
    @Test
    public void sparseDataGiveTheSameModel() {
        Dataset data = Samples.numbers(30, 3, 2);
        ColumnScaling dense = learner().fit(data);
        ColumnScaling sparse = learner().fit(Samples.sparse(data));
        assertThat(sparse.scales()).isEqualTo(dense.scales());
        assertThat(sparse.centres()).containsOnly(0);
        assertThat(sparse.transform(Samples.sparse(data).features())).isInstanceOf(SparseMatrix.class);
        assertThat(sparse.report().notes()).singleElement().asString().contains("not centred");
    }

    @Test
    void equalsScikitLearn() {
        ColumnScaling step = new Robust().fit(ScalingSamples.data());
        ScalingSamples.equalWithin(
                Samples.dense(step.transform(ScalingSamples.data().features())), QUARTILES);
        ScalingSamples.equalWithin(ScalingSamples.transformed(step, ScalingSamples.NEW_ROW), QUARTILES_NEW);
        ColumnScaling wide = new Robust().withQuantiles(0.1, 0.9).fit(ScalingSamples.data());
        ScalingSamples.equalWithin(
                Samples.dense(wide.transform(ScalingSamples.data().features())), WIDE);
        ScalingSamples.equalWithin(ScalingSamples.transformed(wide, ScalingSamples.NEW_ROW), WIDE_NEW);
    }

    @Test
    void aWildValueChangesNothing() {
        ColumnScaling tame = learner().fit(ScalingSamples.column(1, 2, 3, 4, 5));
        ColumnScaling wild = learner().fit(ScalingSamples.column(1, 2, 3, 4, 1e9));
        assertThat(wild.centres()).isEqualTo(tame.centres());
        assertThat(wild.scales()).isEqualTo(tame.scales());
    }

    @Test
    void weightsThatAreSharesCountAsRows() {
        Dataset plain = ScalingSamples.column(1, 2, 3, 4, 9);
        assertThat(learner().fit(plain.withWeights(0.2, 0.2, 0.2, 0.2, 0.2)).scales())
                .isEqualTo(learner().fit(plain).scales());
    }
}
