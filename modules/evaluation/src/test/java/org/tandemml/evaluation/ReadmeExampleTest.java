package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Split;
import org.tandemml.data.Datasets;
import org.tandemml.data.Impute;
import org.tandemml.data.OneHot;
import org.tandemml.data.Pipeline;
import org.tandemml.formats.ModelFile;
import org.tandemml.linear.LogisticRegression;

/// The examples of the module's README, on the passengers of the Titanic.
class ReadmeExampleTest {
    @TempDir
    Path folder;

    @Test
    void aCalibratedClassifierAndAThresholdAreFittedJudgedAndKept() {
        Dataset people = Datasets.named("titanic");
        var learner = Pipeline.of(new Impute(), new OneHot()).then(new LogisticRegression());
        var calibrated = new Calibrated(learner).withMethod(Calibrated.Method.ISOTONIC);
        Split parts = people.split(0.8, 42);
        CalibratedClassifier model = calibrated.fit(parts.train());
        assertThat(Evaluation.of(model, parts.test()).logLoss().value()).isLessThan(0.6);
        ThresholdedClassifier cheap = new TunedThreshold(calibrated, Goal.cost(1, 5)).fit(parts.train());
        Path file = folder.resolve("cheap.tandem");
        ModelFile.write(cheap, file);
        ThresholdedClassifier read = (ThresholdedClassifier) ModelFile.read(file);
        assertThat(read.predict(parts.test())).isEqualTo(cheap.predict(parts.test()));
        assertThat(new CrossValidation(3, 1).run(calibrated, people).failure()).isEmpty();
    }

    @Test
    void aSearchIsJudgedByOuterFolds() {
        Dataset people = Datasets.named("titanic");
        var learner = Pipeline.of(new Impute(), new OneHot()).then(new LogisticRegression());
        var search =
                new Search(Map.of("learner.penalty", Range.parse("l2:1e-4..1:log", false)), new Strategy.Random(4));
        SearchResult<?> found = search.run(learner, people, Fitting.defaults());
        CrossValidated honest = new CrossValidation(3, 1).run(search.tuning(learner), people);
        assertThat(found.trials()).hasSize(4);
        assertThat(honest.metric(Metric.LOG_LOSS).orElseThrow().mean().value()).isBetween(0.4, 0.6);
    }
}
