package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.InputException;

class RoundMetricTest {
    private static final Labels NUMBERS = new Labels(new double[] {1, 2, 4}, new double[] {1, 2, 1}, new int[0], 0);
    private static final double[] PREDICTED = {2, 2, 1};

    /// By hand from the definitions; log(y!) of 1, 2, 4 is 0, log 2, log 24.
    @Test
    void meansOfNumbers() {
        assertEquals(Math.sqrt(10.0 / 4), RoundMetric.parse("rmse").value(NUMBERS, PREDICTED), 1e-15);
        assertEquals(1, RoundMetric.parse("mae").value(NUMBERS, PREDICTED), 1e-15);
        assertEquals((1 + 0.75) / 4, RoundMetric.parse("mape").value(NUMBERS, PREDICTED), 1e-15);
        assertEquals((0.1 + 0.9 * 3) / 4, RoundMetric.parse("quantile_loss:0.9").value(NUMBERS, PREDICTED), 1e-15);
        assertEquals((0.5 + 2.5) / 4, RoundMetric.parse("huber_loss:1").value(NUMBERS, PREDICTED), 1e-15);
        double log2 = Math.log(2);
        double poisson = (2 - log2) + 2 * (2 - 2 * log2 + log2) + (1 + Math.log(24));
        assertEquals(poisson / 4, RoundMetric.parse("poisson_loss").value(NUMBERS, PREDICTED), 1e-14);
        double gamma = (0.5 + log2) + 2 * (1 + log2) + 4;
        assertEquals(gamma / 4, RoundMetric.parse("gamma_loss").value(NUMBERS, PREDICTED), 1e-15);
        double root = Math.sqrt(2);
        double tweedie = (2 * root + 2 / root) + 2 * (2 * root + 4 / root) + (2 + 8);
        assertEquals(tweedie / 4, RoundMetric.parse("tweedie_loss:1.5").value(NUMBERS, PREDICTED), 1e-15);
    }

    @Test
    void classesByOneProbability() {
        Labels labels = Labels.classes(2, 0, 1, 1, 0);
        double[] p = {0.2, 0.6, 0.5, 0.7};
        double loss = -(Math.log(0.8) + Math.log(0.6) + Math.log(0.5) + Math.log(0.3)) / 4;
        assertEquals(loss, RoundMetric.parse("log_loss").value(labels, p), 1e-15);
        assertEquals(0.5, RoundMetric.parse("error").value(labels, p));
        assertEquals(0.5, RoundMetric.parse("accuracy").value(labels, p));
        assertEquals(0.5, RoundMetric.parse("auc").value(labels, p));
        assertEquals(-Math.log(1e-16), RoundMetric.parse("log_loss").value(Labels.classes(2, 1), new double[1]), 1e-12);
    }

    @Test
    void classesByOneProbabilityEach() {
        Labels labels = Labels.classes(3, 0, 2, 1);
        // Output-major: the probabilities of class 0 of all rows first.
        double[] p = {0.7, 0.1, 0.3, 0.2, 0.5, 0.4, 0.1, 0.4, 0.3};
        double loss = -(Math.log(0.7) + Math.log(0.4) + Math.log(0.4)) / 3;
        assertEquals(loss, RoundMetric.parse("log_loss").value(labels, p), 1e-15);
        assertEquals(1.0 / 3, RoundMetric.parse("error").value(labels, p));
        assertEquals((1 + 0.5 + 1) / 3, RoundMetric.parse("auc").value(labels, p), 1e-15);
    }

    /// Gains 2^l − 1 = 3, 0, 1 in the order predicted.
    @Test
    void ndcgOfQueries() {
        Labels labels = new Labels(new double[] {1, 2, 0, 0, 0}, new double[0], new int[] {3, 5}, 0);
        double[] scores = {0, 2, 1, 5, 6};
        double best = 3 + 1 / (Math.log(3) / Math.log(2));
        assertEquals((3 + 0.5) / best, RoundMetric.parse("ndcg").value(labels, scores), 1e-15);
        assertEquals(1, RoundMetric.parse("ndcg@1").value(labels, scores), 1e-15);
        assertThrows(InputException.class, () -> RoundMetric.parse("ndcg").value(Labels.of(1, 2), new double[2]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rmse",
                "mae",
                "mape",
                "log_loss",
                "error",
                "accuracy",
                "auc",
                "ndcg",
                "ndcg:5",
                "poisson_loss",
                "gamma_loss",
                "tweedie_loss:1.5",
                "quantile_loss:0.9",
                "huber_loss:1.0"
            })
    void textFormIsReadBack(String text) {
        assertEquals(text, RoundMetric.parse(text).toString());
        assertEquals(text, RoundMetric.parse(text).name());
    }

    @ParameterizedTest
    @CsvSource({
        "logloss, log_loss",
        "mlogloss, log_loss",
        "merror, error",
        "poisson-nloglik, poisson_loss",
        "ndcg@5, ndcg:5",
        "tweedie-nloglik@1.5, tweedie_loss:1.5"
    })
    void namesOfXgboostAreUnderstood(String theirs, String ours) {
        assertEquals(ours, RoundMetric.parse(theirs).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsme", "rmse:2", "ndcg:0", "ndcg:x", "quantile_loss:2", "tweedie_loss:3"})
    void othersAreRefused(String text) {
        assertThrows(InputException.class, () -> RoundMetric.parse(text));
    }

    @Test
    void customMetricsKnowTheirDirection() {
        assertEquals(
                3,
                RoundMetric.custom("worst", (labels, p) -> labels.values()[2] - p[2])
                        .value(NUMBERS, PREDICTED));
        assertEquals(true, RoundMetric.customScore("best", (labels, p) -> 1).higherIsBetter());
    }
}
