package org.tandemml.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.InputException;

class ResultsTest {
    private static final List<Contest> CONTESTS = Contests.all();

    @TempDir
    Path folder;

    @Test
    void laterResultsOfAContestReplaceEarlierOnesInTheOrderOfContests() {
        Path file = folder.resolve("bench.json");
        Results.read(file).with(run(5, 2)).write(file);
        Results.read(file).with(run(3, 1)).write(file);
        Results.read(file).with(run(5, 4)).write(file);
        List<Results.Ratio> ratios = Results.read(file).ratios();
        assertThat(ratios)
                .extracting(Results.Ratio::contest)
                .containsExactly(CONTESTS.get(3).name(), CONTESTS.get(5).name());
        assertThat(ratios).extracting(Results.Ratio::ratio).containsExactly(0.1, 0.4);
        assertThat(ratios.get(1).rival()).isEqualTo("rival");
    }

    @Test
    void theTableGoesBetweenTheMarks() throws IOException {
        Path text = folder.resolve("text.md");
        Files.writeString(text, "before\n" + RatioTable.BEGIN + "\nold\n" + RatioTable.END + "\nafter\n");
        RatioTable.of(run(5, 2)).into(text);
        assertThat(Files.readString(text))
                .startsWith("before\n" + RatioTable.BEGIN + "\n| task |")
                .contains("| 2.00 s | rival | 10.00 s | 0.20 |")
                .doesNotContain("\nold\n")
                .endsWith(RatioTable.END + "\nafter\n");
        Files.writeString(text, "no marks");
        assertThatThrownBy(() -> RatioTable.of(run(5, 2)).into(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("text.md");
        assertThat(Files.readString(text)).isEqualTo("no marks");
    }

    @Test
    void theChartShowsEachContestAndIsLeftOutWithoutRatios() {
        assertThat(RatioChart.of(run(5, 2)).orElseThrow().svg())
                .contains(CONTESTS.get(5).name(), "claimed at most", "equal time");
        assertThat(RatioChart.of(Results.of(List.of(), List.of()))).isEmpty();
    }

    @Test
    void theReadmeShowsTheRecordedResults() throws IOException {
        Path home = Path.of("..", "..");
        String readme = Files.readString(home.resolve("README.md"));
        Results recorded = Results.read(home.resolve("docs").resolve("bench.json"));
        assertThat(recorded.size()).isPositive();
        assertThat(readme)
                .contains(RatioTable.BEGIN + "\n" + RatioTable.of(recorded).markdown() + RatioTable.END);
    }

    private static Results run(int contest, double seconds) {
        Contest chosen = CONTESTS.get(contest);
        return Results.of(
                List.of(chosen),
                Standing.ranked(List.of(standing(chosen, "tandem", seconds), standing(chosen, "rival", 10))));
    }

    private static Standing standing(Contest contest, String entrant, double seconds) {
        return new Standing(
                contest.name(), entrant, 1, "", 0, List.of(seconds, seconds, seconds), 0.5, 0, 0, 0, Double.NaN, "");
    }
}
