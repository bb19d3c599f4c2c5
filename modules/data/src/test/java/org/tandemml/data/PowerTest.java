package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.SparseMatrix;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class PowerTest implements TransformerContract<PowerMapping> {
    // The roots of the derivative of the likelihood at 40 digits (mpmath 1.3.0) for the first three golden columns.
    // PowerTransformer of scikit-learn 1.6.1 stops at -0.348218297, 1.403460445 and 0.6687718588.
    private static final double[] LAMBDAS = {-0.34821829926225609682, 1.4034605852071617045, 0.66877185860890716036};
    // PowerTransformer of scikit-learn 1.6.1, whose powers are good to 1e-7.
    private static final double[] FIRST_ROW = {-1.499855171620091, 0.1001684103609238, -1.6411541471001843};
    private static final double[] NEW_ROW = {0.34293746078045695, -0.26490946676129284, 0.24692098012989486};

    @Override
    public Power learner() {
        return new Power();
    }

    // Sparse data are scaled and not centred, by design.
    @Override
    @Test
    public void sparseDataGiveTheSameModel() {
        Dataset data = Samples.numbers(30, 3, 2);
        PowerMapping sparse = learner().fit(Samples.sparse(data));
        assertThat(sparse.lambdas()).isEqualTo(learner().fit(data).lambdas());
        assertThat(sparse.transform(Samples.sparse(data).features())).isInstanceOf(SparseMatrix.class);
        assertThat(sparse.report().notes()).singleElement().asString().contains("not centred");
    }

    @Test
    void powersAreTheMostLikelyOnes() {
        PowerMapping step = learner().fit(ScalingSamples.data());
        for (int j = 0; j < 3; j++) {
            assertThat(step.lambdas()[j]).isCloseTo(LAMBDAS[j], Offset.offset(1e-11));
        }
        assertThat(step.lambdas()[3]).isEqualTo(1);
    }

    @Test
    void agreesWithScikitLearnAsFarAsItsPowersGo() {
        PowerMapping step = learner().fit(ScalingSamples.data());
        for (int j = 0; j < 3; j++) {
            assertThat(ScalingSamples.transformed(step, ScalingSamples.X[0])[j])
                    .isCloseTo(FIRST_ROW[j], Offset.offset(1e-6));
            assertThat(ScalingSamples.transformed(step, ScalingSamples.NEW_ROW)[j])
                    .isCloseTo(NEW_ROW[j], Offset.offset(1e-6));
        }
    }

    @Test
    void inverseReturnsTheRows() {
        ScalingSamples.inverseReturns(
                learner().fit(ScalingSamples.data()), ScalingSamples.data().features(), 1e-12);
        Dataset sparse = Samples.sparse(Samples.numbers(30, 3, 2));
        ScalingSamples.inverseReturns(learner().fit(sparse), sparse.features(), 1e-12);
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        ScalingSamples.orderOfRowsDoesNotMatter(learner(), 1e-11);
    }

    // exp(x) − 1 of normal x has the power 0, the logarithm; squares of large normal x about the power 1/2.
    @Test
    void undoesAKnownPower() {
        double[] normal = Samples.dense(Samples.numbers(4_000, 1, 11).features());
        double[] skewed = new double[normal.length];
        for (int i = 0; i < normal.length; i++) {
            skewed[i] = Math.expm1(Math.abs(5 + normal[i]));
        }
        PowerMapping step = new Power(false).fit(ScalingSamples.column(skewed));
        assertThat(step.lambdas()[0]).isCloseTo(0, Offset.offset(0.03));
        assertThat(step.scales()[0]).isEqualTo(1);
    }

    @Test
    void missingValuesStayMissingAndCountForNothing() {
        PowerMapping step = learner().fit(ScalingSamples.column(1, Double.NaN, 2, 7, 4));
        assertThat(ScalingSamples.transformed(step, Double.NaN)[0]).isNaN();
        assertThat(step.lambdas())
                .isEqualTo(learner().fit(ScalingSamples.column(1, 2, 7, 4)).lambdas());
    }

    // A far column with little spread and numbers near the largest double end in a finite result or one clear error.
    @Test
    void extremeColumnsEndWell() {
        PowerMapping far = learner().fit(ScalingSamples.column(1e9, 1e9 + 1, 1e9 + 3, 1e9 + 2));
        assertThat(ScalingSamples.transformed(far, 1e9 + 1)[0]).isFinite();
        assertThat(far.lambdas()[0]).isBetween(-64.0, 64.0);
        assertThatThrownBy(() -> learner().fit(ScalingSamples.column(-1e308, 1e308, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"x1\"");
    }
}
