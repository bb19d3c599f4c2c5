package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
    @TempDir
    Path folder;

    private Path report() {
        return folder.resolve("report.html");
    }

    private static List<String> learners(JsonNode dataset) {
        return StreamSupport.stream(dataset.get("learners").spliterator(), false)
                .map(l -> l.get("name").asText())
                .toList();
    }

    @Test
    void printsATableOfAtMost100ColumnsAndWritesTheReport() throws IOException {
        CommandRun run = tandem("compare", "iris", "--quick", "--report", report());
        assertThat(run.succeeded().out())
                .contains("iris: 150 rows", "baseline", "logistic", "smile-logistic", "tribuo-logistic", "accuracy");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100 || line.contains(report().toString()));
        assertThat(Files.readString(report())).startsWith("<!DOCTYPE html>").contains("tribuo-logistic");
    }

    @Test
    void jsonHasTheFieldsOfTheArchitecture() {
        JsonNode answer = tandem(
                        "compare",
                        "iris",
                        "titanic",
                        "--learners",
                        "baseline,logistic,smile-logistic,tribuo-logistic",
                        "--quick",
                        "--json",
                        "--report",
                        report())
                .json();
        assertThat(answer.get("seed").asLong()).isEqualTo(42);
        assertThat(answer.get("datasets")).hasSize(2);
        JsonNode titanic = answer.at("/datasets/1");
        assertThat(titanic.get("name").asText()).isEqualTo("titanic");
        assertThat(learners(titanic)).containsExactly("baseline", "logistic", "smile-logistic", "tribuo-logistic");
        JsonNode logistic = titanic.at("/learners/1");
        assertThat(logistic.at("/metrics/accuracy/mean").asDouble()).isBetween(0.7, 0.9);
        assertThat(logistic.get("folds")).hasSize(5);
        assertThat(logistic.get("fit_seconds").isNumber()).isTrue();
        assertThat(logistic.get("predict_seconds").isNumber()).isTrue();
        assertThat(logistic.get("failure").isNull()).isTrue();
        assertThat(answer.get("verdict").asText()).contains("titanic");
    }

    @Test
    void learnersAndPeersChooseWhoTakesPart() {
        JsonNode alone = tandem(
                        "compare",
                        "iris",
                        "--quick",
                        "--learners",
                        "logistic",
                        "--peers",
                        "none",
                        "--json",
                        "--report",
                        report())
                .json();
        assertThat(learners(alone.at("/datasets/0"))).containsExactly("logistic");
        JsonNode one = tandem(
                        "compare",
                        "iris",
                        "--quick",
                        "--learners",
                        "logistic",
                        "--peers",
                        "tribuo",
                        "--json",
                        "--report",
                        report())
                .json();
        assertThat(learners(one.at("/datasets/0"))).containsExactly("logistic", "tribuo-logistic");
    }

    @Test
    void numericTargetIsComparedByRegressorsAndTheChoiceIsSaid() throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i).append(',').append(i * 0.5 + i % 3).append('\n');
        }
        Path data = Files.writeString(folder.resolve("numbers.csv"), rows);
        CommandRun run = tandem(
                "compare",
                data,
                "--target",
                "y",
                "--learners",
                "baseline,elastic-net,lasso,linear,ridge",
                "--quick",
                "--json",
                "--report",
                report());
        JsonNode dataset = run.json().at("/datasets/0");
        assertThat(learners(dataset)).containsExactly("baseline", "elastic-net", "lasso", "linear", "ridge");
        assertThat(dataset.at("/learners/3/metrics/rmse/mean").asDouble())
                .isLessThan(dataset.at("/learners/0/metrics/rmse/mean").asDouble() / 4);
        assertThat(dataset.at("/learners/0/metrics/rmse/mean").asDouble()).isPositive();
        assertThat(run.err()).contains("\"y\" is numeric, taken for a quantity");
    }

    @Test
    void sameSeedGivesTheSameMetricsForAnyNumberOfThreads() {
        JsonNode one = tandem("compare", "wine", "--quick", "--threads", 1, "--json", "--report", report())
                .json();
        JsonNode seven = tandem("compare", "wine", "--quick", "--threads", 7, "--json", "--report", report())
                .json();
        for (int i = 0; i < one.at("/datasets/0/learners").size(); i++) {
            assertThat(seven.at("/datasets/0/learners/" + i + "/metrics"))
                    .isEqualTo(one.at("/datasets/0/learners/" + i + "/metrics"));
        }
    }
}
