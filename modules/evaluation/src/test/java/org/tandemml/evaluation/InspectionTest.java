package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Provenance;
import org.tandemml.core.Regressor;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.data.OneHot;
import org.tandemml.data.Pipeline;
import org.tandemml.data.PipelineClassifier;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;

class InspectionTest {
    /// f(x) = x₁·x₂ + sin x₃.
    private record Formula(Schema schema) implements Regressor {
        @Override
        public FitReport report() {
            return FitReport.direct("given");
        }

        @Override
        public Provenance provenance() {
            return new Provenance("", "", 0, "", 0, "");
        }

        @Override
        public String target() {
            return "y";
        }

        @Override
        public double predict(double[] row) {
            return row[0] * row[1] + Math.sin(row[2]);
        }

        @Override
        public double[] predict(Matrix rows, Parallel loop) {
            double[] all = new double[rows.rows()];
            double[] row = new double[3];
            for (int i = 0; i < all.length; i++) {
                rows.copyRow(i, row, 0);
                all[i] = predict(row);
            }
            return all;
        }
    }

    private static final Formula MODEL = new Formula(Schema.numeric(3));

    private static Dataset data() {
        double[] values = new double[36];
        double[] y = new double[12];
        for (int i = 0; i < 12; i++) {
            values[3 * i] = i * 0.5 - 2;
            values[3 * i + 1] = i * 7 % 5 - 1.5;
            values[3 * i + 2] = i * i % 4 + 0.25;
            y[i] = values[3 * i] * values[3 * i + 1] + Math.sin(values[3 * i + 2]) + (i * 5 % 3 - 1) * 0.3;
        }
        return Dataset.numbers(new DenseMatrix(12, 3, values), y);
    }

    /// scikit-learn 1.2.1, inspection.partial_dependence(method="brute", kind="both").
    @Test
    void partialDependenceAgreesWithScikitLearn() {
        PartialDependence second = PartialDependence.of(MODEL, data(), "x2", 50, 12, Parallel.SEQUENTIAL);
        assertThat(second.grid()).containsExactly(-1.5, -0.5, 0.5, 1.5, 2.5);
        close(
                second.average().values(),
                -0.5268057106949452,
                0.22319428930505467,
                0.9731942893050546,
                1.7231942893050547,
                2.4731942893050545);
        double[] curve = new double[5];
        second.individual().getFirst().copyRow(3, curve, 0);
        close(
                curve,
                1.6989846193555862,
                1.1989846193555862,
                0.6989846193555863,
                0.1989846193555863,
                -0.3010153806444137);
        PartialDependence third = PartialDependence.of(MODEL, data(), "x3", 50, 0, new Parallel(3));
        close(third.average().values(), 0.5390706259211898, 1.240651286022253);
        assertThat(third.rows()).isEmpty();
        assertThat(third.outputs()).containsExactly("y");
    }

    private static void close(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-13 + 1e-12 * Math.abs(expected[i])));
        }
    }

    @Test
    void theGridOfManyValuesIsOfQuantiles() {
        double[] values = new double[3 * 101];
        for (int i = 0; i <= 100; i++) {
            values[3 * i] = i < 50 ? i * 0.01 : i;
        }
        Dataset skewed = Dataset.numbers(new DenseMatrix(101, 3, values), new double[101]);
        PartialDependence result = PartialDependence.of(MODEL, skewed, "x1", 4, 0, Parallel.SEQUENTIAL);
        // Order statistics 5, 35, 65 and 95 of 0..100.
        close(result.grid().stream().mapToDouble(v -> v).toArray(), 0.05, 0.35, 65, 95);
        Dataset weighted = data().withWeights(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        close(
                PartialDependence.of(MODEL, weighted, "x2", new double[] {0.5, 2}, 0, Parallel.SEQUENTIAL)
                        .average()
                        .values(),
                0.6989846193555863,
                -0.5 * 2 + Math.sin(1.25));
    }

    @Test
    void aCategoryIsOneColumnInFrontOfItsEncoding() {
        PipelineClassifier model =
                Pipeline.of(new OneHot()).then(new LogisticRegression()).fit(coloured());
        PartialDependence result = PartialDependence.of(model, coloured(), "colour", 9, 2, new Parallel(2));
        assertThat(result.labels()).containsExactly("red", "green", "blue");
        assertThat(result.outputs()).containsExactly("a", "b");
        assertThat(result.average().get(1, 1)).isGreaterThan(result.average().get(0, 1) + 0.3);
        for (int g = 0; g < 3; g++) {
            assertThat(result.average().get(g, 0) + result.average().get(g, 1)).isCloseTo(1, within(1e-12));
        }
        PermutationImportance importance =
                PermutationImportance.of(model, coloured(), Metric.ACCURACY, 5, 1, new Parallel(2));
        assertThat(importance.columns()).hasSize(3);
        assertThat(importance.ranked().getFirst().name()).isEqualTo("colour");
        assertThatThrownBy(() ->
                        PartialDependence.of(model, coloured(), "colour", new double[] {3}, 0, Parallel.SEQUENTIAL))
                .hasMessage("column \"colour\": 3.0 is no code of a category (0..2)");
        assertThatThrownBy(() -> PartialDependence.of(model, coloured(), "color", 5, 0, Parallel.SEQUENTIAL))
                .hasMessageContaining("did you mean \"colour\"?");
    }

    /// The class is that of green in 9 of 10 rows.
    private static Dataset coloured() {
        Dataset base = Samples.classes(120, 2, 2, 1);
        double[] codes = new double[120];
        int[] classes = new int[120];
        for (int i = 0; i < 120; i++) {
            codes[i] = i * 7 % 3;
            classes[i] = (codes[i] == 1) == (i % 10 != 0) ? 1 : 0;
        }
        return Samples.withColumn(base, new Column.Categorical("colour", List.of("red", "green", "blue")), codes)
                .withTarget(new Target.Classes("class", List.of("a", "b"), classes));
    }

    /// In expectation over permutations the drop in mean squared error is 10.920138888888886, 12.474999999999998,
    /// 0.2461077113139222 (all pairs of rows, NumPy); scikit-learn 1.2.1, permutation_importance with 20,000 repeats:
    /// 10.9325, 12.3955, 0.24601, standard errors 0.033, 0.036, 0.0006.
    @Test
    void permutationImportanceHasTheRightExpectation() {
        PermutationImportance result = PermutationImportance.of(
                MODEL,
                data(),
                e -> Score.of(
                        Metric.RMSE, Math.pow(((RegressorEvaluation) e).rmse().value(), 2)),
                20_000,
                5,
                new Parallel(2));
        double[] expected = {10.920138888888886, 12.474999999999998, 0.2461077113139222};
        for (int j = 0; j < 3; j++) {
            PermutationImportance.Column column = result.columns().get(j);
            double error = column.sd() / Math.sqrt(20_000);
            assertThat(column.mean()).isCloseTo(expected[j], within(4 * error));
            assertThat(column.drops()).hasSize(20_000);
        }
    }

    @Test
    void importanceDependsNeitherOnThreadsNorOnTheOrderOfColumns() {
        Dataset data = Samples.classes(80, 4, 2, 3);
        var model = new LogisticRegression().fit(data);
        PermutationImportance one = PermutationImportance.of(model, data, Metric.LOG_LOSS, 3, 9, Parallel.SEQUENTIAL);
        assertThat(PermutationImportance.of(model, data, Metric.LOG_LOSS, 3, 9, new Parallel(5)))
                .isEqualTo(one);
        assertThat(PermutationImportance.of(model, Samples.mirrored(data), Metric.LOG_LOSS, 3, 9, new Parallel(2)))
                .isEqualTo(one);
        assertThat(PermutationImportance.of(model, data, Metric.LOG_LOSS, 3, 8, new Parallel(5)))
                .isNotEqualTo(one);
        PermutationImportance sparse =
                PermutationImportance.of(model, Samples.sparse(data), Metric.LOG_LOSS, 3, 9, Parallel.SEQUENTIAL);
        for (int j = 0; j < 4; j++) {
            assertThat(sparse.columns().get(j).mean())
                    .isCloseTo(one.columns().get(j).mean(), within(1e-10));
        }
        assertThatThrownBy(() -> PermutationImportance.of(model, data, Metric.R2, 3, 9, Parallel.SEQUENTIAL))
                .hasMessageContaining("unknown metric for this model \"r2\"");
    }

    @Test
    void replacingAColumnOfSparseDataKeepsTheOthers() {
        Dataset sparse = Samples.sparse(Dataset.numbers(
                Matrix.of(new double[] {0, 2, 3}, new double[] {4, 0, 0}, new double[] {0, 0, 9}), 1, 2, 3));
        double[] cells = {7, 0, 8};
        for (int j = 0; j < 3; j++) {
            Matrix replaced = ColumnReplacement.of(sparse.features(), j, cells);
            assertThat(replaced).isInstanceOf(SparseMatrix.class);
            for (int i = 0; i < 3; i++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(replaced.get(i, c))
                            .isEqualTo(c == j ? cells[i] : sparse.features().get(i, c));
                }
            }
        }
        assertThat(Arrays.stream(Samples.dense(sparse.features())).sum()).isEqualTo(18);
    }
}
