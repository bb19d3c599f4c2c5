package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class ImputeTest implements TransformerContract<Imputation> {
    private static final double NA = Double.NaN;
    private static final Schema SCHEMA =
            new Schema(List.of(new Column.Numeric("age"), new Column.Categorical("city", List.of("Bonn", "Rome"))));

    @Override
    public Impute learner() {
        return new Impute().withNumeric(Impute.Numeric.MEDIAN).withIndicators(true);
    }

    @Override
    public Dataset data() {
        Dataset data = Samples.numbers(60, 4, 1);
        for (int i = 0; i < 60; i += 7) {
            data = Samples.withCell(data, i, i % 3, NA);
        }
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 11 == 0 ? NA : i % 3);
        return Samples.withColumn(data, new Column.Categorical("c", List.of("p", "q", "r")), codes);
    }

    private static Dataset data(double[]... rows) {
        return Dataset.of("d", SCHEMA, Matrix.of(rows), new Target.None());
    }

    private static double[] transformed(Imputation model, double... row) {
        double[] out = new double[model.output().size()];
        model.transform(row, out);
        return out;
    }

    private static final double[][] ROWS = {{1, 0}, {2, 1}, {NA, 1}, {6, NA}, {100, 1}};

    @Test
    void fillsWithMeanAndMostFrequentLevel() {
        Imputation model = new Impute().fit(data(ROWS));
        assertThat(transformed(model, NA, NA)).containsExactly(27.25, 1);
        assertThat(transformed(model, 0, 0)).containsExactly(0, 0);
        assertThat(model.output()).isEqualTo(SCHEMA);
    }

    @Test
    void fillsWithMedianOrConstant() {
        assertThat(transformed(new Impute().withNumeric(Impute.Numeric.MEDIAN).fit(data(ROWS)), NA, 0))
                .containsExactly(4, 0);
        assertThat(transformed(new Impute().withConstant(-1).fit(data(ROWS)), NA, 0))
                .containsExactly(-1, 0);
    }

    @Test
    void weightsCountAsRepetitions() {
        Dataset weighted = data(ROWS).withWeights(1, 3, 2, 0, 1);
        Dataset repeated = data(ROWS).select(0, 1, 1, 1, 2, 2, 4);
        for (Impute.Numeric numeric : Impute.Numeric.values()) {
            Impute impute = new Impute().withNumeric(numeric);
            assertThat(impute.fit(weighted).fills()[0])
                    .as(numeric.name())
                    .isCloseTo(impute.fit(repeated).fills()[0], Offset.offset(1e-12));
            assertThat(impute.fit(weighted).fills()[1])
                    .isEqualTo(impute.fit(repeated).fills()[1]);
        }
    }

    @Test
    void missingCanBeALevelOfItsOwn() {
        Imputation model =
                new Impute().withCategorical(Impute.Categorical.LEVEL).fit(data(ROWS));
        assertThat(model.output().column(1))
                .isEqualTo(new Column.Categorical("city", List.of("Bonn", "Rome", "missing")));
        assertThat(transformed(model, 1, NA)).containsExactly(1, 2);
    }

    @Test
    void aLevelNamedMissingIsUsedIfItExists() {
        Schema schema = new Schema(List.of(new Column.Categorical("c", List.of("a", "missing", "z"))));
        Dataset data = Dataset.of("d", schema, Matrix.of(new double[][] {{0}, {NA}, {2}}), new Target.None());
        Imputation model =
                new Impute().withCategorical(Impute.Categorical.LEVEL).fit(data);
        assertThat(model.output()).isEqualTo(schema);
        assertThat(transformed(model, NA)).containsExactly(1);
    }

    @Test
    void indicatorsMarkColumnsThatHadGapsInTraining() {
        Imputation model = new Impute().withIndicators(true).fit(data(ROWS).select(0, 1, 2, 4));
        assertThat(model.output().names()).containsExactly("age", "city", "age_missing");
        assertThat(transformed(model, NA, NA)[2]).isEqualTo(1);
        assertThat(transformed(model, 3, NA)[2]).isZero();
    }

    // Pitfall 30: implicit and written zeros of sparse data are values, NaN is a gap.
    @Test
    void sparseZerosAreValues() {
        SparseMatrix x = new SparseMatrix(
                3, new int[] {0, 2, 3, 4, 5}, new int[] {0, 2, 0, 0, 1}, new double[] {NA, 8, 6, 0, NA});
        Dataset data = Dataset.of("s", Schema.numeric(3), x, new Target.None());
        Imputation model = new Impute().withIndicators(true).fit(data);
        assertThat(model.fills()).containsExactly(2, 0, 2);
        SparseMatrix out = (SparseMatrix) model.transform(x);
        assertThat(out.columns()).isEqualTo(5);
        double[] expected = new double[5];
        double[] row = new double[3];
        double[] batch = new double[5];
        for (int i = 0; i < 4; i++) {
            x.copyRow(i, row, 0);
            model.transform(row, expected);
            out.copyRow(i, batch, 0);
            assertThat(batch).isEqualTo(expected);
        }
    }

    // Pitfall 46.
    @Test
    void rowsOutsideTheFoldDoNotMatter() {
        Dataset one = data(new double[][] {{1, 0}, {3, 1}, {2, 1}, {900, 0}});
        Dataset two = data(new double[][] {{1, 0}, {3, 1}, {2, 1}, {NA, NA}});
        assertThat(new Impute().fit(one.select(0, 1, 2)).fills())
                .isEqualTo(new Impute().fit(two.select(0, 1, 2)).fills());
    }

    @Test
    void refusesAColumnWithoutAnyValueAndNamesTheCure() {
        Dataset noAge = data(new double[][] {{NA, 0}, {NA, 1}});
        assertThatThrownBy(() -> new Impute().fit(noAge))
                .isInstanceOf(InputException.class)
                .hasMessage("column \"age\" has no value in 2 rows: leave it out, or give Impute the setting"
                        + " numeric=constant");
        assertThat(transformed(new Impute().withConstant(5).fit(noAge), NA, 0)).containsExactly(5, 0);
        Dataset noCity = data(new double[][] {{1, NA}, {2, NA}});
        assertThatThrownBy(() -> new Impute().fit(noCity)).hasMessageContainingAll("\"city\"", "categorical=level");
        assertThat(transformed(
                        new Impute().withCategorical(Impute.Categorical.LEVEL).fit(noCity), 1, NA))
                .containsExactly(1, 2);
    }

    // SimpleImputer(strategy="most_frequent") of scikit-learn 1.6.1 takes the smallest of several most frequent values.
    @Test
    void modeIsTheMostFrequentNumberTheSmallestOnTies() {
        Impute mode = new Impute().withNumeric(Impute.Numeric.MODE);
        assertThat(mode.fit(ScalingSamples.column(3, 1, Double.NaN, 3, 1, 2)).fills())
                .containsExactly(1);
        assertThat(mode.fit(ScalingSamples.column(3, 1, 3, Double.NaN, 2)).fills())
                .containsExactly(3);
        assertThat(mode.fit(ScalingSamples.column(3, 1, 3, 2).withWeights(1, 1, 1, 5))
                        .fills())
                .containsExactly(2);
    }
}
