package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Settings;

class SchemeTest {
    private final Dataset diabetes = BundledData.numbers("diabetes");
    private final Dataset wdbc = BundledData.classes("wdbc");

    /// After 50 rounds every objective beats the best constant, by its own loss.
    @ParameterizedTest
    @ValueSource(strings = {"squared", "absolute", "huber:1.0", "quantile:0.9", "poisson", "gamma", "tweedie:1.5"})
    void objectivesOfNumbersLearn(String text) {
        Objective objective = Objective.parse(text);
        BoostedRegressor model = new GradientBoostingRegression()
                .withObjective(objective)
                .withRounds(50)
                .fit(diabetes);
        double[] trace = model.report().trace();
        Labels labels = Labels.of(diabetes.numbers());
        double[] constant = new double[diabetes.rows()];
        Arrays.fill(constant, objective.baseScore(labels)[0]);
        double baseline = objective.loss(labels, constant, 0, constant.length) / constant.length;
        double[] margins = model.margins(diabetes.features()).values();
        double reached = objective.loss(labels, margins, 0, margins.length) / margins.length;
        assertTrue(reached < baseline - 1e-3 * Math.abs(baseline), text + " " + reached + " vs " + baseline);
        assertEquals(reached, trace[trace.length - 1], 1e-9 * Math.abs(reached));
        for (int r = 1; r < trace.length; r++) {
            assertTrue(trace[r] <= trace[r - 1] + 1e-9 * Math.abs(trace[r]), text + " rises in round " + r);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "logistic:2.0", "hinge", "softmax"})
    void objectivesOfClassesLearn(String text) {
        BoostedClassifier model = new GradientBoosting()
                .withObjective(Objective.parse(text))
                .withRounds(50)
                .withMetrics(RoundMetric.parse("error"))
                .fit(wdbc);
        assertTrue(
                model.report().certificate().get("training_error") < 0.02,
                model.report().toString());
    }

    @Test
    void aCustomObjectiveAndMetricTakeThreeLines() {
        Objective logCosh = Objective.custom("log-cosh", (y, f) -> Math.tanh((f - y) / 50), (y, f) -> 0.02);
        RoundMetric worst = RoundMetric.custom("worst", (labels, p) -> Math.abs(labels.values()[0] - p[0]));
        GradientBoostingRegression learner =
                new GradientBoostingRegression().withLambda(0).withMinChildWeight(0);
        var model = learner.withObjective(logCosh).withMetrics(worst).fit(diabetes);
        assertTrue(model.report().certificate().get("training_worst") < 151);
        assertTrue(RoundMetric.parse("mae").value(Labels.of(diabetes.numbers()), model.predict(diabetes)) < 30);
    }

    @Test
    void aCustomObjectiveThatFailsNamesRoundAndRow() {
        Objective bad = Objective.custom("mine", (y, f) -> f > 0 && y == 75 ? Double.NaN : f - y, (y, f) -> 1);
        String message = assertThrows(
                        InputException.class,
                        () -> new GradientBoostingRegression()
                                .withObjective(bad)
                                .fit(diabetes))
                .getMessage();
        assertTrue(message.contains("round 2") && message.contains("row 2"), message);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void metricsAndEarlyStoppingFollowEachRound(Method method) {
        BoostedClassifier model = new GradientBoosting()
                .withMethod(method)
                .withRounds(400)
                .withValidation(0.3)
                .withPatience(5)
                .withMetrics(RoundMetric.parse("log_loss"), RoundMetric.parse("auc"))
                .fit(wdbc);
        assertTrue(model.report().certificate().get("validation_auc") > 0.95);
        assertTrue(model.rounds() < 400, model.report().reason());
        RoundHistory history = model.history();
        assertEquals(List.of("loss", "log_loss", "auc"), history.names());
        assertEquals(0.5, history.validation("auc")[0]);
        assertArrayEquals(history.validation("loss"), history.validation("log_loss"), 1e-12);
        assertArrayEquals(history.validation("loss"), model.validationTrace());
        assertArrayEquals(model.report().trace(), history.training("loss"));
        double least = Arrays.stream(history.validation("loss")).min().orElseThrow();
        assertEquals(least, history.validation("loss")[model.rounds()]);
        assertEquals(least, model.report().certificate().get("best_validation_log_loss"), 1e-12);
        assertThrows(InputException.class, () -> history.training("rmse"));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void dartPredictsTheSameTwiceAndKeepsItsMargins(Method method) {
        GradientBoosting learner = new GradientBoosting().withRounds(30).withMaxLeaves(8);
        GradientBoosting dart =
                learner.withScheme(new Scheme().withMethod(method).withDart(0.2, 0.1, 5));
        BoostedClassifier model = dart.fit(wdbc);
        DenseMatrix first = model.probabilities(wdbc.features());
        assertArrayEquals(first.values(), model.probabilities(wdbc.features()).values());
        assertTrue(Arrays.stream(model.trees().weights()).anyMatch(w -> w != 1));
        // What training kept up to date, tree by tree, is what the model says.
        double loss = 0;
        for (int i = 0; i < wdbc.rows(); i++) {
            loss -= Math.log(first.get(i, wdbc.classes().codes()[i])) / wdbc.rows();
        }
        assertEquals(model.report().objective(), loss, 1e-9);
        assertEquals(dart.fit(wdbc, Fitting.defaults().withThreads(1)).trees(), model.trees());
        assertNotEquals(learner.withMethod(method).fit(wdbc).trees(), model.trees());
        assertEquals(
                learner.withMethod(method).fit(wdbc).trees(),
                learner.withScheme(new Scheme().withMethod(method).withDart(0, 0, 0))
                        .fit(wdbc)
                        .trees());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aForestIsAMeanOfTreesFittedToTheStart(Method method) {
        GradientBoosting learner = new GradientBoosting()
                .withScheme(new Scheme().withMethod(method).withBooster(Booster.RANDOM_FOREST))
                .withSubsample(0.6)
                .withColumnsByNode(0.3)
                .withRounds(50);
        BoostedClassifier model = learner.fit(wdbc);
        assertTrue(model.report().objective() < 0.19, model.report().toString());
        for (double weight : model.trees().weights()) {
            assertEquals(0.02, weight);
        }
        assertEquals(learner.withRounds(7).fit(wdbc).trees(), model.truncated(7).trees());
        DenseMatrix p = model.probabilities(wdbc.features());
        double loss = 0;
        for (int i = 0; i < wdbc.rows(); i++) {
            loss -= Math.log(p.get(i, wdbc.classes().codes()[i])) / wdbc.rows();
        }
        assertEquals(model.report().objective(), loss, 1e-9);
        assertThrows(
                InputException.class,
                () -> learner.withSubsample(1).withColumnsByNode(1).fit(wdbc));
    }

    /// LightGBM's example of ranking: 3005 rows of 201 queries; its own run reaches about 0.8 on these rows.
    @Test
    void lambdaMartOrdersQueries() {
        Dataset plain = BundledData.libsvm("lightgbm_examples/rank.train.gz", 301, false);
        Path sizes = Path.of(System.getenv("TANDEM_DATA"), "lightgbm_examples/rank.train.query");
        double[] query = new double[plain.rows()];
        int row = 0;
        int q = 0;
        for (String line : BundledData.lines(sizes)) {
            Arrays.fill(query, row, row + Integer.parseInt(line.strip()), q++);
            row += Integer.parseInt(line.strip());
        }
        double[][] cells = new double[plain.rows()][302];
        for (int i = 0; i < cells.length; i++) {
            plain.features().copyRow(i, cells[i], 0);
            cells[i][301] = query[i];
        }
        Dataset data = Dataset.numbers(Matrix.of(cells), plain.numbers());
        GradientBoostingRegression learner = Settings.with(
                new GradientBoostingRegression().withObjective(Objective.ndcg()).withRounds(30), "group", "x302");
        learner = Settings.with(learner, "metric", "ndcg:5,ndcg:10");
        BoostedRanker model = (BoostedRanker) learner.withMinRows(20).fit(data);
        assertEquals("x302", model.query().orElseThrow());
        int[] numbered = model.queries(data).orElseThrow();
        assertArrayEquals(Arrays.stream(query).mapToInt(v -> (int) v).toArray(), numbered);
        assertTrue(model.queries(plain).isEmpty());
        double[] trace = model.report().trace();
        assertTrue(trace[30] > trace[0] + 0.15 && trace[30] > 0.75, Arrays.toString(trace));
        assertEquals(301, model.schema().size());
        BoostedRegressor stopped = learner.withValidation(0.3).withPatience(5).fit(data);
        assertTrue(
                stopped.report().certificate().get("validation_ndcg:10") > 0.55,
                stopped.report().toString());
        assertThrows(
                InputException.class,
                () -> new GradientBoostingRegression()
                        .withObjective(Objective.ndcg())
                        .fit(data));
    }

    @Test
    void namesOfOtherLibrariesSetTheScheme() {
        GradientBoosting learner = Settings.with(new GradientBoosting(), "tree_method", "exact");
        learner = Settings.with(learner, "booster", "dart");
        learner = Settings.with(learner, "rate_drop", "0.1");
        learner = Settings.with(learner, "eval_metric", "logloss,auc");
        assertEquals(Method.EXACT, learner.settings().scheme().method());
        assertEquals(0.1, learner.settings().scheme().dropRate());
        assertEquals("log_loss,auc", learner.settings().scheme().metrics().toString());
        assertThrows(
                InputException.class,
                () -> Settings.with(new GradientBoosting(), "rate_drop", "0.1").fit(wdbc));
    }
}
