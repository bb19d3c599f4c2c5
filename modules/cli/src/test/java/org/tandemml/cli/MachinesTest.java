package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Support vector machines from the command line.
class MachinesTest {
    @TempDir
    Path folder;

    @Test
    void trainsAndSaysHowSureItIs() {
        JsonNode answer = tandem(
                        "train",
                        "--learner",
                        "svm",
                        "--data",
                        "wdbc",
                        "--set",
                        "kernel=rbf",
                        "--set",
                        "cost=10",
                        "--set",
                        "gamma=scale",
                        "--json")
                .json();
        assertThat(answer.at("/report/converged").asBoolean()).isTrue();
        assertThat(answer.at("/report/certificate/kkt_violation").asDouble()).isBetween(0.0, 1e-3);
        assertThat(answer.at("/report/certificate/support_vectors").asInt()).isBetween(50, 200);
        assertThat(answer.at("/metrics/train/accuracy").asDouble()).isGreaterThan(0.98);
    }

    @Test
    void tuneJudgesByAccuracyWhereThereAreNoProbabilities() {
        JsonNode answer = tandem(
                        "tune",
                        "--learner",
                        "svm",
                        "--data",
                        "iris",
                        "--search",
                        "cost=0.1..1000:log",
                        "--search",
                        "gamma=0.001..1:log",
                        "--trials",
                        4,
                        "--outer",
                        0,
                        "--json")
                .json();
        assertThat(answer.get("trials")).hasSize(4);
        assertThat(answer.at("/best/score").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void oneClassNeedsNoTarget() throws IOException {
        Path rows = folder.resolve("rows.csv");
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 100; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos(3 * i)).append('\n');
        }
        Files.writeString(rows, text);
        Path model = folder.resolve("m.tandem");
        Path out = folder.resolve("out.csv");
        tandem("train", "--learner", "one-class-svm", "--data", rows, "--set", "nu=0.1", "--model", model)
                .succeeded();
        Files.writeString(rows, "a,b\n0.5,0.5\n90,-90\n");
        tandem("predict", "--model", model, "--data", rows, "--out", out).succeeded();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.getFirst()).isEqualTo("prediction,score_outlier,score_inlier");
        assertThat(lines.get(1)).startsWith("inlier,");
        assertThat(lines.get(2)).startsWith("outlier,");
        tandem("train", "--learner", "svm", "--data", rows).refused("--target");
    }

    @Test
    void mistakesAreToldInOneLine() {
        tandem("train", "--learner", "svm", "--data", "iris", "--set", "cost=0").refused("cost must be > 0");
        tandem("train", "--learner", "svm", "--data", "iris", "--set", "kernel=rfb")
                .refused("did you mean \"rbf\"");
        tandem("train", "--learner", "nu-svm", "--data", "breast_cancer_wisconsin", "--set", "nu=0.9")
                .refused("the largest that is");
    }
}
