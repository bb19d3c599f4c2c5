package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class OneHotTest implements TransformerContract<OneHotEncoding> {
    private static final Schema SCHEMA = new Schema(List.of(
            new Column.Categorical("city", List.of("Bonn", "Oslo", "Rome")),
            new Column.Numeric("age"),
            new Column.Categorical("sex", List.of("f", "m"))));

    @Override
    public OneHot learner() {
        return new OneHot();
    }

    @Override
    public Dataset data() {
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 3);
        return Samples.withColumn(
                Samples.numbers(60, 3, 1), new Column.Categorical("c", List.of("p", "q", "r")), codes);
    }

    private static Dataset data(double[]... rows) {
        return Dataset.of("d", SCHEMA, Matrix.of(rows), new Target.None());
    }

    private static double[] transformed(OneHotEncoding model, double... row) {
        double[] out = new double[model.output().size()];
        Arrays.fill(out, 7);
        model.transform(row, out);
        return out;
    }

    @Test
    void eachSeenLevelHasAColumn() {
        OneHotEncoding model = new OneHot().fit(data(new double[][] {{2, 30, 0}, {0, 40, 1}}));
        assertThat(model.output().names()).containsExactly("city=Bonn", "city=Rome", "age", "sex=f", "sex=m");
        assertThat(transformed(model, 2, 30, 0)).containsExactly(0, 1, 30, 1, 0);
        assertThat(model.isSparse()).isFalse();
    }

    @Test
    void missingValuesHaveZerosEverywhereAndMissingNumbersStay() {
        OneHotEncoding model = new OneHot().fit(data(new double[][] {{2, 30, 0}, {0, 40, 1}}));
        assertThat(transformed(model, Double.NaN, Double.NaN, 1)).containsExactly(0, 0, Double.NaN, 0, 1);
    }

    @Test
    void firstLevelCanBeDropped() {
        OneHotEncoding model = new OneHot().withDropFirst(true).fit(data(new double[][] {{2, 30, 0}, {0, 40, 1}}));
        assertThat(model.output().names()).containsExactly("city=Rome", "age", "sex=m");
        assertThat(transformed(model, 0, 1, 1)).containsExactly(0, 1, 1);
    }

    @Test
    void unseenLevelIsAnErrorOrMissing() {
        Dataset train = data(new double[][] {{2, 30, 0}, {0, 40, 1}});
        Dataset test = data(new double[][] {{0, 1, 0}, {1, 1, 0}});
        OneHotEncoding strict = new OneHot().fit(train);
        assertThatThrownBy(() -> strict.transform(test))
                .isInstanceOf(InputException.class)
                .hasMessage("column \"city\", row 2: the level \"Oslo\" was not seen in training; give OneHot the"
                        + " setting unseen=missing to treat it as missing");
        OneHotEncoding lenient = new OneHot().withUnseen(Schema.Unseen.MISSING).fit(train);
        assertThat(transformed(lenient, 1, 1, 0)).containsExactly(0, 0, 1, 1, 0);
        assertThat(lenient.transform(test).features().get(1, 0)).isZero();
    }

    @Test
    void levelsOfAnotherFileAreFoundByName() {
        OneHotEncoding model =
                new OneHot().withUnseen(Schema.Unseen.MISSING).fit(data(new double[][] {{2, 30, 0}, {0, 40, 1}}));
        Schema other = new Schema(List.of(
                new Column.Categorical("sex", List.of("m", "x")),
                new Column.Categorical("city", List.of("Rome")),
                new Column.Numeric("age")));
        Dataset data = Dataset.of("o", other, Matrix.of(new double[][] {{0, 0, 5}, {1, 0, 6}}), new Target.None());
        DenseMatrix out = (DenseMatrix) model.transform(data).features();
        assertThat(out.values()).containsExactly(0, 1, 5, 0, 1, 0, 1, 6, 0, 0);
    }

    // Pitfall 46: levels that only test rows hold get no column.
    @Test
    void levelsOutsideTheFoldGetNoColumn() {
        Dataset all = data(new double[][] {{2, 30, 0}, {0, 40, 1}, {1, 5, 1}});
        assertThat(new OneHot().fit(all.select(0, 1)).output().names()).doesNotContain("city=Oslo");
    }

    @Test
    void wideResultIsSparseAndEqualsRowByRow() {
        int levels = 300;
        Schema schema = new Schema(List.of(
                new Column.Categorical(
                        "id", IntStream.range(0, levels).mapToObj(i -> "v" + i).toList()),
                new Column.Numeric("x")));
        double[] values = new double[2 * levels];
        Arrays.setAll(values, k -> k % 2 == 0 ? (k / 2 * 7) % levels : k % 3 == 0 ? 0 : k % 5 == 0 ? Double.NaN : k);
        Dataset data = Dataset.of("wide", schema, new DenseMatrix(levels, 2, values), new Target.None());
        OneHotEncoding model = new OneHot().fit(data);
        SparseMatrix out = (SparseMatrix) model.transform(data.features());
        assertThat(out.columns()).isEqualTo(301);
        double[] row = new double[2];
        double[] batch = new double[301];
        for (int i = 0; i < levels; i++) {
            data.features().copyRow(i, row, 0);
            out.copyRow(i, batch, 0);
            assertThat(transformed(model, row)).isEqualTo(batch);
        }
        assertThat(model.report().notes()).hasSize(1);
    }

    @Test
    void refusesACategoryWithoutAnyValue() {
        Dataset empty = data(new double[][] {{Double.NaN, 1, 0}, {Double.NaN, 2, 1}});
        assertThatThrownBy(() -> new OneHot().fit(empty))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"city\" has no value in 2 rows");
    }
}
