package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Learners;
import org.tandemml.data.Datasets;
import org.tandemml.data.Preparation;
import org.tandemml.formats.ModelFile;

class TrainPredictEvaluateTest {
    @TempDir
    Path folder;

    /// Of the categories "7", "8" and "none" the new file holds only those that look like numbers.
    @Test
    void newFilesAreReadAsTheModelLearned() throws IOException {
        Path model = folder.resolve("m.tandem");
        Path data =
                Files.writeString(folder.resolve("d.csv"), "code,y\n7,a\n8,b\n7,a\nnone,b\n8,b\n7,a\nnone,b\n8,b\n");
        tandem("train", "--learner", "logistic", "--data", data, "--target", "y", "--model", model)
                .succeeded();
        Path fresh = Files.writeString(folder.resolve("f.csv"), "code,y\n7,a\n8,b\n");
        CommandRun run = tandem("predict", "--model", model, "--data", fresh).succeeded();
        assertThat(run.out().lines().skip(1).map(line -> line.substring(0, 1))).containsExactly("a", "b");
        assertThat(tandem("evaluate", "--model", model, "--data", fresh, "--json")
                        .json()
                        .at("/metrics/accuracy")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void trainTellsAllThatTheArchitectureLists() {
        Path model = folder.resolve("m.tandem");
        JsonNode answer = tandem(
                        "train",
                        "--learner",
                        "logistic",
                        "--data",
                        "wdbc",
                        "--set",
                        "penalty=l2:0.01",
                        "--repeat",
                        3,
                        "--threads",
                        2,
                        "--json",
                        "--model",
                        model)
                .json();
        List<String> names = new ArrayList<>();
        answer.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "learner",
                        "settings",
                        "preprocessing",
                        "calibration",
                        "data",
                        "target",
                        "rows",
                        "test_rows",
                        "columns",
                        "classes",
                        "seed",
                        "threads",
                        "simd",
                        "fit_seconds",
                        "report",
                        "metrics",
                        "predict_seconds",
                        "model_bytes",
                        "model",
                        "pictures");
        assertThat(answer.at("/settings/penalty").asText()).startsWith("l2:");
        assertThat(answer.at("/settings/tolerance").isNumber()).isTrue();
        assertThat(answer.get("rows").asInt()).isEqualTo(569);
        assertThat(answer.get("columns").asInt()).isEqualTo(30);
        assertThat(answer.at("/classes/1").asText()).isEqualTo("malignant");
        assertThat(answer.get("seed").asLong()).isEqualTo(42);
        assertThat(answer.get("threads").asInt()).isEqualTo(2);
        assertThat(answer.get("fit_seconds")).hasSize(3).allMatch(s -> s.asDouble() > 0);
        assertThat(answer.at("/report/converged").asBoolean()).isTrue();
        assertThat(answer.at("/report/certificate/gradient_norm").asDouble()).isLessThanOrEqualTo(1e-8);
        assertThat(answer.at("/metrics/train/accuracy").asDouble()).isGreaterThan(0.95);
        assertThat(answer.at("/metrics/train/log_loss").isNumber()).isTrue();
        assertThat(answer.at("/metrics/test").isNull()).isTrue();
        assertThat(answer.get("model_bytes").asLong()).isEqualTo(model.toFile().length());
        assertThat(answer.get("model").asText()).isEqualTo(model.toString());
    }

    /// A linear machine gives scores alone; calibrated it gives probabilities, and so does its file.
    @Test
    void calibrationIsKeptWithTheModel() {
        Path model = folder.resolve("c.tandem");
        JsonNode plain = tandem("train", "--learner", "linear-svm", "--data", "titanic", "--json")
                .json();
        assertThat(plain.get("calibration").isNull()).isTrue();
        assertThat(plain.at("/metrics/train/log_loss").isNumber()).isFalse();
        JsonNode answer = tandem(
                        "train",
                        "--learner",
                        "linear-svm",
                        "--data",
                        "titanic",
                        "--calibrate",
                        "platt",
                        "--model",
                        model,
                        "--json")
                .json();
        assertThat(answer.get("calibration").asText()).isEqualTo("platt in 5 folds");
        double loss = answer.at("/metrics/train/log_loss").asDouble();
        assertThat(loss).isBetween(0.1, 0.6);
        JsonNode again = tandem("evaluate", "--model", model, "--data", "titanic", "--json")
                .json();
        assertThat(again.at("/metrics/log_loss").asDouble()).isEqualTo(loss);
        tandem("train", "--learner", "ridge", "--data", "diabetes", "--calibrate", "platt")
                .refused("--calibrate is for classifiers");
        tandem("train", "--learner", "logistic", "--data", "iris", "--calibrate", "plat")
                .refused("did you mean \"platt\"");
    }

    @Test
    void preprocessingIsChosenAndShown() {
        CommandRun run = tandem("train", "--learner", "logistic", "--data", "titanic");
        assertThat(run.succeeded().out()).contains("prepared by", "impute(", "one-hot(", "converged after");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        JsonNode answer = tandem("train", "--learner", "logistic", "--data", "titanic", "--json")
                .json();
        assertThat(answer.get("preprocessing")).hasSize(2);
        assertThat(answer.get("model").isNull()).isTrue();
    }

    @Test
    void modelThatDidNotConvergeSaysSoOnBothStreams() {
        CommandRun run = tandem("train", "--learner", "logistic", "--data", "wdbc", "--set", "maxIterations=1")
                .succeeded();
        assertThat(run.out()).contains("NOT CONVERGED");
        assertThat(run.err()).contains("NOT CONVERGED");
    }

    @Test
    void predictionsAreThoseOfTheLibraryToTheLastBit() throws IOException {
        Path modelFile = folder.resolve("m.tandem");
        Path out = folder.resolve("p.csv");
        tandem("train", "--learner", "logistic", "--data", "titanic", "--model", modelFile)
                .succeeded();
        JsonNode answer = tandem("predict", "--model", modelFile, "--data", "titanic", "--out", out, "--json")
                .json();
        Dataset titanic = Datasets.named("titanic");
        Classifier model =
                Preparation.wrap(Learners.classifier("logistic"), titanic).fit(titanic);
        List<String> expected = model.predict(titanic);
        DenseMatrix probabilities = model.probabilities(model.align(titanic));
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.getFirst()).isEqualTo("prediction,probability_no,probability_yes");
        assertThat(lines).hasSize(titanic.rows() + 1);
        for (int i = 0; i < titanic.rows(); i++) {
            String[] cells = lines.get(i + 1).split(",");
            assertThat(cells[0]).isEqualTo(expected.get(i));
            assertThat(Double.parseDouble(cells[1])).isEqualTo(probabilities.get(i, 0));
            assertThat(Double.parseDouble(cells[2])).isEqualTo(probabilities.get(i, 1));
        }
        assertThat(answer.at("/predicted/no").asInt()
                        + answer.at("/predicted/yes").asInt())
                .isEqualTo(titanic.rows());
        // Without --out the same table is on standard output.
        assertThat(tandem("predict", "--model", modelFile, "--data", "titanic")
                        .succeeded()
                        .out())
                .isEqualTo(Files.readString(out));
    }

    @Test
    void predictionNeedsNoTargetAndAnyOrderOfColumns() throws IOException {
        Path modelFile = folder.resolve("m.tandem");
        Path data = Files.writeString(
                folder.resolve("d.csv"), "x,colour,y\n1,red,\"a, first\"\n2,blue,b\n3,red,\"a, first\"\n4,blue,b\n");
        Path rows = Files.writeString(folder.resolve("r.csv"), "colour,x\nblue,2\nred,1\n");
        tandem("train", "--learner", "logistic", "--data", data, "--target", "y", "--model", modelFile)
                .succeeded();
        List<String> lines = tandem("predict", "--model", modelFile, "--data", rows)
                .succeeded()
                .out()
                .lines()
                .toList();
        assertThat(lines.get(0)).isEqualTo("prediction,\"probability_a, first\",probability_b");
        assertThat(lines.get(1)).startsWith("b,");
        assertThat(lines.get(2)).startsWith("\"a, first\",");
    }

    @Test
    void evaluateGivesTheMetricsOfTraining() {
        Path model = folder.resolve("m.tandem");
        JsonNode trained = tandem("train", "--learner", "logistic", "--data", "wine", "--json", "--model", model)
                .json();
        JsonNode evaluated =
                tandem("evaluate", "--model", model, "--data", "wine", "--json").json();
        assertThat(evaluated.get("metrics")).isEqualTo(trained.at("/metrics/train"));
        assertThat(tandem("evaluate", "--model", model, "--data", "wine").out()).contains("log loss");
    }

    @Test
    void regressionHasItsOwnMetrics() throws IOException {
        Path model = folder.resolve("m.tandem");
        JsonNode answer = tandem("train", "--learner", "baseline", "--data", "diabetes", "--json", "--model", model)
                .json();
        assertThat(answer.get("classes").isNull()).isTrue();
        assertThat(answer.at("/metrics/train/rmse").asDouble()).isPositive();
        // The mean predicts none of the variance.
        assertThat(answer.at("/metrics/train/r2").asDouble()).isCloseTo(0, within(1e-12));
        String table = tandem("predict", "--model", model, "--data", "diabetes")
                .succeeded()
                .out();
        assertThat(table).startsWith("prediction\n");
    }

    @Test
    void numericTargetOfFewWholeNumbersIsTakenForClassesByAClassifier() throws IOException {
        Path data = Files.writeString(folder.resolve("n.csv"), "x,y\n1,0\n2,1\n3,0\n4,1\n5,1\n6,0\n");
        CommandRun run = tandem("train", "--learner", "logistic", "--data", data, "--target", "y", "--json");
        assertThat(run.json().at("/classes/1").asText()).isEqualTo("1");
        assertThat(run.err()).contains("is numeric and logistic learns classes");
    }

    @Test
    void testFileIsJudgedApart() throws IOException {
        String head = "x,y\n";
        Path data = Files.writeString(folder.resolve("train.csv"), head + "1,a\n2,a\n8,b\n9,b\n".repeat(5));
        Path test = Files.writeString(folder.resolve("test.csv"), head + "1.5,a\n8.5,b\n0,b\n");
        JsonNode answer = tandem(
                        "train", "--learner", "logistic", "--data", data, "--target", "y", "--test", test, "--json")
                .json();
        assertThat(answer.get("test_rows").asInt()).isEqualTo(3);
        assertThat(answer.at("/metrics/train/accuracy").asDouble()).isEqualTo(1);
        assertThat(answer.at("/metrics/test/accuracy").asDouble()).isEqualTo(2 / 3.0);
        // One class only: AUC is undefined, which is null with the reason.
        Path ones = Files.writeString(folder.resolve("ones.csv"), head + "1.5,a\n2.5,a\n");
        JsonNode undefined = tandem(
                        "train", "--learner", "logistic", "--data", data, "--target", "y", "--test", ones, "--json")
                .json();
        assertThat(undefined.at("/metrics/test/auc").isNull()).isTrue();
        assertThat(undefined.at("/metrics/test/auc_undefined").asText()).isNotEmpty();
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
        byte[] first = {};
        String table = "";
        for (int threads : new int[] {1, 2, 7}) {
            Path model = folder.resolve("m" + threads + ".tandem");
            tandem("train", "--learner", "logistic", "--data", "spambase", "--threads", threads, "--model", model)
                    .succeeded();
            String predictions = tandem("predict", "--model", model, "--data", "spambase", "--threads", threads)
                    .succeeded()
                    .out();
            if (threads == 1) {
                first = Files.readAllBytes(model);
                table = predictions;
            }
            assertThat(Files.readAllBytes(model)).as(threads + " threads").isEqualTo(first);
            assertThat(predictions).as(threads + " threads").isEqualTo(table);
        }
        assertThat(ModelFile.read(folder.resolve("m1.tandem")).report().converged())
                .isTrue();
    }

    @Test
    void peerCanBeTrainedButNotKept() {
        JsonNode answer = tandem("train", "--learner", "smile-logistic", "--data", "iris", "--json")
                .json();
        assertThat(answer.get("model_bytes").isNull()).isTrue();
        Path model = folder.resolve("m.tandem");
        tandem("train", "--learner", "smile-logistic", "--data", "iris", "--model", model)
                .refused("belongs to another library and cannot be kept", "leave out --model");
        assertThat(model).doesNotExist();
    }

    /// Reference: scikit-learn 1.2.1 reaches accuracy 0.8531, AUC 0.9054 on this split; the issue asks for the floors.
    @Test
    void adultReachesTheFloorsOnItsOwnTestFile() {
        String directory = System.getenv("TANDEM_DATA");
        boolean present = directory != null && Files.isDirectory(Path.of(directory, "adult"));
        if (!present) {
            System.out.println("SKIPPED: the data set adult is not in the directory that TANDEM_DATA names");
        }
        assumeTrue(present, "the data set adult is not in the directory that TANDEM_DATA names");
        JsonNode answer = tandem("train", "--learner", "logistic", "--data", "adult", "--json")
                .json();
        assertThat(answer.get("rows").asInt()).isEqualTo(32_561);
        assertThat(answer.get("test_rows").asInt()).isEqualTo(16_281);
        assertThat(answer.at("/metrics/test/accuracy").asDouble()).isGreaterThanOrEqualTo(0.850);
        assertThat(answer.at("/metrics/test/auc").asDouble()).isGreaterThanOrEqualTo(0.900);
    }

    /// A weight of 2 is the row twice, and the column is no feature.
    @Test
    void rowsMayHaveWeights() throws IOException {
        Path weighted = folder.resolve("weighted.csv");
        Path repeated = folder.resolve("repeated.csv");
        List<String> once = new ArrayList<>(List.of("x,w,y"));
        List<String> often = new ArrayList<>(List.of("x,y"));
        for (int i = 0; i < 60; i++) {
            String y = i % 7 < 3 == i > 30 ? "yes" : "no";
            once.add(i + "," + i % 3 + "," + y);
            for (int k = 0; k < i % 3; k++) {
                often.add(i + "," + y);
            }
        }
        Files.write(weighted, once);
        Files.write(repeated, often);
        Path one = folder.resolve("one.tandem");
        Path two = folder.resolve("two.tandem");
        Object[] train = {"train", "--learner", "logistic", "--target", "y"};
        tandem(with(train, "--data", weighted, "--weights", "w", "--model", one))
                .succeeded();
        tandem(with(train, "--data", repeated, "--model", two)).succeeded();
        List<Double> ofWeights = secondColumn(one, repeated);
        List<Double> ofRepetition = secondColumn(two, repeated);
        assertThat(ofWeights).hasSize(often.size() - 1);
        for (int i = 0; i < often.size() - 1; i++) {
            assertThat(ofWeights.get(i)).isCloseTo(ofRepetition.get(i), within(1e-9));
        }
        once.set(5, "4,-1,no");
        Files.write(weighted, once);
        CommandRun refused = tandem(with(train, "--data", weighted, "--weights", "w"));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("\"w\"", "row 5", "-1.0");
        assertThat(tandem(with(train, "--data", weighted, "--weights", "v")).err())
                .contains("\"v\"");
    }

    private static List<Double> secondColumn(Path model, Path data) {
        String table =
                tandem("predict", "--model", model, "--data", data).succeeded().out();
        return table.lines()
                .skip(1)
                .map(line -> Double.valueOf(line.split(",")[1]))
                .toList();
    }

    private static Object[] with(Object[] words, Object... more) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray();
    }

    /// Categories, gaps, one-hot columns and a calibration around the booster: contributions sum to the margin.
    @ParameterizedTest
    @ValueSource(strings = {"boosting", "boosting-linear"})
    void explainLooksIntoPipelines(String learner, @TempDir Path folder) {
        Path model = folder.resolve("penguins.tandem");
        tandem(
                        "train",
                        "--learner",
                        learner,
                        "--data",
                        "penguins",
                        "--set",
                        "rounds=5",
                        "--calibrate",
                        "platt",
                        "--model",
                        model)
                .succeeded();
        JsonNode answer = tandem("explain", "--model", model, "--data", "penguins", "--row", 17, "--json")
                .json();
        assertThat(answer.get("outputs")).hasSizeGreaterThan(1);
        for (JsonNode output : answer.get("outputs")) {
            double sum = output.get("expected").doubleValue();
            for (JsonNode part : output.get("contributions")) {
                sum += part.get("contribution").doubleValue();
                assertThat(part.get("column").asText()).isNotEmpty();
            }
            assertThat(sum).isCloseTo(output.get("margin").doubleValue(), within(1e-9));
        }
    }

    /// Grades that look like classes are ranked within the queries of the file.
    @Test
    void qidOfLibsvmTextIsRankedBy(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(i % 3)
                    .append(" qid:")
                    .append(i / 10)
                    .append(" 1:")
                    .append((i % 3) * 10 + i % 7)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("rank.svm"), text);
        JsonNode answer = tandem(
                        "train",
                        "--learner",
                        "boosting",
                        "--data",
                        file,
                        "--test",
                        file,
                        "--set",
                        "objective=rank:ndcg",
                        "--set",
                        "rounds=10",
                        "--set",
                        "metric=ndcg:5",
                        "--model",
                        folder.resolve("rank.tandem"),
                        "--json")
                .json();
        assertThat(answer.get("metrics").get("test").get("ndcg").doubleValue()).isGreaterThan(0.99);
        assertThat(answer.get("rounds").get("training").get("ndcg:5")).hasSize(11);
        // A kept model knows its queries.
        JsonNode judged = tandem("evaluate", "--model", folder.resolve("rank.tandem"), "--data", file, "--json")
                .json();
        assertThat(judged.get("metrics")).isEqualTo(answer.get("metrics").get("test"));
        tandem("train", "--learner", "boosting", "--data", "diabetes", "--set", "objective=ndcg")
                .refused("set group=COLUMN");
    }

    @Test
    void timeLeftIsThatOfTheStepsSoFar() {
        assertThat(ProgressBar.timeLeft(2_000_000_000L, 4, 6)).isEqualTo(", 3 s left");
        assertThat(ProgressBar.timeLeft(1_000_000_000L, 1, 90)).isEqualTo(", 1 min 30 s left");
        assertThat(ProgressBar.timeLeft(1_000_000_000L, 1, 3700)).isEqualTo(", 1 h 01 min left");
        assertThat(ProgressBar.timeLeft(1_000_000_000L, 0, 3)).isEmpty();
    }
}
