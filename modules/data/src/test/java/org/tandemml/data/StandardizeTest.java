package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class StandardizeTest implements TransformerContract<Standardization> {
    // preprocessing.x, .weight, .new_row, .standard and .standard_weighted: StandardScaler of scikit-learn 1.2.1.
    private static final double[][] X = {
        {1, 200, -3, 5}, {2, 180, 0, 5}, {4, 240, 2, 5}, {8, 150, -1, 5}, {16, 210, 7, 5}, {3, 199, 0.5, 5}
    };
    private static final double[] WEIGHT = {1, 2, 1, 0.5, 1, 3};
    private static final double[] NEW_ROW = {5, 190, 1, 6};
    private static final double[] MEAN = {5.666666666666667, 196.5, 0.9166666666666666, 5.0};
    private static final double[] SCALE = {5.120763831912405, 27.469680255389456, 3.114705265171793, 1.0};
    private static final double[] ROW = {-0.13018891098082394, -0.2366245234589042, 0.026754805427388357, 1.0};
    private static final double[][] TRANSFORMED = {
        {-0.9113223768657672, 0.12741320493940997, -1.257475855087252, 0.0},
        {-0.7160390103945314, -0.6006622518572183, -0.2943028597012718, 0.0},
        {-0.32547227745205976, 1.5835641185326665, 0.3478124705560485, 0.0},
        {0.4556611884328835, -1.6927754370521608, -0.6153605248299319, 0.0},
        {2.01792812020277, 0.4914509333377241, 1.953100796199349, 0.0},
        {-0.5207556439232955, 0.09100943209957854, -0.1337740271369417, 0.0}
    };
    private static final double[] W_MEAN = {4.470588235294118, 197.88235294117646, 0.8235294117647058, 5.0};
    private static final double[] W_SCALE = {4.473683139254481, 20.905620839835443, 2.600572202140658, 1.0};
    private static final double[] W_ROW = {0.11833912868359879, -0.37704467145777, 0.06785836905048535, 1.0};
    private static final double[][] W_TRANSFORMED = {
        {-0.77577873248137, 0.10129558337671472, -1.4702646627605154, 0.0},
        {-0.5522492671901278, -0.8553849262922547, -0.31667238890226485, 0.0},
        {-0.10519033660764342, 2.0146566027146537, 0.4523891270032356, 0.0},
        {0.7889275245573254, -2.290405690795709, -0.7012031468550151, 0.0},
        {2.577163246887263, 0.5796358382111995, 2.375042916766987, 0.0},
        {-0.3287198018988856, 0.05346155789326626, -0.12440700992588977, 0.0}
    };

    @Override
    public Standardize learner() {
        return new Standardize();
    }

    // Sparse data are scaled and not centred, by design: the outputs differ by mean/scale and by nothing else.
    @Override
    @Test
    public void sparseDataGiveTheSameModel() {
        Dataset sparse = Samples.sparse(data());
        Standardization centred = new Standardize().fit(data());
        Matrix scaled = new Standardize().fit(sparse).transform(sparse.features());
        Matrix expected = centred.transform(data().features());
        for (int i = 0; i < data().rows(); i++) {
            for (int j = 0; j < data().columns(); j++) {
                double shift = centred.means()[j] / centred.scales()[j];
                assertThat(scaled.get(i, j)).isCloseTo(expected.get(i, j) + shift, Offset.offset(1e-12));
            }
        }
    }

    private static Dataset data(Matrix x) {
        return Dataset.of("golden", Schema.numeric(x.columns()), x, new Target.None());
    }

    // Tolerance of golden-values, section 1: |a − b| ≤ 1e-13 + 1e-12·|b|.
    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("value %d: %s, expected %s", i, actual[i], expected[i])
                    .isLessThanOrEqualTo(1e-13 + 1e-12 * Math.abs(expected[i]));
        }
    }

    private static void assertGolden(
            Dataset data, double[] mean, double[] scale, double[][] transformed, double[] row) {
        Standardization model = new Standardize().fit(data);
        assertClose(model.means(), mean);
        assertClose(model.scales(), scale);
        DenseMatrix out = (DenseMatrix) model.transform(data.features());
        for (int i = 0; i < transformed.length; i++) {
            assertClose(Arrays.copyOfRange(out.values(), out.offset(i), out.offset(i) + 4), transformed[i]);
        }
        double[] single = new double[4];
        model.transform(NEW_ROW, single);
        assertClose(single, row);
    }

    @Test
    void agreesWithScikitLearn() {
        assertGolden(data(Matrix.of(X)), MEAN, SCALE, TRANSFORMED, ROW);
    }

    @Test
    void agreesWithScikitLearnOnWeights() {
        assertGolden(data(Matrix.of(X)).withWeights(WEIGHT), W_MEAN, W_SCALE, W_TRANSFORMED, W_ROW);
    }

    @Test
    void columnWithALargeMeanKeepsItsDeviation() {
        // 10⁹ ± 1 in equal numbers: the deviation is exactly 1.
        double[] values = new double[10_000];
        Arrays.setAll(values, i -> 1e9 + (i % 2 == 0 ? 1 : -1));
        Standardization model = new Standardize().fit(data(new DenseMatrix(10_000, 1, values)));
        assertThat(model.means()).containsExactly(1e9);
        assertThat(model.scales()).containsExactly(1);
    }

    @Test
    void constantColumnIsCentredAndKeepsScaleOne() {
        double[] values = new double[1000];
        Arrays.fill(values, 0.1);
        Standardization model = new Standardize().fit(data(new DenseMatrix(1000, 1, values)));
        assertThat(model.means()).containsExactly(0.1);
        assertThat(model.scales()).containsExactly(1);
    }

    @Test
    void missingValuesAreLeftOutAndStay() {
        Standardization model = new Standardize().fit(data(Matrix.of(new double[][] {{1}, {Double.NaN}, {3}})));
        assertThat(model.means()).containsExactly(2);
        assertThat(model.scales()).containsExactly(1);
        assertThat(model.transform(Matrix.of(new double[] {Double.NaN})).get(0, 0))
                .isNaN();
    }

    @Test
    void categoriesPassUntouched() {
        Schema schema = new Schema(List.of(new Column.Categorical("c", List.of("a", "b")), new Column.Numeric("x")));
        Dataset data =
                Dataset.of("d", schema, Matrix.of(new double[][] {{1, 10}, {0, 20}, {1, 30}}), new Target.None());
        Dataset out = new Standardize().fit(data).transform(data);
        assertThat(out.features().get(0, 0)).isEqualTo(1);
        assertThat(out.features().get(1, 0)).isZero();
        assertThat(out.features().get(1, 1)).isZero();
        assertThat(out.schema()).isEqualTo(schema);
    }

    @Test
    void sparseDataAreScaledNotCentredAndStaySparse() {
        // Column 1 holds 0, 3, 0, 1 (mean 1, squares 10/4, variance 1.5), with a written zero in row 3.
        SparseMatrix x =
                new SparseMatrix(2, new int[] {0, 1, 3, 4, 5}, new int[] {0, 0, 1, 1, 1}, new double[] {5, 5, 3, 0, 1});
        Standardization model = new Standardize().fit(data(x));
        assertClose(model.scales(), new double[] {2.5, Math.sqrt(1.5)});
        assertThat(model.means()).containsExactly(0, 0);
        SparseMatrix out = (SparseMatrix) model.transform(x);
        assertThat(out.stored()).isEqualTo(5);
        assertThat(out.get(1, 1)).isEqualTo(3 / Math.sqrt(1.5));
        assertThat(model.report().notes()).hasSize(1).first().asString().contains("not centred");
    }

    @Test
    void sparseAndDenseScalesAgree() {
        Seed.Stream random = new Seed(8).stream();
        double[] values = new double[200 * 5];
        Arrays.setAll(values, k -> random.nextDouble() < 0.7 ? 0 : random.nextGaussian());
        DenseMatrix dense = new DenseMatrix(200, 5, values);
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> i % 4);
        Dataset sparse = Samples.sparse(data(dense)).withWeights(weights);
        assertClose(
                new Standardize().fit(sparse).scales(),
                new Standardize().fit(data(dense).withWeights(weights)).scales());
    }

    // Pitfall 46: rows kept for testing never change the fitted state.
    @Test
    void rowsOutsideTheFoldDoNotMatter() {
        Dataset all = data(Matrix.of(X));
        double[][] other = Arrays.stream(X).map(double[]::clone).toArray(double[][]::new);
        other[4] = new double[] {1e6, Double.NaN, -1e9, 0};
        Standardization model = new Standardize().fit(all.select(0, 1, 2, 3));
        Standardization same = new Standardize().fit(data(Matrix.of(other)).select(0, 1, 2, 3));
        assertThat(model.means()).isEqualTo(same.means());
        assertThat(model.scales()).isEqualTo(same.scales());
    }

    @Test
    void refusesNumbersWhoseSumOverflows() {
        Dataset huge = data(Matrix.of(new double[][] {{1.7e308}, {1.7e308}, {-1}}));
        assertThatThrownBy(() -> new Standardize().fit(huge))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"x1\"")
                .hasMessageContaining("too large");
    }

    @Test
    void inverseReturnsTheRows() {
        ScalingSamples.inverseReturns(
                new Standardize().fit(ScalingSamples.data()),
                ScalingSamples.data().features(),
                1e-14);
        Dataset sparse = Samples.sparse(Samples.numbers(30, 3, 2));
        Standardization step = new Standardize().fit(sparse);
        assertThat(step.inverse(step.transform(sparse.features()))).isInstanceOf(SparseMatrix.class);
        ScalingSamples.inverseReturns(step, sparse.features(), 1e-14);
    }
}
