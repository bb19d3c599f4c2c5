package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueCommandsTest {
    @TempDir
    Path folder;

    @Test
    void learnersListsSettingsWithDefaultsAndMeaning() {
        JsonNode learners = tandem("learners", "--json").json().get("learners");
        assertThat(learners.findValuesAsText("name")).contains("baseline", "logistic", "smile-logistic", "one-hot");
        JsonNode logistic = tandem("learners", "logistic", "--json").json().at("/learners/0");
        assertThat(logistic.get("kind").asText()).isEqualTo("classifier");
        JsonNode first = logistic.at("/settings/0");
        assertThat(first.get("name").asText()).isEqualTo("penalty");
        assertThat(first.get("type").asText()).isNotEmpty();
        assertThat(first.get("default").asText()).startsWith("l2:");
        assertThat(first.get("meaning").asText()).isNotEmpty();
        assertThat(tandem("learners").out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(tandem("learners", "logistic").out()).contains("--set penalty=");
    }

    @Test
    void datasetsListsAndShows() {
        JsonNode all = tandem("datasets", "list", "--json").json().get("datasets");
        assertThat(all.findValuesAsText("name")).contains("iris", "wdbc", "titanic", "adult");
        CommandRun list = tandem("datasets");
        assertThat(list.succeeded().out()).contains("iris", "adult *", "* not shipped");
        assertThat(list.out().lines()).allMatch(line -> line.length() <= 100);
        JsonNode iris = tandem("datasets", "show", "iris", "--json").json();
        assertThat(iris.get("rows").asInt()).isEqualTo(150);
        assertThat(iris.at("/classes/setosa").asInt()).isEqualTo(50);
        assertThat(iris.get("licence").asText()).isNotEmpty();
        assertThat(tandem("datasets", "show", "iris").out()).contains("licence", "species");
        tandem("datasets", "show", "irs").refused("did you mean \"iris\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "moons",
                "circles",
                "spirals",
                "blobs",
                "xor",
                "linear",
                "imbalanced",
                "higgs",
                "covertype",
                "text",
                "linear-numbers",
                "friedman1",
                "friedman2",
                "friedman3",
                "ranking"
            })
    void madeDataAreReadBackAndTheSeedDecidesThem(String name) throws IOException {
        Path file = folder.resolve("a.csv");
        Path again = folder.resolve("b.csv");
        JsonNode made = tandem("datasets", "make", name, "--rows", 60, "--seed", 7, "--out", file, "--json")
                .json();
        tandem("datasets", "make", name, "--rows", 60, "--seed", 7, "--out", again)
                .succeeded();
        assertThat(Files.readString(file)).isEqualTo(Files.readString(again));
        assertThat(Files.readAllLines(file)).hasSize(61);
        String target = made.get("target").asText();
        JsonNode trained = tandem("train", "--learner", "baseline", "--data", file, "--target", target, "--json")
                .json();
        assertThat(trained.get("rows").asInt()).isEqualTo(60);
        assertThat(trained.get("columns").asInt()).isEqualTo(made.get("columns").asInt());
    }

    @Test
    void madeDataAreCompressedIfTheNameSaysSo() throws IOException {
        Path file = folder.resolve("a.csv.gz");
        tandem("datasets", "make", "blobs", "--rows", 50, "--columns", 4, "--classes", 2, "--out", file)
                .succeeded();
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes[0] & 0xFF).isEqualTo(0x1F);
        JsonNode trained = tandem("train", "--learner", "logistic", "--data", file, "--target", "class", "--json")
                .json();
        assertThat(trained.get("columns").asInt()).isEqualTo(4);
        assertThat(trained.get("classes")).hasSize(2);
    }

    @Test
    void madeDataCanBeDisguised() throws IOException {
        Path file = folder.resolve("hard.csv");
        tandem("datasets", "make", "imbalanced", "--share", 0.1, "--useless", 3, "--out", file)
                .succeeded();
        assertThat(Files.readAllLines(file).get(0)).endsWith("x10,useless1,useless2,useless3,class");
        tandem("datasets", "make", "friedman1", "--useless", 1, "--rotate", "--out", file)
                .succeeded();
        assertThat(Files.readAllLines(file).get(0)).startsWith("r1,r2").endsWith("r11,y");
        tandem("datasets", "make", "text", "--rotate", "--out", file).refused("sparse");
    }

    @Test
    void settingWithoutEffectIsRefused() {
        tandem("datasets", "make", "moons", "--classes", 3, "--out", folder.resolve("x.csv"))
                .refused("moons has no setting --classes");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(tandem("--version").succeeded().out()).startsWith("tandem 0.");
        assertThat(tandem("--help").succeeded().out())
                .contains("compare", "train", "predict", "evaluate", "datasets", "learners", "bench");
        assertThat(tandem().succeeded().out()).contains("Usage: tandem");
        assertThat(tandem("train", "--help").succeeded().out()).contains("--learner");
    }
}
