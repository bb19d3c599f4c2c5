package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.tandemml.evaluation.Golden.assertClose;
import static org.tandemml.evaluation.Golden.doubles;
import static org.tandemml.evaluation.Golden.each;
import static org.tandemml.evaluation.Golden.ints;
import static org.tandemml.evaluation.Golden.matrix;
import static org.tandemml.evaluation.Golden.positive;
import static org.tandemml.evaluation.Golden.reversed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;

/// Every classification metric against scikit-learn, see [Golden].
class GoldenMetricsTest {
    private static DenseMatrix twoColumns(double[] second) {
        return Matrix.of(
                Arrays.stream(second).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new));
    }

    @TestFactory
    Stream<DynamicTest> rocCurvesAndAreasAgree() {
        return each(Golden.get("binary_curves"), 11, c -> {
            boolean[] positive = positive(c.get("y"));
            double[] scores = doubles(c.get("score"));
            double[] weights = c.has("weight") ? doubles(c.get("weight")) : null;
            RocCurve curve = weights == null ? RocCurve.of(positive, scores) : RocCurve.of(positive, scores, weights);
            assertCurve(c.get("roc_drop_intermediate_false"), curve);
            assertThinned(c.get("roc_drop_intermediate_true"), curve);
            double auc = c.get("auc").asDouble();
            assertClose(auc, curve.auc());
            assertClose(auc, curve.withoutCollinear().auc());
            assertClose(auc, weights == null ? Auc.of(positive, scores) : Auc.of(positive, scores, weights));
            assertEquals(3, c.get("partial_auc").size());
            c.get("partial_auc").propertyStream().forEach(p -> {
                double highest = Double.parseDouble(p.getKey().substring("mcclish_max_fpr_".length()));
                assertClose(p.getValue(), curve.partialAuc(highest));
                assertClose(p.getValue(), curve.withoutCollinear().partialAuc(highest));
            });
            assertClose(auc, curve.partialAuc(1));
        });
    }

    /// scikit-learn drops points halfway between their neighbours and keeps the one of the largest score; ours drops
    /// every collinear one. So its points are on our line, and ours are among its.
    private static void assertThinned(JsonNode expected, RocCurve curve) {
        RocCurve thinned = curve.withoutCollinear();
        double[] x = doubles(expected.get("fpr"));
        assertTrue(thinned.size() <= x.length);
        double[] thresholds = doubles(expected.get("thresholds"));
        for (int i = 1; i < thinned.size(); i++) {
            double threshold = thinned.thresholds()[i];
            assertTrue(Arrays.stream(thresholds).anyMatch(t -> t == threshold), "scikit-learn keeps it too");
        }
        double[] y = doubles(expected.get("tpr"));
        for (int i = 0; i < x.length; i++) {
            boolean topOfRun = i + 1 == x.length || x[i + 1] > x[i];
            if (topOfRun) {
                assertClose(y[i], thinned.interpolate(new double[] {Math.min(1, x[i])})[0], "tpr at " + x[i]);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> precisionRecallCurvesAgree() {
        return each(Golden.get("binary_curves"), 11, c -> {
            boolean[] positive = positive(c.get("y"));
            double[] scores = doubles(c.get("score"));
            PrCurve curve = c.has("weight")
                    ? PrCurve.of(positive, scores, doubles(c.get("weight")))
                    : PrCurve.of(positive, scores);
            JsonNode expected = c.get("precision_recall");
            assertClose(reversed(doubles(expected.get("precision"))), curve.precisions(), "precision");
            assertClose(reversed(doubles(expected.get("recall"))), curve.recalls(), "recall");
            double[] thresholds = reversed(doubles(expected.get("thresholds")));
            assertArrayEquals(thresholds, Arrays.copyOfRange(curve.thresholds(), 1, curve.size()));
            assertEquals(Double.POSITIVE_INFINITY, curve.thresholds()[0]);
            assertClose(c.get("average_precision"), curve.averagePrecision());
            assertClose(c.get("average_precision"), curve.withoutCollinear().averagePrecision());
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
        return each(Golden.get("multiclass_auc"), 3, c -> {
            DenseMatrix scores = matrix(c.get("score"));
            int[] truth = ints(c.get("y"));
            ClassifierEvaluation e = c.has("weight")
                    ? ClassifierEvaluation.ofProbabilities(names, truth, scores, doubles(c.get("weight")))
                    : ClassifierEvaluation.ofProbabilities(names, truth, scores);
            assertClose(c.get("ovr_macro").asDouble(), e.auc());
            assertClose(c.get("ovr_macro").asDouble(), e.aucOneVsRest(Average.MACRO));
            assertClose(c.get("ovr_weighted").asDouble(), e.aucOneVsRest(Average.WEIGHTED));
            assertClose(c.get("ovr_micro"), e.aucOneVsRest(Average.MICRO));
            assertClose(c.get("average_precision_ovr_macro"), e.averagePrecision());
            assertClose(c.get("average_precision_ovr_micro"), e.averagePrecision(Average.MICRO));
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
        JsonNode c = Golden.get("probabilistic").get("binary");
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
        JsonNode c = Golden.get("probabilistic").get("log_loss_clipping");
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
        JsonNode c = Golden.get("probabilistic").get("multiclass");
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
        return each(Golden.get("confusion"), 7, c -> {
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
                assertCloseOrZeroIfUndefined(perClass.get("f0.5").get(t), matrix.fBeta(0.5, name));
                assertCloseOrZeroIfUndefined(perClass.get("f2").get(t), matrix.fBeta(2, name));
            }
            assertAverages(c.get("micro"), matrix, Average.MICRO);
            if (c.has("labels")) {
                // The declared class has no row: scikit-learn averages a 0 into the macro mean; ours is undefined.
                assertEquals(
                        "no row of class \"2\"", matrix.precision(Average.MACRO).reason());
                assertFalse(matrix.f1(Average.WEIGHTED).isDefined());
            } else {
                assertAverages(c.get("macro"), matrix, Average.MACRO);
                assertAverages(c.get("weighted"), matrix, Average.WEIGHTED);
            }
            assertClose(c.get("mcc"), matrix.mcc());
            assertClose(c.get("kappa").get("none"), matrix.kappa(ConfusionMatrix.Disagreement.EQUAL));
            assertClose(c.get("kappa").get("linear"), matrix.kappa(ConfusionMatrix.Disagreement.LINEAR));
            assertClose(c.get("kappa").get("quadratic"), matrix.kappa(ConfusionMatrix.Disagreement.QUADRATIC));
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

    private static void assertAverages(JsonNode expected, ConfusionMatrix matrix, Average average) {
        assertClose(expected.get("precision"), matrix.precision(average));
        assertClose(expected.get("recall"), matrix.recall(average));
        assertClose(expected.get("f1"), matrix.f1(average));
        assertClose(expected.get("f0.5"), matrix.fBeta(0.5, average));
        assertClose(expected.get("f2"), matrix.fBeta(2, average));
    }

    @Test
    void calibrationErrorsAgree() {
        JsonNode c = Golden.get("probabilistic").get("binary");
        boolean[] positive = positive(c.get("y"));
        double[] p = doubles(c.get("p"));
        ReliabilityCurve ten = ReliabilityCurve.of(positive, p, new Binning.Uniform(10));
        assertClose(c.get("ece_10"), ten.expectedCalibrationError());
        assertClose(c.get("mce_10"), ten.maximumCalibrationError());
        ReliabilityCurve five = ReliabilityCurve.of(positive, p, new Binning.Uniform(5));
        assertClose(c.get("ece_5"), five.expectedCalibrationError());
        ReliabilityCurve weighted = ReliabilityCurve.of(positive, p, doubles(c.get("weight")), new Binning.Uniform(10));
        assertClose(c.get("ece_10_weighted"), weighted.expectedCalibrationError());
        JsonNode bins = c.get("ece_10_bins_index_count_confidence_accuracy");
        assertEquals(bins.size(), ten.bins().size());
        for (int b = 0; b < bins.size(); b++) {
            assertEquals(bins.get(b).get(1).asDouble(), ten.bins().get(b).weight());
            assertClose(bins.get(b).get(2).asDouble(), ten.bins().get(b).meanPredicted(), "confidence");
            assertClose(bins.get(b).get(3).asDouble(), ten.bins().get(b).observed(), "accuracy");
        }
    }

    @TestFactory
    Stream<DynamicTest> calibrationCurvesAgree() {
        JsonNode c = Golden.get("probabilistic").get("binary");
        JsonNode curves = c.get("calibration_curve");
        return curves.propertyStream()
                .map(curve -> dynamicTest(curve.getKey(), () -> {
                    String[] name = curve.getKey().split("_");
                    int count = Integer.parseInt(name[1]);
                    Binning binning =
                            name[0].equals("uniform") ? new Binning.Uniform(count) : new Binning.Quantile(count);
                    ReliabilityCurve ours = ReliabilityCurve.of(positive(c.get("y")), doubles(c.get("p")), binning);
                    assertClose(
                            doubles(curve.getValue().get("fraction_positive")),
                            ours.bins().stream()
                                    .mapToDouble(ReliabilityCurve.Bin::observed)
                                    .toArray(),
                            "observed");
                    assertClose(
                            doubles(curve.getValue().get("mean_predicted")),
                            ours.bins().stream()
                                    .mapToDouble(ReliabilityCurve.Bin::meanPredicted)
                                    .toArray(),
                            "mean predicted");
                }));
    }

    @Test
    void topKAccuracyAgrees() {
        // scikit-learn 1.2.1, top_k_accuracy_score on the cases "thirty" and "thirty_weighted" of multiclass_auc
        JsonNode c = Golden.get("multiclass_auc").get("thirty_weighted");
        List<String> names = List.of("a", "b", "c");
        ClassifierEvaluation plain =
                ClassifierEvaluation.ofProbabilities(names, ints(c.get("y")), matrix(c.get("score")));
        assertClose(0.6, plain.topKAccuracy(1));
        assertClose(0.8333333333333334, plain.topKAccuracy(2));
        assertClose(1, plain.topKAccuracy(3));
        ClassifierEvaluation weighted = ClassifierEvaluation.ofProbabilities(
                names, ints(c.get("y")), matrix(c.get("score")), doubles(c.get("weight")));
        assertClose(0.8437314319667262, weighted.topKAccuracy(2));
    }
}
