package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Schema;
import org.tandemml.core.Settings;
import org.tandemml.core.Traits;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class PipelineTransformerTest implements TransformerContract<PipelineTransformer> {
    @Override
    public Pipeline learner() {
        return Pipeline.of(
                new Impute(),
                Pipeline.of(new MaxAbs(), new OneHot().withUnseen(Schema.Unseen.MISSING)),
                new Polynomial(),
                new Quantile());
    }

    @Override
    public Dataset data() {
        Dataset data = Samples.withCell(Samples.numbers(60, 3, 1), 3, 1, Double.NaN);
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 5 % 2);
        return Samples.withColumn(data, new Column.Categorical("c", List.of("p", "q")), codes);
    }

    // Steps are put together in code, not typed.
    @Override
    @Test
    public void settingsComeBackFromTheirText() {
        assertThat(Settings.describe(learner()))
                .startsWith("pipeline(steps=impute(")
                .contains("pipeline(steps=max-abs() > one-hot(");
    }

    @Test
    void traitsFollowFromStepToStep() {
        assertThat(learner().traits()).isEqualTo(Traits.ANYTHING);
        assertThat(Pipeline.of(new Polynomial(), new OneHot()).traits().categories())
                .isFalse();
        assertThat(Pipeline.of(new Pca(), new Impute()).traits().missing()).isFalse();
        assertThat(Pipeline.of(new Robust(), new Pca()).traits().scaleSensitive())
                .isFalse();
    }
}
