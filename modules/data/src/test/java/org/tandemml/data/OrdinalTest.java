package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class OrdinalTest implements TransformerContract<OrdinalEncoding> {
    @Override
    public Ordinal learner() {
        return new Ordinal();
    }

    @Override
    public Dataset data() {
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 3);
        return Samples.withColumn(
                Samples.numbers(60, 2, 1), new Column.Categorical("size", List.of("S", "M", "L")), codes);
    }

    private static Dataset sizes(double... codes) {
        return Dataset.of(
                "sizes",
                new Schema(List.of(new Column.Categorical("size", List.of("S", "M", "L", "XL")))),
                new DenseMatrix(codes.length, 1, codes),
                new Target.None());
    }

    @Test
    void numbersTheSeenLevelsInTheirOrder() {
        OrdinalEncoding step = learner().fit(sizes(3, 0, 2, 0));
        assertThat(ScalingSamples.transformed(step, 0)).containsExactly(0);
        assertThat(ScalingSamples.transformed(step, 2)).containsExactly(1);
        assertThat(ScalingSamples.transformed(step, 3)).containsExactly(2);
        assertThat(step.output()).isEqualTo(Schema.numeric("size"));
    }

    @Test
    void inverseReturnsTheRows() {
        ScalingSamples.inverseReturns(learner().fit(data()), data().features(), 0);
        double[] code = new double[1];
        OrdinalEncoding step = learner().fit(sizes(3, 0, 2, 0));
        step.inverse(new double[] {1.3}, code);
        assertThat(code).containsExactly(2);
        step.inverse(new double[] {99}, code);
        assertThat(code).containsExactly(3);
    }

    @Test
    void unseenLevelsAreRefusedOrMissing() {
        assertThatThrownBy(() -> ScalingSamples.transformed(learner().fit(sizes(3, 0, 2)), 1))
                .isInstanceOf(InputException.class)
                .hasMessage("column \"size\": the level \"M\" was not seen in training; give Ordinal the setting"
                        + " unseen=missing to treat it as missing");
        assertThat(ScalingSamples.transformed(
                        new Ordinal().withUnseen(Schema.Unseen.MISSING).fit(sizes(3, 0, 2)), 1))
                .containsExactly(Double.NaN);
        assertThatThrownBy(() -> ScalingSamples.transformed(learner().fit(sizes(3, 0)), 1.5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1.5 is no code");
    }
}
