package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.Classifier;
import org.tandemml.core.Learners;
import org.tandemml.core.Split;
import org.tandemml.data.Datasets;
import org.tandemml.evaluation.Evaluation;
import org.tandemml.formats.ModelFile;

/// The learner of the optional module `hnsw`, from training to a saved model, beside the exact one.
class ApproximateNeighborsTest {
    @TempDir
    Path folder;

    @Test
    void digitsAreClassifiedAsByTheExactLearnerAndTheModelServesTheCommands() {
        Split parts = Datasets.named("digits").split(0.75, 1);
        Classifier near = Learners.classifier("knn-hnsw").fit(parts.train());
        Classifier exact = Learners.classifier("knn").fit(parts.train());
        assertThat(near.report().certificate().get("recall")).isBetween(0.95, 1.0);
        double accuracy = Evaluation.of(exact, parts.test()).accuracy().value();
        assertThat(accuracy).isGreaterThan(0.95);
        assertThat(Evaluation.of(near, parts.test()).accuracy().value()).isEqualTo(accuracy, within(0.005));
        Path model = folder.resolve("near.tandem");
        ModelFile.write(near, model);
        assertThat(tandem("evaluate", "--model", model, "--data", "digits", "--json")
                        .json()
                        .at("/metrics/accuracy")
                        .asDouble())
                .isGreaterThan(0.97);
    }

    @Test
    void theCommandTrainsKeepsAndPredicts() {
        Path model = folder.resolve("near.tandem");
        JsonNode near = tandem(
                        "train",
                        "--learner",
                        "knn-hnsw",
                        "--data",
                        "iris",
                        "--set",
                        "k=3",
                        "--set",
                        "search-breadth=40",
                        "--json",
                        "--model",
                        model)
                .json();
        assertThat(near.at("/settings").toString()).contains("3").contains("40");
        assertThat(near.at("/report/certificate/recall").asDouble()).isBetween(0.95, 1.0);
        Path out = folder.resolve("out.csv");
        tandem("predict", "--model", model, "--data", "iris", "--out", out).succeeded();
        assertThat(out).content().startsWith("prediction,probability_");
        tandem("train", "--learner", "knn-hnsw", "--data", "iris", "--set", "metric=manhattan")
                .refused("euclidean and cosine");
    }
}
