package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;

/// Every metric against scikit-learn 1.2.1 (numpy 1.24.2, float64); the file says which function gave which number.
/// Tolerance: |a − b| ≤ 1e-13 + 1e-12·|b|.
class GoldenMetricsTest {
    private static final JsonNode GOLDEN = read();

    private static JsonNode read() {
        try (InputStream in = GoldenMetricsTest.class.getResourceAsStream("metrics-sklearn-1.2.1.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertClose(double expected, Score actual) {
        assertClose(expected, actual.value(), actual.name());
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-13 + 1e-12 * Math.abs(expected), what);
    }

    private static void assertClose(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, () -> what + ": " + Arrays.toString(actual));
        for (int i = 0; i < expected.length; i++) {
            assertClose(expected[i], actual[i], what + "[" + i + "]");
        }
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static DenseMatrix matrix(JsonNode rows) {
        return Matrix.of(StreamSupport.stream(rows.spliterator(), false)
                .map(GoldenMetricsTest::doubles)
                .toArray(double[][]::new));
    }

    private static DenseMatrix twoColumns(double[] second) {
        return Matrix.of(
                Arrays.stream(second).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new));
    }

    private static Stream<DynamicTest> each(String part, int count, Consumer<JsonNode> check) {
        assertEquals(count, GOLDEN.get(part).size());
        return GOLDEN.get(part)
                .propertyStream()
                .map((Map.Entry<String, JsonNode> entry) ->
                        dynamicTest(entry.getKey(), () -> check.accept(entry.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> rocCurvesAndAreasAgree() {
        return each("binary_curves", 11, c -> {
            int[] y = ints(c.get("y"));
            double[] scores = doubles(c.get("score"));
            boolean[] positive = new boolean[y.length];
            IntStream.range(0, y.length).forEach(i -> positive[i] = y[i] == 1);
            double[] weights = c.has("weight") ? doubles(c.get("weight")) : null;
            RocCurve curve = weights == null ? RocCurve.of(positive, scores) : RocCurve.of(positive, scores, weights);
            assertCurve(c.get("roc_drop_intermediate_false"), curve);
            assertCurve(c.get("roc_drop_intermediate_true"), curve.withoutCollinear());
            double auc = c.get("auc").asDouble();
            assertClose(auc, curve.auc());
            assertClose(auc, curve.withoutCollinear().auc());
            assertClose(auc, weights == null ? Auc.of(positive, scores) : Auc.of(positive, scores, weights));
        });
    }

    private static void assertCurve(JsonNode expected, RocCurve curve) {
        assertClose(doubles(expected.get("fpr")), curve.falsePositiveRates(), "fpr");
        assertClose(doubles(expected.get("tpr")), curve.truePositiveRates(), "tpr");
        double[] thresholds = doubles(expected.get("thresholds"));
        thresholds[0] = Double.POSITIVE_INFINITY; // max(score) + 1 before scikit-learn 1.3
        assertArrayEquals(thresholds, curve.thresholds(), "thresholds are scores, bit for bit");
    }

    @TestFactory
    Stream<DynamicTest> areasOfSeveralClassesAgree() {
        List<String> names = List.of("a", "b", "c");
        return each("multiclass_auc", 3, c -> {
            DenseMatrix scores = matrix(c.get("score"));
            int[] truth = ints(c.get("y"));
            ClassifierEvaluation e = c.has("weight")
                    ? ClassifierEvaluation.ofProbabilities(names, truth, scores, doubles(c.get("weight")))
                    : ClassifierEvaluation.ofProbabilities(names, truth, scores);
            assertClose(c.get("ovr_macro").asDouble(), e.auc());
            assertClose(c.get("ovr_macro").asDouble(), e.aucOneVsRest(Average.MACRO));
            assertClose(c.get("ovr_weighted").asDouble(), e.aucOneVsRest(Average.WEIGHTED));
            for (int k = 0; k < 3; k++) {
                double area = c.get("ovr_per_class").get(k).asDouble();
                assertClose(area, e.auc(names.get(k)));
                assertClose(area, e.roc(names.get(k)).auc());
            }
            if (!c.has("weight")) {
                assertClose(c.get("ovo_macro").asDouble(), e.aucOneVsOne(Average.MACRO));
                assertClose(c.get("ovo_weighted").asDouble(), e.aucOneVsOne(Average.WEIGHTED));
            }
        });
    }

    @Test
    void logLossAndBrierScoreOfTwoClassesAgree() {
        JsonNode c = GOLDEN.get("probabilistic").get("binary");
        List<String> names = List.of("no", "yes");
        DenseMatrix p = twoColumns(doubles(c.get("p")));
        ClassifierEvaluation plain = ClassifierEvaluation.ofProbabilities(names, ints(c.get("y")), p);
        assertClose(c.get("log_loss").asDouble(), plain.logLoss());
        assertClose(c.get("brier").asDouble(), plain.brier());
        ClassifierEvaluation weighted =
                ClassifierEvaluation.ofProbabilities(names, ints(c.get("y")), p, doubles(c.get("weight")));
        assertClose(c.get("log_loss_weighted").asDouble(), weighted.logLoss());
        assertClose(c.get("brier_weighted").asDouble(), weighted.brier());
    }

    @Test
    void logLossIsClippedAtTheSpacingOfDoubles() {
        JsonNode c = GOLDEN.get("probabilistic").get("log_loss_clipping");
        List<String> names = List.of("no", "yes");
        assertClose(
                c.get("value").asDouble(),
                ClassifierEvaluation.ofProbabilities(names, ints(c.get("y")), twoColumns(doubles(c.get("p"))))
                        .logLoss());
        assertClose(
                c.get("single_term_minus_log_eps").asDouble(),
                ClassifierEvaluation.ofProbabilities(names, new int[] {1}, twoColumns(new double[] {0}))
                        .logLoss());
        // scikit-learn 1.2.1, log_loss of y 1, 1, 1 and p 0, 0.9, 0.8
        assertEquals(
                12.1240525,
                ClassifierEvaluation.ofProbabilities(names, new int[] {1, 1, 1}, twoColumns(new double[] {0, 0.9, 0.8}))
                        .logLoss()
                        .value(),
                5e-8);
    }

    @Test
    void logLossAndBrierScoreOfThreeClassesAgree() {
        JsonNode c = GOLDEN.get("probabilistic").get("multiclass");
        List<String> names = List.of("a", "b", "c");
        DenseMatrix p = matrix(c.get("p"));
        ClassifierEvaluation plain = ClassifierEvaluation.ofProbabilities(names, ints(c.get("y")), p);
        assertClose(c.get("log_loss").asDouble(), plain.logLoss());
        assertClose(c.get("brier_sum_over_classes_mean_over_rows").asDouble(), plain.brier());
        assertClose(
                c.get("log_loss_weighted").asDouble(),
                ClassifierEvaluation.ofProbabilities(names, ints(c.get("y")), p, doubles(c.get("weight")))
                        .logLoss());
    }

    @TestFactory
    Stream<DynamicTest> confusionMatricesAgree() {
        return each("confusion", 7, c -> {
            int[] labels = c.has("labels")
                    ? ints(c.get("labels"))
                    : IntStream.concat(Arrays.stream(ints(c.get("y_true"))), Arrays.stream(ints(c.get("y_pred"))))
                            .sorted()
                            .distinct()
                            .toArray();
            List<String> names =
                    Arrays.stream(labels).mapToObj(Integer::toString).toList();
            int[] truth = codes(c.get("y_true"), labels);
            int[] predicted = codes(c.get("y_pred"), labels);
            ConfusionMatrix matrix = c.has("weight")
                    ? ConfusionMatrix.of(names, truth, predicted, doubles(c.get("weight")))
                    : ConfusionMatrix.of(names, truth, predicted);
            for (int t = 0; t < labels.length; t++) {
                for (int p = 0; p < labels.length; p++) {
                    assertClose(
                            c.get("confusion_matrix").get(t).get(p).asDouble(), matrix.weight(t, p), t + " as " + p);
                }
                JsonNode perClass = c.get("per_class");
                String name = names.get(t);
                assertCloseOrZeroIfUndefined(perClass.get("precision").get(t), matrix.precision(name));
                assertCloseOrZeroIfUndefined(perClass.get("recall").get(t), matrix.recall(name));
                assertCloseOrZeroIfUndefined(perClass.get("f1").get(t), matrix.f1(name));
            }
            assertClose(c.get("accuracy").asDouble(), matrix.accuracy());
            assertClose(c.get("balanced_accuracy").asDouble(), matrix.balancedAccuracy());
        });
    }

    private static int[] codes(JsonNode values, int[] labels) {
        return Arrays.stream(ints(values))
                .map(v -> Arrays.binarySearch(labels, v))
                .toArray();
    }

    /// scikit-learn writes 0 (zero_division=0) where there is nothing to divide by.
    private static void assertCloseOrZeroIfUndefined(JsonNode expected, Score actual) {
        if (actual.isDefined()) {
            assertClose(expected.asDouble(), actual);
        } else {
            assertEquals(0, expected.asDouble(), actual.toString());
            assertFalse(actual.reason().isEmpty());
        }
    }

    @Test
    void regressionMetricsAgree() {
        JsonNode c = GOLDEN.get("regression_metrics");
        double[] truth = doubles(c.get("y_true"));
        double[] predicted = doubles(c.get("y_pred"));
        RegressorEvaluation plain = RegressorEvaluation.of(truth, predicted);
        assertClose(c.get("rmse").asDouble(), plain.rmse());
        assertClose(Math.sqrt(c.get("mse").asDouble()), plain.rmse());
        assertClose(c.get("mae").asDouble(), plain.mae());
        assertClose(c.get("r2").asDouble(), plain.r2());
        RegressorEvaluation weighted = RegressorEvaluation.of(truth, predicted, doubles(c.get("weight")));
        assertClose(Math.sqrt(c.get("mse_weighted").asDouble()), weighted.rmse());
        assertClose(c.get("mae_weighted").asDouble(), weighted.mae());
        assertClose(c.get("r2_weighted").asDouble(), weighted.r2());
    }
}
