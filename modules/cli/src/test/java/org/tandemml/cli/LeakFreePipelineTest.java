package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Split;
import org.tandemml.data.Datasets;
import org.tandemml.data.Impute;
import org.tandemml.data.Pca;
import org.tandemml.data.Pipeline;
import org.tandemml.data.PipelineClassifier;
import org.tandemml.data.Robust;
import org.tandemml.data.TargetEncode;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.linear.LogisticRegression;

/// The pipeline in the README of the data module, which that module cannot run because it does not see evaluation.
class LeakFreePipelineTest {
    @Test
    void theReadmesPipelineRunsAndLearns() {
        Dataset people = Datasets.named("telco_churn");
        Split parts = people.split(0.8, 42);
        var learner = Pipeline.of(new Impute(), new TargetEncode(), new Robust(), new Pca(5))
                .then(new LogisticRegression());
        PipelineClassifier model = learner.fit(parts.train());
        double accuracy = Evaluation.of(model, parts.test()).accuracy().value();
        // The larger class has a share of 0.735.
        assertThat(accuracy).isGreaterThan(0.76);
    }
}
