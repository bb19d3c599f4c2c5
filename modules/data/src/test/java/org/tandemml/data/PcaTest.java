package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class PcaTest implements TransformerContract<PrincipalComponents> {
    // pca of golden/sklearn.json: PCA of scikit-learn 1.2.1, signs arbitrary.
    private static final double[][] X = {
        {2.484, 0.404, -0.207},
        {1.708, 1.033, 0.088},
        {-0.947, -1.505, -0.621},
        {-1.533, 0.729, 0.306},
        {-1.021, -1.186, -0.065},
        {0.824, 0.034, 0.206},
        {-2.046, -1.977, -0.647},
        {2.416, -1.706, -0.651}
    };
    private static final double[] MEAN = {0.23562500000000003, -0.5217499999999999, -0.19887500000000002};
    private static final double[][] DIRECTIONS = {
        {-0.943688645720853, -0.3281096539670644, -0.04237682044651282},
        {0.32477662447322625, -0.8943756070206628, -0.30759131613587376},
        {0.06302288579015987, -0.30403343326028404, 0.950574451227596}
    };
    private static final double[] VARIANCES = {3.6364965922085366, 1.3065216431128284, 0.030280086107207164};
    private static final double[] SHARES = {0.7312041943150435, 0.26270727365848673, 0.006088532026469962};
    private static final double[][] TRANSFORMED = {
        {-2.425169159316505, -0.09524939570578457, -0.14748328741848143},
        {-1.9117489046141276, -1.0005777513730876, -0.10720661320022336},
        {1.456531917239724, 0.6251478444092732, -0.1768528072788625},
        {1.2372531841158045, -1.848343513674153, -0.01181239196738929},
        {1.3981363852393123, 0.14478778378711724, 0.2500162288451785},
        {-0.7547470622964847, -0.43049483129781074, 0.25297834083315535},
        {2.6496152928910055, 0.6983609948464832, -0.12732611399531157},
        {-1.649871653258729, 1.9063688690079623, 0.06768664418193436}
    };
    private static final double[][] WHITENED = {
        {-1.2717461871755587, -0.0833304879415618, -0.8475479086876507},
        {-1.002511256148944, -0.8753717714171959, -0.6160883880863982},
        {0.7637978180339294, 0.5469207917198008, -1.0163268637308451},
        {0.648809182413301, -1.6170534808834909, -0.06788272952007054},
        {0.7331755025206718, 0.1266699550328496, 1.4367779265350877},
        {-0.39578546307591417, -0.3766254272014062, 1.4538004099950936},
        {1.3894445809156943, 0.6109725109403267, -0.7317099010130195},
        {-0.8651841774831796, 1.6678179097506778, 0.3889774545078031}
    };
    // pca.iris_2 of the same file.
    private static final double[][] IRIS_DIRECTIONS = {
        {0.3613865917853687, -0.08452251406456868, 0.8566706059498351, 0.3582891971515508},
        {0.6565887712868422, 0.7301614347850266, -0.17337266279585684, -0.0754810199174632}
    };
    private static final double[] IRIS_VARIANCES = {4.228241706034864, 0.24267074792863344};
    private static final double[][] IRIS_ROWS = {
        {-2.6841256259695374, 0.3193972465850999},
        {-2.7141416872943265, -0.1770012250647814},
        {-2.8889905690592976, -0.14494942608555886},
        {-2.7453428556414106, -0.3182989792519175},
        {-2.728716536554531, 0.3267545129349187}
    };

    @Override
    public Pca learner() {
        return new Pca(3);
    }

    private static Dataset golden() {
        return Dataset.of("golden", Schema.numeric(3), Matrix.of(X), new Target.None());
    }

    /// Rows or columns that are equal up to one sign each.
    private static void equalUpToSigns(double[][] actual, double[][] expected) {
        for (int k = 0; k < expected.length; k++) {
            double sign = 0;
            for (int j = 0; j < expected[k].length; j++) {
                sign += actual[k][j] * expected[k][j];
            }
            double turned = Math.signum(sign);
            ScalingSamples.equalWithin(
                    Arrays.stream(actual[k]).map(v -> v * turned).toArray(), expected[k]);
        }
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < rows.length; i++) {
            matrix.copyRow(i, rows[i], 0);
        }
        return rows;
    }

    private static double[][] columns(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    @Test
    void equalsScikitLearnUpToSigns() {
        PrincipalComponents step = learner().fit(golden());
        ScalingSamples.equalWithin(step.mean(), MEAN);
        ScalingSamples.equalWithin(step.variances(), VARIANCES);
        ScalingSamples.equalWithin(step.varianceShares(), SHARES);
        equalUpToSigns(rows(step.directions()), DIRECTIONS);
        equalUpToSigns(columns(rows(step.transform(golden().features()))), columns(TRANSFORMED));
        PrincipalComponents white = learner().withWhiten(true).fit(golden());
        equalUpToSigns(columns(rows(white.transform(golden().features()))), columns(WHITENED));
        assertThat(step.output().names()).containsExactly("pc1", "pc2", "pc3");
    }

    @Test
    void equalsScikitLearnOnIris() {
        Dataset iris = Datasets.named("iris");
        PrincipalComponents step = new Pca(2).fit(iris);
        equalUpToSigns(rows(step.directions()), IRIS_DIRECTIONS);
        ScalingSamples.equalWithin(step.variances(), IRIS_VARIANCES);
        double[][] first = rows(step.transform(iris.features().select(new int[] {0, 1, 2, 3, 4})));
        equalUpToSigns(columns(first), columns(IRIS_ROWS));
        double rest = step.totalVariance() - IRIS_VARIANCES[0] - IRIS_VARIANCES[1];
        // pca.iris_2.noise_variance
        assertThat(rest / 2).isCloseTo(0.05102229650818443, Offset.offset(1e-13));
    }

    @Test
    void theRandomMethodFindsTheSameDirections() {
        Dataset data = spread(3000, 40);
        PrincipalComponents full = new Pca(6).fit(data);
        PrincipalComponents random =
                new Pca(6).withMethod(Pca.Method.RANDOMIZED).fit(data);
        assertThat(full.report().certificate().get("residual")).isLessThan(1e-14);
        assertThat(random.report().certificate().get("residual")).isLessThan(1e-6);
        for (int k = 0; k < 6; k++) {
            assertThat(random.variances()[k]).isCloseTo(full.variances()[k], Offset.offset(1e-9));
            for (int j = 0; j < 40; j++) {
                assertThat(random.directions().get(k, j))
                        .isCloseTo(full.directions().get(k, j), Offset.offset(1e-4));
            }
        }
        PrincipalComponents sparse =
                new Pca(6).withMethod(Pca.Method.RANDOMIZED).fit(Samples.sparse(data));
        for (int k = 0; k < 6; k++) {
            assertThat(sparse.variances()[k]).isCloseTo(random.variances()[k], Offset.offset(1e-10));
        }
        assertThat(sparse.totalVariance()).isCloseTo(full.totalVariance(), Offset.offset(1e-10));
    }

    /// Column j has deviation 0.8ʲ and mean j, then the columns are mixed.
    private static Dataset spread(int rows, int columns) {
        Seed.Stream random = new Seed(5).stream();
        double[] values = new double[rows * columns];
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.pow(0.8, k % columns) * random.nextGaussian() + k % columns;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 1; j < columns; j++) {
                values[i * columns + j] += 0.3 * values[i * columns + j - 1];
            }
        }
        return Dataset.of("spread", Schema.numeric(columns), new DenseMatrix(rows, columns, values), new Target.None());
    }

    @Test
    void theRandomMethodHasTheSameBitsOnAnyNumberOfThreads() {
        Dataset data = spread(3000, 40);
        Pca learner = new Pca(6).withMethod(Pca.Method.RANDOMIZED);
        assertThat(learner.fit(data, Fitting.defaults().withThreads(1)).directions())
                .isEqualTo(learner.fit(data, Fitting.defaults().withThreads(5)).directions());
    }

    // More directions than the rows span: the basis must not break down.
    @Test
    void theRandomMethodSurvivesDependentColumns() {
        Dataset data = Samples.numbers(30, 2, 3);
        Dataset wide =
                data.withFeatures(Schema.numeric(6), data.features().selectColumns(new int[] {0, 1, 0, 1, 0, 1}));
        PrincipalComponents step =
                new Pca(4).withMethod(Pca.Method.RANDOMIZED).withWhiten(true).fit(wide);
        PrincipalComponents full = new Pca(4).withWhiten(true).fit(wide);
        assertThat(step.variances()[1]).isCloseTo(full.variances()[1], Offset.offset(1e-12));
        assertThat(step.variances()[2]).isCloseTo(0, Offset.offset(1e-12));
        assertThat(step.report().notes()).singleElement().asString().startsWith("2 of 4 directions have no variance");
        for (double value : Samples.dense(step.transform(wide.features()))) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void whitenedCoordinatesHaveVarianceOneAndNoCovariance() {
        Dataset data = spread(500, 5);
        PrincipalComponents again = new Pca()
                .fit(data.withFeatures(
                        Schema.numeric(5), new Pca().withWhiten(true).fit(data).transform(data.features())));
        for (double variance : again.variances()) {
            assertThat(variance).isCloseTo(1, Offset.offset(1e-10));
        }
    }

    @Test
    void inverseReturnsTheRowsIfAllDirectionsAreKept() {
        ScalingSamples.inverseReturns(new Pca().fit(golden()), golden().features(), 1e-13);
        ScalingSamples.inverseReturns(new Pca().withWhiten(true).fit(golden()), golden().features(), 1e-13);
    }

    // A mean of 1e8 beside a deviation of 1 loses all digits if squares are summed before the mean is subtracted.
    @Test
    void farColumnsKeepTheirDigits() {
        double[][] far = new double[X.length][3];
        for (int i = 0; i < far.length; i++) {
            for (int j = 0; j < 3; j++) {
                far[i][j] = X[i][j] + 1e8;
            }
        }
        PrincipalComponents step =
                learner().fit(Dataset.of("far", Schema.numeric(3), Matrix.of(far), new Target.None()));
        for (int k = 0; k < 3; k++) {
            assertThat(step.variances()[k]).isCloseTo(VARIANCES[k], Offset.offset(1e-7));
        }
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        ScalingSamples.orderOfRowsDoesNotMatter(new Pca(), 1e-11);
    }

    @Test
    void refusesMoreComponentsThanThereCanBe() {
        assertThatThrownBy(() -> new Pca(4).fit(golden()))
                .isInstanceOf(InputException.class)
                .hasMessage("components must be at most 3 for 8 rows and 3 columns, was 4");
        assertThatThrownBy(() -> new Pca(-1))
                .isInstanceOf(InputException.class)
                .hasMessage("components must be at least 0, was -1");
        assertThatThrownBy(() -> new Pca().fit(golden().select(0)))
                .isInstanceOf(InputException.class)
                .hasMessage("pca needs at least 2 rows, the data have 1");
    }
}
