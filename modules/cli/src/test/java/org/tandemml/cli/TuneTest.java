package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneTest {
    @TempDir
    Path folder;

    private static CommandRun tune(Object... more) {
        List<Object> words = new ArrayList<>(List.of("tune", "--learner", "logistic", "--data", "iris", "--outer", 2));
        words.addAll(List.of(more));
        return tandem(words.toArray());
    }

    @Test
    void randomSearchGivesATableAnHonestScoreAndAModel() {
        Path model = folder.resolve("m.tandem");
        CommandRun run = tune("--search", "penalty=l2:1e-5..1:log", "--trials", 6, "--folds", 3, "--model", model);
        assertThat(run.succeeded().out())
                .contains("log_loss", "best", "penalty=l2:", "honest", "2 outer folds", "bytes in");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(tandem("evaluate", "--model", model, "--data", "iris", "--json")
                        .json()
                        .toString())
                .contains("accuracy");
    }

    @Test
    void jsonHoldsAllTrialsAndTheSameSeedGivesTheSameAnswer() {
        Object[] words = {
            "--search", "penalty=l2:1e-5..1:log", "--search", "standardize=true,false", "--trials", 5, "--json"
        };
        JsonNode answer = tune(words).json();
        assertThat(answer.get("trials")).hasSize(5);
        assertThat(answer.at("/search/penalty").asText()).isEqualTo("l2:1.0E-5..1.0:log");
        assertThat(answer.at("/best/score").asDouble())
                .isEqualTo(answer.at("/trials/0/score").asDouble())
                .isLessThan(0.3);
        assertThat(answer.at("/nested/metrics/log_loss/mean").asDouble()).isBetween(0.01, 0.5);
        assertThat(answer.get("model").isNull()).isTrue();
        assertThat(tune(words).json()).isEqualTo(answer);
        List<Object> other = new ArrayList<>(List.of(words));
        other.addAll(List.of("--threads", 1));
        assertThat(tune(other.toArray()).json()).isEqualTo(answer);
        other.addAll(List.of("--seed", 7));
        assertThat(tune(other.toArray()).json().get("trials")).isNotEqualTo(answer.get("trials"));
    }

    @Test
    void gridTriesEveryCombinationAndTheSettingsOfAPipelineAreFound() {
        JsonNode answer = tandem(
                        "tune",
                        "--learner",
                        "logistic",
                        "--data",
                        "titanic",
                        "--search",
                        "penalty=l2:0.001,l2:0.1,none",
                        "--search",
                        "intercept=true,false",
                        "--strategy",
                        "grid",
                        "--metric",
                        "auc",
                        "--folds",
                        2,
                        "--outer",
                        0,
                        "--json")
                .json();
        assertThat(answer.get("trials")).hasSize(6);
        assertThat(answer.at("/best/settings/penalty").asText()).isNotEmpty();
        assertThat(answer.get("tuned").asText()).contains("steps=impute(");
        assertThat(answer.get("nested").isNull()).isTrue();
    }

    @Test
    void halvingJudgesTheLastOnAllRows() {
        JsonNode answer = tandem(
                        "tune",
                        "--learner",
                        "logistic",
                        "--data",
                        "wdbc",
                        "--search",
                        "penalty.lambda=1e-5..10:log",
                        "--strategy",
                        "halving",
                        "--trials",
                        9,
                        "--folds",
                        3,
                        "--outer",
                        0,
                        "--json")
                .json();
        assertThat(answer.get("trials")).hasSize(13);
        assertThat(answer.at("/best/rows").asInt()).isEqualTo(569);
        assertThat(answer.at("/trials/12/rows").asInt()).isEqualTo(63);
    }

    @Test
    void mistakesAreToldInOneLineWithTheCure() {
        tune("--search", "penalti=a").refused("unknown setting of logistic \"penalti\"", "did you mean \"penalty\"?");
        tune("--search", "penalty.lamda=1..2").refused("did you mean \"lambda\"?");
        tune("--search", "penalty").refused("--search needs KEY=RANGE, was \"penalty\"");
        tune("--search", "tolerance=1..0").refused("low end below its high end");
        tune("--search", "tolerance=0..1:log").refused("low end of a log range must be > 0");
        tune("--search", "maxIterations=1.5..3").refused("whole numbers");
        tune("--search", "tolerance=x..1").refused("numbers at both ends");
        tune("--search", "tolerance=1e-8..1e-6", "--strategy", "rando").refused("did you mean \"random\"?");
        tune("--search", "tolerance=1e-8..1e-6", "--metric", "acuracy").refused("did you mean \"accuracy\"?");
        tune("--search", "tolerance=1e-8..1e-6", "--metric", "rmse").refused("unknown metric for this target \"rmse\"");
        tune("--search", "tolerance=1e-8..1e-6", "--folds", 1).refused("--folds must be at least 2, was 1");
        tune("--search", "tolerance=1e-8..1e-6", "--trials", 0).refused("--trials must be at least 1, was 0");
        tune("--search", "tolerance=1e-8..1e-6", "--search", "tolerance=1,2").refused("twice");
    }
}
