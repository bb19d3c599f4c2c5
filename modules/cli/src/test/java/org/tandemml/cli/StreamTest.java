package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
    private static final Path SPAM = Path.of("../../datasets/spambase.csv.gz");

    @TempDir
    Path folder;

    /// Further passes over rows that are all kept would only weigh them twice.
    @Test
    void passesEndAtTheExactOptimum() {
        Path model = folder.resolve("m.tandem");
        JsonNode one = stream(model, "--json").json();
        // Blocks of 510 rows: the last one has 11, too few for a fit of its own.
        JsonNode four = stream(model, "--passes", 4, "--block", 510, "--json").json();
        assertThat(four.get("passes").asInt()).isEqualTo(1);
        assertThat(four.get("exact").asBoolean()).isTrue();
        assertThat(four.get("rows_seen")).isEqualTo(one.get("rows_seen"));
        assertThat(stream(model, "--passes", 3).succeeded().out()).contains("optimum after 1 of 3 passes");
    }

    private static CommandRun stream(Path model, Object... more) {
        List<Object> words = new ArrayList<>(List.of("stream", "--data", SPAM, "--target", "type", "--model", model));
        words.addAll(List.of(more));
        return tandem(words.toArray());
    }

    @Test
    void aFileInBlocksGivesAModelThatPredictsAndGoesOn() {
        Path model = folder.resolve("m.tandem");
        Path more = folder.resolve("n.tandem");
        JsonNode first = tandem(
                        "stream",
                        "--data",
                        SPAM,
                        "--target",
                        "type",
                        "--block",
                        500,
                        "--optimizer",
                        "adagrad:0.2",
                        "--passes",
                        4,
                        "--model",
                        model,
                        "--json")
                .json();
        assertThat(first.get("rows_seen").asLong()).isEqualTo(4 * 4601);
        JsonNode metrics =
                tandem("evaluate", "--model", model, "--data", SPAM, "--json").json();
        assertThat(metrics.at("/metrics/accuracy").asDouble()).isGreaterThan(0.9);
        JsonNode second = tandem(
                        "stream",
                        "--data",
                        SPAM,
                        "--target",
                        "type",
                        "--continue",
                        model,
                        "--block",
                        500,
                        "--model",
                        more,
                        "--json")
                .json();
        JsonNode atOnce = tandem(
                        "stream",
                        "--data",
                        SPAM,
                        "--target",
                        "type",
                        "--block",
                        500,
                        "--optimizer",
                        "adagrad:0.2",
                        "--passes",
                        5,
                        "--model",
                        more,
                        "--json")
                .json();
        assertThat(second.get("progressive_loss")).isEqualTo(atOnce.get("progressive_loss"));
        assertThat(tandem("stream", "--data", SPAM, "--target", "type", "--model", more)
                        .succeeded()
                        .out())
                .contains("4,601 rows seen, 57 columns");
    }

    /// Kept whole, a stream with gaps and categories ends where the fit of the whole file ends.
    @Test
    void gapsAndCategoriesArePreparedByTheFirstBlock() {
        Path model = folder.resolve("m.tandem");
        Path more = folder.resolve("n.tandem");
        Object[] data = {"--data", Path.of("../../datasets/titanic.csv"), "--target", "survived", "--ignore", "name"};
        tandem(words(data, "stream", "--block", 2000, "--model", model)).succeeded();
        tandem(words(data, "train", "--learner", "logistic", "--model", more)).succeeded();
        double streamed = logLoss(model, data);
        assertThat(streamed).isCloseTo(logLoss(more, data), within(1e-5));
        // Later blocks may hold levels that the first does not know.
        tandem(words(data, "stream", "--block", 100, "--passes", 3, "--model", model))
                .succeeded();
        assertThat(logLoss(model, data)).isLessThan(streamed * 1.1);
        JsonNode on = tandem(words(data, "stream", "--continue", model, "--model", more, "--json"))
                .json();
        assertThat(on.get("rows_seen").asLong()).isGreaterThan(891);
    }

    private static double logLoss(Path model, Object... data) {
        return tandem(words(data, "evaluate", "--model", model, "--json"))
                .json()
                .at("/metrics/log_loss")
                .asDouble();
    }

    private static Object[] words(Object[] data, Object... command) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(data));
        return words.toArray();
    }

    @Test
    void mistakesAreOneLineWithTheCure() throws IOException {
        Path model = folder.resolve("m.tandem");
        assertThat(refusal(model, SPAM)).contains("Give --target");
        assertThat(refusal(model, SPAM, "--target", "type", "--optimizer", "adan"))
                .contains("adam");
        assertThat(refusal(model, SPAM, "--target", "type", "--optimizer", "sgd:1e9"))
                .contains("batch 1", "diverges");
        Path broken = folder.resolve("broken.csv");
        Files.write(broken, List.of("a,b,y", "1,2,no", "3,4,yes", "5,,no"));
        assertThat(refusal(model, broken, "--target", "y", "--block", 2))
                .contains("batch 2", "\"b\"", "row 1", "--impute");
        assertThat(model).doesNotExist();
        // The cure works.
        tandem("stream", "--model", model, "--data", broken, "--target", "y", "--block", 2, "--impute")
                .succeeded();
    }

    private static String refusal(Path model, Path data, Object... more) {
        List<Object> words = new ArrayList<>(List.of("stream", "--model", model, "--data", data));
        words.addAll(List.of(more));
        CommandRun run = tandem(words.toArray());
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }
}
