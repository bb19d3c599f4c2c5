package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        JsonNode one = onThreads(1);
        JsonNode seven = onThreads(7);
        assertThat(one.at("/datasets/0/learners").size()).isGreaterThan(8);
        for (int i = 0; i < one.at("/datasets/0/learners").size(); i++) {
            assertThat(seven.at("/datasets/0/learners/" + i + "/metrics"))
                    .isEqualTo(one.at("/datasets/0/learners/" + i + "/metrics"));
        }
    }

    /// All learners of ours; a fold tells as much about threads as five.
    private JsonNode onThreads(int threads) {
        return tandem(
                        "compare",
                        "wine",
                        "--folds",
                        2,
                        "--repeats",
                        1,
                        "--no-pictures",
                        "--threads",
                        threads,
                        "--json",
                        "--report",
                        report())
                .json();
    }

    private static final String LEARNERS = "baseline,logistic";

    private CommandRun small(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "compare", "wine", "--learners", LEARNERS, "--peers", "none", "--no-pictures", "--report", report()));
        words.addAll(List.of(more));
        return tandem(words.toArray());
    }

    @Test
    void resultsAndFoldsStandBesideTheReportAndNothingElse() throws IOException {
        small("--quick").succeeded();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "results.json", "folds.csv");
        }
        assertThat(Files.readString(folder.resolve("folds.csv")).lines()).hasSize(1 + 2 * 5);
        assertThat(Files.readString(folder.resolve("results.json")))
                .contains("\"splits\"", "\"processor\"", "\"arguments\"");
    }

    @Test
    void aReplayRepeatsWhatWasDone() {
        small("--folds", 3, "--repeats", 2, "--seed", 7, "--holdout", 0.2).succeeded();
        Path results = folder.resolve("results.json");
        JsonNode again = tandem("compare", "--replay", results, "--json", "--report", folder.resolve("again.html"))
                .json();
        assertThat(again.get("seed").asInt()).isEqualTo(7);
        assertThat(again.at("/protocol/hold_out").asDouble()).isEqualTo(0.2);
        assertThat(again.at("/replay/same").asBoolean()).isTrue();
        assertThat(again.at("/replay/scores").asInt()).isEqualTo(2 * 6 * 7);
        assertThat(again.at("/replay/equal").asInt()).isEqualTo(2 * 6 * 7);
        assertThat(folder.resolve("again-results.json")).exists();
    }

    @Test
    void aReplayOfChangedResultsSaysSo() throws IOException {
        small("--quick").succeeded();
        Path results = folder.resolve("results.json");
        String changed = Files.readString(results).replaceFirst("\"accuracy\" : [0-9.]+,", "\"accuracy\" : 0.123,");
        Files.writeString(results, changed);
        CommandRun run = tandem("compare", "--replay", results, "--report", folder.resolve("again.html"));
        assertThat(run.succeeded().out()).contains("69 of 70", "1 score differs", "0.123");
    }

    @Test
    void groupsTimesAndHoldOutAreDivisions() throws IOException {
        StringBuilder rows = new StringBuilder("x,patient,day,ill\n");
        for (int i = 0; i < 80; i++) {
            rows.append((i * 7) % 11 + (i % 2) * 5)
                    .append(',')
                    .append(i % 10)
                    .append(',')
                    .append((i * 37) % 80);
            rows.append(i % 2 == 0 ? ",no\n" : ",yes\n");
        }
        Path data = Files.writeString(folder.resolve("patients.csv"), rows);
        Object[] common = {
            "compare",
            data,
            "--target",
            "ill",
            "--learners",
            LEARNERS,
            "--peers",
            "none",
            "--json",
            "--no-pictures",
            "--report",
            report()
        };
        JsonNode grouped =
                run(common, "--group", "patient", "--folds", 5, "--repeats", 2).json();
        assertThat(grouped.at("/protocol/group").asText()).isEqualTo("patient");
        assertThat(grouped.at("/datasets/0/learners/0/folds")).hasSize(10);
        JsonNode timed = run(common, "--time", "day", "--folds", 4).json();
        assertThat(timed.at("/datasets/0/learners/0/folds")).hasSize(4);
        assertThat(timed.at("/datasets/0/learners/0/folds/3/train_rows").asInt())
                .isGreaterThan(
                        timed.at("/datasets/0/learners/0/folds/0/train_rows").asInt());
        assertThat(timed.at("/datasets/0/verdict/text").asText()).contains("No significance");
        JsonNode aside = run(common, "--holdout", 0.25, "--quick").json();
        assertThat(aside.at("/datasets/0/hold_out/rows").asInt()).isEqualTo(20);
        assertThat(aside.at("/datasets/0/hold_out/learners")).hasSize(2);
    }

    private static CommandRun run(Object[] common, Object... more) {
        List<Object> words = new ArrayList<>(List.of(common));
        words.addAll(List.of(more));
        return tandem(words.toArray());
    }

    @Test
    void costsAndProvenanceAreInTheAnswer() {
        JsonNode answer = tandem(
                        "compare",
                        "wine",
                        "--learners",
                        LEARNERS,
                        "--peers",
                        "none",
                        "--quick",
                        "--json",
                        "--report",
                        report())
                .json();
        JsonNode logistic = answer.at("/datasets/0/learners/1");
        assertThat(logistic.at("/costs/parameters").asInt()).isEqualTo(3 * 13 + 3);
        assertThat(logistic.at("/costs/model_bytes").asInt()).isGreaterThan(8 * 42);
        assertThat(logistic.at("/costs/allocated_bytes").asDouble()).isPositive();
        assertThat(logistic.at("/costs/one_row_seconds_p99").asDouble())
                .isGreaterThanOrEqualTo(
                        logistic.at("/costs/one_row_seconds_p50").asDouble());
        assertThat(logistic.get("importance")).hasSize(13);
        assertThat(logistic.get("learning_curve")).hasSize(5);
        assertThat(answer.at("/environment/simd").asText()).isNotEmpty();
        assertThat(answer.at("/datasets/0/splits").asText()).hasSize(16);
    }

    @Test
    void badInputIsRefusedBeforeTheWork() throws IOException {
        tandem("compare", "wine", "--report", folder.resolve("none/report.html"))
                .refused("there is no folder");
        tandem("compare", "wine", "--report", folder).refused("is a directory");
        Path kept = folder.resolve(".report.html.work");
        Files.writeString(kept, "something else of some length");
        small("--quick").refused("holds something else");
        Files.delete(kept);
        Files.createDirectory(folder.resolve("results.json"));
        small("--quick").refused("results.json is a directory");
        Files.delete(folder.resolve("results.json"));
        small("--quick", "--thorough").refused("contradict");
        small("--group", "malic_acid", "--time", "alcohol").refused("not by both");
        small("--time", "alcohol", "--repeats", 3).refused("divided once");
        small("--group", "alcohool").refused("alcohol");
        small("--holdout", 1.5).refused("--holdout");
        small("--tune", 0).refused("--tune");
        small("--plane", "alcohol").refused("--plane needs two columns");
        tandem("compare", "iris", "--learners", "ridge", "--report", report()).refused("none of the learners ridge");
        tandem("compare", "--replay", folder.resolve("none.json"), "--report", report())
                .refused("no such file");
        Path text = Files.writeString(folder.resolve("text.json"), "{\"a\": 1}");
        tandem("compare", "--replay", text, "--report", report()).refused("is not the results of a comparison");
        Path hostile = Files.writeString(
                folder.resolve("hostile.json"), "{\"arguments\": [\"iris\", \"--report=/x\"], \"datasets\": []}");
        tandem("compare", "--replay", hostile, "--report", report()).refused("changed by hand");
    }

    @Test
    void whatWeakensTheResultIsSaidBefore() {
        CommandRun alone = tandem(
                "compare",
                "wine",
                "--learners",
                "logistic",
                "--peers",
                "none",
                "--no-pictures",
                "--folds",
                2,
                "--repeats",
                2,
                "--report",
                report());
        assertThat(alone.succeeded().err()).contains("one learner takes part");
        assertThat(alone.out()).contains("nothing to compare it with");
        CommandRun rare = tandem(
                "compare",
                "zoo",
                "--learners",
                LEARNERS,
                "--peers",
                "none",
                "--no-pictures",
                "--quick",
                "--report",
                report());
        assertThat(rare.succeeded().err()).contains("fewer than the 5 folds");
        CommandRun mixed = tandem(
                "compare",
                "wine",
                "diabetes",
                "--learners",
                LEARNERS + ",ridge",
                "--peers",
                "none",
                "--no-pictures",
                "--quick",
                "--report",
                report());
        assertThat(mixed.succeeded().err()).contains("some data sets have classes and some numbers");
        assertThat(mixed.out())
                .contains("Left out, cannot learn classes: ridge", "Left out, cannot learn numbers: logistic");
    }
}
