package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    @Test
    void showDescribesEveryColumn() throws IOException {
        JsonNode penguins = tandem("datasets", "show", "penguins", "--json").json();
        // R 4.2, palmerpenguins 0.1.1: summary(penguins).
        assertThat(penguins.at("/classes/Adelie").asInt()).isEqualTo(152);
        JsonNode bill = penguins.at("/schema/1");
        assertThat(bill.get("name").asText()).isEqualTo("bill_length_mm");
        assertThat(bill.get("missing").asInt()).isEqualTo(2);
        assertThat(bill.get("min").asDouble()).isEqualTo(32.1);
        assertThat(bill.get("max").asDouble()).isEqualTo(59.6);
        assertThat(bill.get("histogram")).hasSize(20);
        int counted = 0;
        for (JsonNode bin : bill.get("histogram")) {
            counted += bin.asInt();
        }
        assertThat(counted).isEqualTo(342);
        assertThat(penguins.at("/schema/0/levels/Dream").asInt()).isEqualTo(124);
        String text = tandem("datasets", "show", "penguins").succeeded().out();
        assertThat(text).contains("bill_length_mm", "32.10 … 59.60", "Adelie 152", "█");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        Path file = Files.writeString(folder.resolve("own.csv"), "a,b\n1,x\n,x\n");
        assertThat(tandem("datasets", "show", file).succeeded().out()).contains("own", "2 rows", "1: x 2");
    }

    @Test
    void fetchChecksWhatItGetsAndTheSetIsThenFoundByName() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n1 1:1\n"));
            String mirror = "http://localhost:" + server.getLocalPort() + "/mirror";
            tandem("datasets", "fetch", "a9a", "--mirror", mirror, "--data-dir", folder)
                    .refused("/mirror/a9a/a9a has only 6 bytes", "2327314 are expected", "nothing is kept");
        }
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"));
            String mirror = "http://localhost:" + server.getLocalPort() + "/";
            tandem("datasets", "fetch", "mnist", "--mirror", mirror, "--data-dir", folder)
                    .refused("status 404");
        }
        assertThat(folder.resolve("a9a")).isEmptyDirectory();
        tandem("datasets", "fetch", "iris").refused("iris", "nothing to fetch");
        tandem("datasets", "fetch", "mnits").refused("did you mean \"mnist\"?");
    }

    /// Gives the same answer to everyone until the socket is closed.
    private static void serve(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                InputStream in = client.getInputStream();
                String asked = "";
                while (!asked.endsWith("\r\n\r\n")) {
                    asked += (char) in.read();
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException ended) {
                return;
            }
        }
    }

    @Test
    void typesOfColumnsAreGivenByName() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "zip,y\n1,a\n2,b\n1,a\n2,b\n1,a\n2,b\n");
        JsonNode trained = tandem(
                        "train",
                        "--learner",
                        "logistic",
                        "--data",
                        file,
                        "--target",
                        "zip",
                        "--type",
                        "zip=category",
                        "--json")
                .json();
        assertThat(trained.get("classes")).hasSize(2);
        tandem("train", "--learner", "logistic", "--data", file, "--target", "zip", "--type", "y=number")
                .refused("column \"y\", row 1 holds \"a\", no number (t.csv:2)");
        tandem("train", "--learner", "logistic", "--data", file, "--target", "zip", "--type", "y=date")
                .refused("--type y=date", "number or category");
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
