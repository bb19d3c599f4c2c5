package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    @TempDir
    Path folder;

    @Test
    void findsTheClustersOfIrisAndKeepsThem() throws IOException {
        Path out = folder.resolve("clusters.csv");
        Path model = folder.resolve("m.tandem");
        JsonNode answer = tandem(
                        "cluster", "--data", "iris", "--set", "k=3", "--set", "runs=10", "--out", out, "--model", model,
                        "--json")
                .json();
        // scikit-learn 1.2.1, KMeans(3, n_init=50): inertia 78.851441, adjusted Rand 0.7302.
        assertThat(answer.get("inertia").asDouble()).isBetween(78.85144, 78.85145);
        assertThat(answer.at("/agreement/adjusted_rand").asDouble()).isBetween(0.7302, 0.7303);
        assertThat(answer.get("converged").asBoolean()).isTrue();
        assertThat(answer.get("sizes")).hasSize(3);
        assertThat(answer.get("fit_seconds").asDouble()).isPositive();
        assertThat(Files.readAllLines(out)).hasSize(151).first().isEqualTo("cluster");
        assertThat(model).exists();
        CommandRun text = tandem("cluster", "--data", "iris", "--set", "k=3");
        assertThat(text.succeeded().out()).contains("3 clusters", "inertia", "adjusted Rand");
        assertThat(text.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void helpsToChooseHowMany() {
        JsonNode answer = tandem(
                        "cluster", "--data", "iris", "--choose", "2..6", "--out", folder.resolve("iris"), "--json")
                .json();
        assertThat(answer.get("counts")).hasSize(5);
        assertThat(answer.get("by_silhouette").asInt()).isEqualTo(2);
        // scikit-learn 1.2.1: silhouette_score of the best 2 clusters 0.6810462.
        assertThat(answer.at("/counts/0/silhouette").asDouble()).isBetween(0.68104, 0.68105);
        assertThat(folder.resolve("iris-elbow.svg")).exists();
        assertThat(folder.resolve("iris-silhouette.svg")).exists();
    }

    @Test
    void mistakesAreOneLineWithTheCure() {
        assertThat(refusal("--data", "iris", "--set", "k=151")).contains("only 150 rows");
        assertThat(refusal("--data", "iris", "--set", "k=0")).contains("k");
        assertThat(refusal("--data", "titanic")).contains("OneHot");
        assertThat(refusal("--data", "iris", "--choose", "5")).contains("LOW..HIGH");
        assertThat(refusal("--data", "iris", "--choose", "5..2")).contains("5..2");
    }

    private static String refusal(String... more) {
        Object[] words = new Object[more.length + 1];
        words[0] = "cluster";
        System.arraycopy(more, 0, words, 1, more.length);
        CommandRun run = tandem(words);
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }
}
