package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;

/// Numbers of XGBoost 1.7.4 (base_score 0.5, lambda 1, min_child_weight 1): `exact` to 1e-5, `hist` to 1e-3.
class XgboostTreesTest {
    private static GradientBoosting likeXgboost(Method method) {
        return new GradientBoosting()
                .withMethod(method)
                .withGrowth(Growth.DEPTH_WISE)
                .withMaxLeaves(0)
                .withMaxDepth(6)
                .withLearningRate(0.3)
                .withMaxBins(256)
                .withBaseScore("0.5");
    }

    private static GradientBoostingRegression numbersLikeXgboost(Method method) {
        return new GradientBoostingRegression()
                .withMethod(method)
                .withGrowth(Growth.DEPTH_WISE)
                .withMaxLeaves(0)
                .withMaxDepth(3)
                .withLearningRate(0.1)
                .withMaxBins(256)
                .withBaseScore("0.5");
    }

    private static double logLoss(BoostedClassifier model, Dataset data) {
        DenseMatrix p = model.probabilities(data.features());
        double loss = 0;
        for (int i = 0; i < data.rows(); i++) {
            loss -= Math.log(Math.max(p.get(i, data.classes().codes()[i]), 1e-16)) / data.rows();
        }
        return loss;
    }

    private static double metric(String name, BoostedRegressor model, Dataset data) {
        return RoundMetric.parse(name).value(Labels.of(data.numbers()), model.predict(data));
    }

    private static void near(double expected, double found, double tolerance, String what) {
        assertEquals(expected, found, tolerance * Math.abs(expected), what);
    }

    /// Features, gains, covers and leaves of both trees, then losses and predictions of the test rows.
    @ParameterizedTest
    @CsvSource({"EXACT, 1e-5", "HIST, 1e-5", "APPROX, 1e-5"})
    void agaricusTreeByTree(Method method, double tolerance) {
        Dataset train = BundledData.libsvm("agaricus/agaricus.txt.train.gz", 127, true);
        Dataset test = BundledData.libsvm("agaricus/agaricus.txt.test", 127, true);
        GradientBoosting learner =
                likeXgboost(method).withMaxDepth(2).withLearningRate(1).withRounds(2);
        BoostedClassifier model = learner.fit(train);
        Tree first = model.trees().trees().get(0);
        node(first, 0, 29, 4000.53101, 1628.25, tolerance);
        int left = first.left(0);
        int right = first.right(0);
        node(first, left, 56, 1158.21204, 924.5, tolerance);
        node(first, right, 109, 198.173828, 703.75, tolerance);
        leaf(first, first.left(left), 1.71217716, 812, tolerance);
        leaf(first, first.right(left), -1.70044053, 112.5, tolerance);
        leaf(first, first.left(right), -1.94070864, 690.5, tolerance);
        leaf(first, first.right(right), 1.85964918, 13.25, tolerance);
        Tree second = model.trees().trees().get(1);
        node(second, 0, 60, 832.544983, 788.852051, tolerance);
        left = second.left(0);
        node(second, left, 29, 569.725098, 768.389709, tolerance);
        leaf(second, second.left(left), 0.78471756, 458.936859, tolerance);
        leaf(second, second.right(left), -0.968530357, 309.45282, tolerance);
        leaf(second, second.right(0), -6.23624468, 20.462389, tolerance);
        near(0.13665815, logLoss(model, train), tolerance, "train log loss");
        near(0.13787420, logLoss(model, test), tolerance, "test log loss");
        near(0.22668601, logLoss(model.truncated(1), test), tolerance, "test log loss of round 1");
        double[] expected = {0.28583017, 0.9239239, 0.28583017, 0.28583017, 0.05169873};
        DenseMatrix p = model.probabilities(test.features());
        for (int i = 0; i < 5; i++) {
            near(expected[i], p.get(i, 1), tolerance, "row " + i);
        }
        variant(learner.withAlpha(1), train, test, 0.226983, 0.138412);
        variant(learner.withLambda(0), train, test, 0.226150, 0.136914);
        variant(learner.withGamma(1000), train, test, 0.252416, 0.252185);
        variant(learner.withMinChildWeight(500), train, test, 0.351587, 0.350934);
    }

    private static void variant(GradientBoosting learner, Dataset train, Dataset test, double one, double two) {
        BoostedClassifier model = learner.fit(train);
        assertEquals(one, logLoss(model.truncated(1), test), 1.5e-6, learner.toString());
        assertEquals(two, logLoss(model, test), 1.5e-6, learner.toString());
    }

    private static void node(Tree tree, int node, int feature, double gain, double cover, double tolerance) {
        assertEquals(feature, tree.feature(node));
        near(gain, tree.gain(node), tolerance, "gain of " + node);
        near(cover, tree.cover(node), tolerance, "cover of " + node);
        // A present value is 1, an absent one 0.
        assertTrue(tree.goesLeft(node, 0) && !tree.goesLeft(node, 1));
    }

    private static void leaf(Tree tree, int node, double value, double cover, double tolerance) {
        assertTrue(tree.isLeaf(node));
        near(value, tree.value(node), tolerance, "leaf " + node);
        near(cover, tree.cover(node), tolerance, "cover of " + node);
    }

    @Test
    void wdbcExact() {
        GradientBoosting exact = likeXgboost(Method.EXACT);
        wdbc(exact, 1e-5, 0.460426, 0.142699, 0.015991);
        wdbc(exact.withAlpha(1).withLambda(5).withGamma(0.5), 1e-5, 0.481934, 0.181148);
        // Here many gains are equal: the highest threshold must win.
        wdbc(exact.withMaxDeltaStep(1), 1e-5, 0.561977, 0.228322, 0.018401);
        wdbc(exact.withMonotone(all(-1)), 1e-5, 0.473450, 0.170265, 0.032330);
        wdbc(exact.withInteractions("[[0,1,2,3],[4,5,6,7,8,9]]"), 1e-5, 0.496651, 0.199297, 0.043913);
        wdbc(exact.withScheme(exact.settings().scheme().withDart(0, 0, 0)), 1e-5, 0.460426, 0.142699, 0.015991);
    }

    /// The log loss after each of 20 rounds with α, λ and γ, to 1e-5 without any allowance for printed digits.
    ///
    /// XGBoost 1.7.4 gives these numbers on 1, 2 and 4 threads, for rows in any order, for float or double input, dense
    /// or sparse, one round at a time or all at once, and (but for the last digits) with the classes exchanged. Its
    /// 20th is 0.0439185, which is 0.04392 as it prints it; the golden values say 0.043920, which is not what it
    /// computes. The trees hang by a thread: gradients that are moved by one part in 6e-8, less than a float tells
    /// apart, make the 20th loss of XGBoost 0.04303, 0.04392, 0.04254 or 0.04423 (25, 12, 2 and 1 of 40 draws).
    @Test
    void wdbcExactWithPenaltiesRoundByRound() {
        Dataset data = BundledData.classes("wdbc");
        BoostedClassifier model = likeXgboost(Method.EXACT)
                .withAlpha(1)
                .withLambda(5)
                .withGamma(0.5)
                .withRounds(20)
                .fit(data);
        double[] expected = {
            0.48193405356474206,
            0.35941061843677646,
            0.27981961244858,
            0.2219662656893001,
            0.18114826677658435,
            0.15005832264995322,
            0.1270907198738549,
            0.11023464687626894,
            0.09678906582701814,
            0.08658886550940403,
            0.07835162802221277,
            0.07063349066318549,
            0.06559590342567549,
            0.06041556735881498,
            0.05597971894685015,
            0.0527151111015798,
            0.05037609823637353,
            0.04810049826105785,
            0.04592036790752976,
            0.0439185441744977
        };
        for (int k = 0; k < expected.length; k++) {
            near(expected[k], logLoss(model.truncated(k + 1), data), 1e-5, "round " + (k + 1));
        }
    }

    /// Columns of more values than bins have other cuts in XGBoost, so that later rounds differ by more than 1e-3; with
    /// a bin for each value `hist` is `exact` (where γ is 0 and ties do not matter).
    @Test
    void wdbcHist() {
        GradientBoosting hist = likeXgboost(Method.HIST);
        wdbc(hist, 1e-3, 0.460462);
        wdbc(hist.withMonotone(all(-1)), 1e-3, 0.473671);
        GradientBoosting all = hist.withMaxBins(1024);
        wdbc(all, 1e-3, 0.460426, 0.142699);
        wdbc(all.withMonotone(all(-1)), 1e-3, 0.473450, 0.170265);
        wdbc(all.withInteractions("[[0,1,2,3],[4,5,6,7,8,9]]"), 1e-3, 0.496651, 0.199297);
    }

    /// XGBoost's labels count "benign" as 1, ours "malignant": directions turn around.
    private static String all(int direction) {
        StringBuilder text = new StringBuilder("(");
        for (int j = 0; j < 30; j++) {
            text.append(j == 0 ? "" : ",").append(-direction);
        }
        return text.append(")").toString();
    }

    private static void wdbc(GradientBoosting learner, double tolerance, double... expected) {
        Dataset data = BundledData.classes("wdbc");
        BoostedClassifier model = learner.withRounds(20).fit(data);
        int[] rounds = {1, 5, 20};
        for (int k = 0; k < expected.length; k++) {
            double loss = logLoss(model.truncated(rounds[k]), data);
            assertEquals(expected[k], loss, tolerance * expected[k] + 6e-7, "round " + rounds[k]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "squared, rmse, 155.18227, 77.49421, 41.58838",
        "poisson, poisson_loss, 730.66851, 635.29504, 224.87218",
        "gamma, gamma_loss, 274.80938, 112.83761, 6.90188",
        "tweedie:1.5, tweedie_loss:1.5, 391.16807, 165.02000, 48.37943"
    })
    void diabetesExact(String objective, String metric, double one, double ten, double fifty) {
        Dataset data = BundledData.numbers("diabetes");
        GradientBoostingRegression learner = numbersLikeXgboost(Method.EXACT)
                .withObjective(Objective.parse(objective))
                .withMaxDeltaStep(objective.equals("poisson") ? 0.7 : 0)
                .withRounds(50);
        BoostedRegressor model = learner.fit(data);
        near(one, metric(metric, model.truncated(1), data), 1e-5, "round 1");
        near(ten, metric(metric, model.truncated(10), data), 1e-5, "round 10");
        near(fifty, metric(metric, model, data), 1e-5, "round 50");
    }

    @ParameterizedTest
    @CsvSource({
        "squared, rmse, 155.18227, 77.49421, NaN",
        "poisson, poisson_loss, 730.66851, 635.29504, 224.87218",
        "gamma, gamma_loss, 274.80938, 112.83761, 6.90187",
        "tweedie:1.5, tweedie_loss:1.5, 391.16807, 165.02000, 48.37097"
    })
    void diabetesHist(String objective, String metric, double one, double ten, double fifty) {
        Dataset data = BundledData.numbers("diabetes");
        BoostedRegressor model = numbersLikeXgboost(Method.HIST)
                .withObjective(Objective.parse(objective))
                .withMaxDeltaStep(objective.equals("poisson") ? 0.7 : 0)
                .withRounds(50)
                .fit(data);
        near(one, metric(metric, model.truncated(1), data), 1e-5, "round 1");
        near(ten, metric(metric, model.truncated(10), data), 1e-5, "round 10");
        // XGBoost joins the values of one column here, where ours all have bins: the squared loss is 2e-3 away.
        if (!Double.isNaN(fifty)) {
            near(fifty, metric(metric, model, data), 1e-3, "round 50");
        }
    }

    /// XGBoost 1.7.4 does not multiply re-estimated leaves by the learning rate, so ours is 1; it starts at the median.
    @Test
    void absoluteErrorTakesMediansOfResiduals() {
        Dataset data = BundledData.numbers("diabetes");
        BoostedRegressor model = numbersLikeXgboost(Method.HIST)
                .withBaseScore("auto")
                .withObjective(Objective.absolute())
                .withLearningRate(1)
                .withRounds(50)
                .fit(data);
        near(43.84389, metric("mae", model.truncated(1), data), 1e-3, "round 1");
    }

    @ParameterizedTest
    @CsvSource({"EXACT, 1e-5", "HIST, 1e-3", "APPROX, 1e-3"})
    void irisThreeClasses(Method method, double tolerance) {
        Dataset data = BundledData.classes("iris");
        BoostedClassifier model =
                likeXgboost(method).withMaxDepth(3).withRounds(10).fit(data);
        int[] rounds = {1, 5, 10};
        double[] expected = {0.738236, 0.234923, 0.088927};
        for (int k = 0; k < 3; k++) {
            double loss = logLoss(model.truncated(rounds[k]), data);
            assertEquals(expected[k], loss, tolerance * expected[k] + 6e-7, "round " + rounds[k]);
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        Dataset data = BundledData.classes("wdbc");
        for (Method method : Method.values()) {
            GradientBoosting learner = likeXgboost(method).withRounds(5).withSubsample(0.8);
            TreeEnsemble one =
                    learner.fit(data, Fitting.defaults().withThreads(1)).trees();
            for (int threads : new int[] {2, 7}) {
                assertEquals(
                        one,
                        learner.fit(data, Fitting.defaults().withThreads(threads))
                                .trees());
            }
        }
    }
}
