package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.Settings;
import org.tandemml.linear.BaselineRegressor;
import org.tandemml.testing.RegressorContract;
import org.tandemml.testing.Samples;

class PipelineRegressorTest implements RegressorContract<PipelineRegressor> {
    @Override
    public Pipeline.OfNumbers learner() {
        return Pipeline.of(new Impute(), new TargetEncode(), new Robust(), new Pca())
                .then(new BaselineRegressor());
    }

    @Override
    public Dataset data() {
        Dataset data = Samples.withCell(Samples.numbers(60, 4, 1), 3, 1, Double.NaN);
        double[] codes = new double[60];
        Arrays.setAll(codes, i -> i % 5 % 3);
        return Samples.withColumn(data, new Column.Categorical("c", List.of("p", "q", "r")), codes);
    }

    // Steps are put together in code, not typed.
    @Override
    @Test
    public void settingsComeBackFromTheirText() {
        assertThat(Settings.describe(learner()))
                .startsWith("baseline(steps=impute(")
                .contains("target-encode(columns=type:categorical, smoothing=auto, folds=5) > robust(lower=0.25");
    }
}
