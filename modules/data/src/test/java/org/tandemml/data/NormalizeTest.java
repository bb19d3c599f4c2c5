package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class NormalizeTest implements TransformerContract<RowNormalization> {
    // preprocessing.normalize_rows_l1, _l2 and _max: Normalizer of scikit-learn 1.2.1.
    private static final double[] L1 = {
        0.004784688995215311,
        0.9569377990430622,
        -0.014354066985645933,
        0.023923444976076555,
        0.0106951871657754,
        0.9625668449197861,
        0.0,
        0.026737967914438502,
        0.01593625498007968,
        0.9561752988047809,
        0.00796812749003984,
        0.0199203187250996,
        0.04878048780487805,
        0.9146341463414634,
        -0.006097560975609756,
        0.03048780487804878,
        0.06722689075630252,
        0.8823529411764706,
        0.029411764705882353,
        0.02100840336134454,
        0.014457831325301205,
        0.9590361445783132,
        0.0024096385542168677,
        0.024096385542168676
    };
    private static final double[] L2 = {
        0.004997813934500922,
        0.9995627869001845,
        -0.014993441803502768,
        0.024989069672504614,
        0.011106141881530071,
        0.9995527693377064,
        0.0,
        0.027765354703825178,
        0.016660160062215434,
        0.9996096037329261,
        0.008330080031107717,
        0.020825200077769293,
        0.05322698560371994,
        0.9980059800697489,
        -0.0066533732004649924,
        0.033266866002324966,
        0.07590699973387036,
        0.9962793715070484,
        0.03320931238356828,
        0.023720937416834488,
        0.015068861935596218,
        0.9995678417278825,
        0.002511476989266036,
        0.025114769892660364
    };
    private static final double[] MAX = {
        0.005,
        1.0,
        -0.015,
        0.025,
        0.011111111111111112,
        1.0,
        0.0,
        0.027777777777777776,
        0.016666666666666666,
        1.0,
        0.008333333333333333,
        0.020833333333333332,
        0.05333333333333334,
        1.0,
        -0.006666666666666667,
        0.03333333333333333,
        0.0761904761904762,
        1.0,
        0.03333333333333333,
        0.023809523809523808,
        0.01507537688442211,
        1.0,
        0.002512562814070352,
        0.02512562814070352
    };

    @Override
    public Normalize learner() {
        return new Normalize();
    }

    @Test
    void equalsScikitLearn() {
        ScalingSamples.equalWithin(normalized(Normalize.Norm.L1), L1);
        ScalingSamples.equalWithin(normalized(Normalize.Norm.L2), L2);
        ScalingSamples.equalWithin(normalized(Normalize.Norm.MAX), MAX);
    }

    private static double[] normalized(Normalize.Norm norm) {
        return Samples.dense(new Normalize()
                .withNorm(norm)
                .fit(ScalingSamples.data())
                .transform(ScalingSamples.data().features()));
    }

    @Test
    void aRowOfZerosStays() {
        Dataset data = ScalingSamples.column(0, 5, -2);
        assertThat(Samples.dense(learner().fit(data).transform(data.features())))
                .containsExactly(0, 1, -1);
    }

    @Test
    void sparseRowsStaySparse() {
        Dataset sparse = Samples.sparse(ScalingSamples.data()).select(1, 1, 4);
        assertThat(learner().fit(sparse).transform(sparse.features())).isInstanceOf(SparseMatrix.class);
        assertThatThrownBy(() -> learner().fit(ScalingSamples.column(1, Double.NaN)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("put Impute before it");
    }
}
