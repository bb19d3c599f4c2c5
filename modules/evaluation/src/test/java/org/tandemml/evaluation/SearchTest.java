package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Resampling;
import org.tandemml.core.Seed;
import org.tandemml.core.Settings;
import org.tandemml.data.Impute;
import org.tandemml.data.Pipeline;
import org.tandemml.data.Standardize;
import org.tandemml.linear.LogisticModel;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;

class SearchTest {
    private static final Fitting HOW = Fitting.defaults().withThreads(1);
    private static final Dataset DATA = Samples.classes(90, 4, 3, 1);
    private static final Search RANDOM = new Search(
                    Map.of("penalty.lambda", Range.logUniform(1e-5, 10)), new Strategy.Random(8))
            .withResampling(Resampling.kFold(3));

    @Test
    void bestTrialIsThatOfTheBestMeanAndItsSettingsAreSet() {
        SearchResult<LogisticRegression> result = RANDOM.run(new LogisticRegression(), DATA, HOW);
        assertThat(result.trials()).hasSize(8);
        double least = result.trials().stream()
                .mapToDouble(t -> t.score().orElseThrow().mean().value())
                .min()
                .orElseThrow();
        assertThat(result.best().score().orElseThrow().mean().value()).isEqualTo(least);
        assertThat(result.ranked().getFirst()).isEqualTo(result.best());
        assertThat(Double.toString(result.learner().penalty().lambda()))
                .isEqualTo(result.best().settings().get("penalty.lambda"));
        SearchResult<LogisticRegression> accuracy =
                RANDOM.withMetric(Metric.ACCURACY).run(new LogisticRegression(), DATA, HOW);
        assertThat(accuracy.ranked().getLast().merit())
                .isLessThanOrEqualTo(accuracy.best().merit());
    }

    @Test
    void sameSeedSameTrialsWhateverTheThreads() {
        SearchResult<LogisticRegression> result = RANDOM.run(new LogisticRegression(), DATA, HOW);
        assertThat(RANDOM.run(new LogisticRegression(), DATA, HOW.withThreads(3)))
                .isEqualTo(result);
        assertThat(RANDOM.run(new LogisticRegression(), DATA, HOW.withSeed(1)).trials())
                .isNotEqualTo(result.trials());
    }

    @Test
    void gridTriesEveryCombinationInOrder() {
        Map<String, Range> space = new LinkedHashMap<>();
        space.put("intercept", Range.choice("true", "false"));
        space.put("penalty.lambda", Range.logUniform(0.01, 1));
        assertThat(new Strategy.Grid(3).candidates(space, 1))
                .hasSize(6)
                .element(4)
                .isEqualTo(Map.of("intercept", "false", "penalty.lambda", "0.1"));
        space.put("maxIterations", Range.integers(1, 20_000));
        assertThatThrownBy(() -> new Strategy.Grid(9999).candidates(space, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("more than 10000 combinations");
    }

    @Test
    void settingsInsideAPipelineAreSearchedByTheirPath() {
        var learner = Pipeline.of(new Impute(), new Standardize()).then(new LogisticRegression());
        Map<String, Range> space = new LinkedHashMap<>();
        space.put("learner.penalty", Range.parse("l2:1e-4..1:log", false));
        space.put("steps.impute.numeric", Range.choice("mean", "median"));
        SearchResult<Pipeline.OfClasses> result = new Search(space, new Strategy.Grid(2)).run(learner, DATA, HOW);
        assertThat(result.trials()).hasSize(4).allMatch(t -> t.score().isPresent());
        assertThat(result.trials().getLast().settings())
                .isEqualTo(Map.of("learner.penalty", "l2:1.0", "steps.impute.numeric", "median"));
        assertThat(Settings.describe(Settings.with(learner, "steps.impute.numeric", "median")))
                .contains("impute(numeric=median");
        assertThat(Settings.entry(learner, "learner.maxIterations").type()).isEqualTo("int");
        assertThatThrownBy(() -> Settings.entry(learner, "steps.imput.numeric"))
                .hasMessageContaining("did you mean \"impute\"?");
        assertThatThrownBy(() -> Settings.with(learner, "steps.impute", "x")).hasMessageContaining("impute.SETTING");
    }

    @Test
    void halvingSpendsRowsOnTheBest() {
        Dataset data = Samples.classes(600, 4, 2, 3);
        SearchResult<LogisticRegression> result =
                RANDOM.withStrategy(new Strategy.Halving(9, 3)).run(new LogisticRegression(), data, HOW);
        int[] rows = result.trials().stream().mapToInt(Trial::rows).toArray();
        assertThat(Arrays.stream(rows).filter(n -> n == 67)).hasSize(9);
        assertThat(Arrays.stream(rows).filter(n -> n == 200)).hasSize(3);
        assertThat(Arrays.stream(rows).filter(n -> n == 600)).hasSize(1);
        assertThat(result.best().rows()).isEqualTo(600);
        // 90 rows are too few to begin with a third of them.
        assertThat(RANDOM.withStrategy(new Strategy.Halving(9, 3))
                        .run(new LogisticRegression(), DATA, HOW)
                        .trials())
                .hasSize(9);
    }

    @Test
    void nestedScoreSearchesInsideEachFold() {
        Learner.OfClasses<LogisticModel> tuned = RANDOM.tuning(new LogisticRegression());
        CrossValidated nested = new CrossValidation(3, 1).withThreads(1).run(tuned, DATA);
        assertThat(nested.failure()).isEmpty();
        assertThat(nested.name()).isEqualTo("tuned-logistic");
        assertThat(nested.metric(Metric.LOG_LOSS).orElseThrow().mean().isDefined())
                .isTrue();
        LogisticModel model = tuned.fit(DATA, HOW);
        assertThat(model.provenance().learner())
                .isEqualTo(Settings.describe(
                        RANDOM.run(new LogisticRegression(), DATA, HOW).learner()));
    }

    /// The score of the best of many settings that do nothing is too good; the nested one is not. Labels are random, so
    /// no accuracy above 1/2 is real.
    @Test
    void nestedScoreOfNoiseIsChanceWhereTheSearchLooksBetter() {
        double found = 0;
        double honest = 0;
        Search search = new Search(Map.of("penalty.lambda", Range.logUniform(1e-3, 1e3)), new Strategy.Random(10))
                .withMetric(Metric.ACCURACY)
                .withResampling(Resampling.kFold(4));
        for (int seed = 0; seed < 12; seed++) {
            Dataset data = Samples.classes(40, 10, 2, seed);
            int[] codes = data.classes().codes().clone();
            new Seed(seed).child("labels").stream().shuffle(codes);
            Dataset noise = data.withTarget(
                    new org.tandemml.core.Target.Classes("class", data.classes().names(), codes));
            SearchResult<LogisticRegression> result = search.run(new LogisticRegression(), noise, HOW.withSeed(seed));
            found += result.best().score().orElseThrow().mean().value() / 12;
            honest += new CrossValidation(4, 1)
                            .withSeed(seed)
                            .withThreads(1)
                            .run(search.tuning(new LogisticRegression()), noise)
                            .metric(Metric.ACCURACY)
                            .orElseThrow()
                            .mean()
                            .value()
                    / 12;
        }
        assertThat(honest).isBetween(0.40, 0.56);
        assertThat(found).isGreaterThan(honest + 0.02);
    }

    @Test
    void failedTrialsKeepTheirReason() {
        Search search = new Search(Map.of("tolerance", Range.choice("-1", "1e-6")), new Strategy.Grid(2));
        SearchResult<LogisticRegression> result = search.run(new LogisticRegression(), DATA, HOW);
        assertThat(result.trials().getFirst().failure().orElseThrow()).contains("tolerance must be");
        assertThat(result.best().settings()).isEqualTo(Map.of("tolerance", "1e-6"));
        assertThatThrownBy(() -> new Search(Map.of("tolerance", Range.choice("-1")), new Strategy.Grid(2))
                        .run(new LogisticRegression(), DATA, HOW))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none of the 1 trials could be judged");
        assertThatThrownBy(() -> new Search(Map.of("tolerence", Range.choice("1")), new Strategy.Grid(2))
                        .run(new LogisticRegression(), DATA, HOW))
                .hasMessageContaining("did you mean \"tolerance\"?");
        assertThatThrownBy(() -> RANDOM.withMetric(Metric.RMSE).run(new LogisticRegression(), DATA, HOW))
                .hasMessageContaining("unknown metric for this target \"rmse\"");
    }

    @Test
    void rangesDrawWithinTheirEndsEvenly() {
        Seed.Stream random = new Seed(4).stream();
        Range log = Range.logUniform(1e-4, 1);
        Range whole = Range.parse("1..4", true);
        Range wholeLog = Range.parse("1..64:log", true);
        int low = 0;
        int[] counts = new int[5];
        int small = 0;
        TreeSet<String> drawn = new TreeSet<>();
        for (int i = 0; i < 4000; i++) {
            double value = Double.parseDouble(log.draw(random));
            assertThat(value).isBetween(1e-4, 1.0);
            low += value < 1e-2 ? 1 : 0;
            counts[Integer.parseInt(whole.draw(random))]++;
            small += Integer.parseInt(wholeLog.draw(random)) <= 8 ? 1 : 0;
            drawn.add(Range.choice("a", "b").draw(random));
        }
        // Binomial(4000, 1/2) and (4000, 1/4): standard deviations 32 and 27.
        assertThat(low).isBetween(1870, 2130);
        assertThat(Arrays.stream(counts, 1, 5)).allMatch(c -> c > 880 && c < 1120);
        // ln(8.5/0.5)/ln(64.5/0.5) = 0.583.
        assertThat(small).isBetween(2200, 2465);
        assertThat(drawn).containsExactly("a", "b");
        for (String text : List.of("1..4", "1..64:log", "a,b")) {
            assertThat(Range.parse(text, true)).hasToString(text);
        }
        assertThat(Range.parse("-1e-3..2.5", false)).isEqualTo(Range.uniform(-1e-3, 2.5));
        assertThatThrownBy(() -> Range.parse("..", false)).hasMessageContaining("LOW..HIGH");
    }
}
