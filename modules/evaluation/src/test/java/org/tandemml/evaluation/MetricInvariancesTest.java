package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// What must hold for every metric on random rows: the order of rows does not matter, a weight is a repetition, the
/// names of classes do not matter, and for ranks an increasing map of the scores does not.
class MetricInvariancesTest {
    private static final int ROWS = 300;
    private static final double TOLERANCE = 1e-12;

    /// A map of metrics for rows `rows` (with repetition) or for weighted rows.
    private interface Measured {
        Map<String, Score> of(int[] rows, double[] weights);
    }

    private static final int[] ALL = IntStream.range(0, ROWS).toArray();
    private static final double[] WEIGHTS = weights();

    private static double[] weights() {
        Seed.Stream random = new Seed(5).stream();
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> i < 6 ? 1 : random.nextInt(4));
        return weights;
    }

    private static int[] repeated() {
        return IntStream.range(0, ROWS)
                .flatMap(i -> IntStream.range(0, (int) WEIGHTS[i]).map(r -> i))
                .toArray();
    }

    private static int[] shuffled() {
        int[] order = ALL.clone();
        new Seed(6).stream().shuffle(order);
        return order;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private static void assertInvariant(Measured measured) {
        Map<String, Score> plain = measured.of(ALL, ones(ROWS));
        assertThat(plain.values()).allMatch(Score::isDefined);
        assertSame(plain, measured.of(shuffled(), ones(ROWS)));
        int[] repeated = repeated();
        Map<String, Score> weighted = measured.of(ALL, WEIGHTS);
        assertSame(weighted, measured.of(repeated, ones(repeated.length)));
        assertSame(weighted, measured.of(shuffled(), pick(WEIGHTS, shuffled())));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void assertSame(Map<String, Score> expected, Map<String, Score> actual) {
        expected.forEach((name, score) -> assertThat(actual.get(name).value())
                .as(name)
                .isCloseTo(score.value(), within(TOLERANCE * Math.max(1, Math.abs(score.value())))));
    }

    /// Softmax of random scores of K classes; every `coarse`-th row has scores on a coarse grid, hence ties.
    private static DenseMatrix probabilities(int classes, int coarse) {
        Seed.Stream random = new Seed(classes).stream();
        double[][] p = new double[ROWS][classes];
        for (int i = 0; i < ROWS; i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double score = random.nextGaussian() + (i % classes == k ? 1 : 0);
                p[i][k] = Math.exp(i % coarse == 0 ? Math.rint(score) : score);
                sum += p[i][k];
            }
            for (int k = 0; k < classes; k++) {
                p[i][k] /= sum;
            }
        }
        return Matrix.of(p);
    }

    private static int[] truth(int classes) {
        return IntStream.range(0, ROWS).map(i -> i % classes).toArray();
    }

    private static Map<String, Score> classification(ClassifierEvaluation e) {
        Map<String, Score> all = new LinkedHashMap<>(e.metrics());
        ConfusionMatrix confusion = e.confusion();
        for (Average average : Average.values()) {
            all.put("precision " + average, confusion.precision(average));
            all.put("recall " + average, confusion.recall(average));
            all.put("f1 " + average, confusion.f1(average));
            all.put("f2 " + average, confusion.fBeta(2, average));
            all.put("auc " + average, e.aucOneVsRest(average));
            all.put("average precision " + average, e.averagePrecision(average));
        }
        all.put("one-vs-one", e.aucOneVsOne(Average.WEIGHTED));
        all.put("top 2", e.topKAccuracy(2));
        all.put("kappa", confusion.kappa(ConfusionMatrix.Disagreement.EQUAL));
        return all;
    }

    /// The metrics that concern one class or the order of classes.
    private static Map<String, Score> ofOneClass(ClassifierEvaluation e, String name) {
        Map<String, Score> all = new LinkedHashMap<>();
        all.put("specificity", e.confusion().specificity(name));
        all.put("partial auc", e.roc(name).partialAuc(0.3));
        all.put("thinned", e.roc(name).withoutCollinear().auc());
        all.put("cost", e.roc(name).expectedCost(0.4, new Costs(1, 5)));
        all.put("gain", Score.of(Metric.RECALL, e.gain(name).gainAt(0.25)));
        for (Binning binning : List.of(new Binning.Uniform(7), new Binning.Quantile(7), new Binning.Distinct())) {
            ReliabilityCurve curve = e.reliability(name, binning);
            BrierDecomposition parts = curve.brierDecomposition();
            all.put("ece " + binning, curve.expectedCalibrationError());
            all.put("mce " + binning, curve.maximumCalibrationError());
            all.put("reliability " + binning, Score.of(Metric.BRIER, parts.reliability()));
            all.put("resolution " + binning, Score.of(Metric.BRIER, parts.resolution()));
            all.put("within " + binning, Score.of(Metric.R2, parts.withinBins()));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void classificationDoesNotDependOnOrderAndTakesWeightsAsRepetitions(int classes) {
        List<String> names = List.of("a", "b", "c", "d").subList(0, classes);
        DenseMatrix p = probabilities(classes, 2);
        int[] truth = truth(classes);
        assertInvariant((rows, weights) -> {
            ClassifierEvaluation e = ClassifierEvaluation.ofProbabilities(
                    names, Arrays.stream(rows).map(i -> truth[i]).toArray(), p.select(rows), weights);
            Map<String, Score> all = classification(e);
            all.putAll(ofOneClass(e, "b"));
            return all;
        });
    }

    @Test
    void regressionDoesNotDependOnOrderAndTakesWeightsAsRepetitions() {
        Seed.Stream random = new Seed(9).stream();
        double[] truth = new double[ROWS];
        double[] predicted = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            truth[i] = 0.2 + Math.exp(random.nextGaussian());
            predicted[i] = truth[i] * Math.exp(0.3 * random.nextGaussian());
        }
        assertInvariant((rows, weights) -> {
            RegressorEvaluation e = RegressorEvaluation.of(pick(truth, rows), pick(predicted, rows), weights);
            Map<String, Score> all = new LinkedHashMap<>(e.metrics());
            all.put("mape", e.mape());
            all.put("median", e.medianAbsoluteError());
            all.put("max", e.maxError());
            all.put("pinball", e.pinball(0.8));
            all.put("poisson", e.poissonDeviance());
            all.put("gamma", e.gammaDeviance());
            all.put("tweedie", e.tweedieDeviance(1.7));
            return all;
        });
    }

    @Test
    void namesAndOrderOfClassesDoNotMatter() {
        int[] moved = {2, 0, 3, 1};
        DenseMatrix p = probabilities(4, ROWS + 1);
        int[] truth = truth(4);
        int[] inverse = new int[4];
        IntStream.range(0, 4).forEach(k -> inverse[moved[k]] = k);
        ClassifierEvaluation plain = ClassifierEvaluation.ofProbabilities(List.of("a", "b", "c", "d"), truth, p);
        ClassifierEvaluation renamed = ClassifierEvaluation.ofProbabilities(
                List.of("w", "x", "y", "z"),
                Arrays.stream(truth).map(k -> inverse[k]).toArray(),
                p.selectColumns(moved));
        assertSame(classification(plain), classification(renamed));
        assertSame(ofOneClass(plain, "b"), ofOneClass(renamed, "z"));
    }

    @Test
    void increasingMapsOfTheScoresChangeNoRank() {
        Seed.Stream random = new Seed(11).stream();
        boolean[] positive = new boolean[ROWS];
        double[] scores = new double[ROWS];
        double[] relevance = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            positive[i] = random.nextInt(3) == 0;
            relevance[i] = random.nextInt(4);
            scores[i] = Math.rint(8 * random.nextGaussian() + (positive[i] ? 6 : 0)) / 8;
        }
        double[] mapped =
                Arrays.stream(scores).map(s -> Math.scalb(Math.exp(s), -300)).toArray();
        List<ToDoubleFunction<double[]>> ranks = List.of(
                s -> Auc.of(positive, s).value(),
                s -> RocCurve.of(positive, s).partialAuc(0.2).value(),
                s -> PrCurve.of(positive, s).averagePrecision().value(),
                s -> GainCurve.of(positive, s).liftAt(0.1),
                s -> DeLong.of(positive, s).interval().low().value(),
                s -> DeLong.test(positive, s, relevance).pValue(),
                s -> new Ndcg().withCutoff(20).of(relevance, s).value());
        for (ToDoubleFunction<double[]> rank : ranks) {
            assertThat(rank.applyAsDouble(mapped)).isEqualTo(rank.applyAsDouble(scores));
        }
    }

    @Test
    void clusteringsDoNotDependOnOrderOrLabels() {
        Seed.Stream random = new Seed(12).stream();
        double[][] x = new double[ROWS][3];
        int[] labels = new int[ROWS];
        int[] others = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextInt(5);
            others[i] = random.nextInt(3) == 0 ? random.nextInt(4) : labels[i];
            for (int j = 0; j < 3; j++) {
                x[i][j] = 100 + random.nextGaussian() + labels[i] * (j + 1);
            }
        }
        int[] order = shuffled();
        int[] renamed = Arrays.stream(order).map(i -> 17 - 3 * labels[i]).toArray();
        ClusterQuality plain = ClusterQuality.of(Matrix.of(x), labels);
        ClusterQuality moved = ClusterQuality.of(Matrix.of(x).select(order), renamed);
        double[] silhouettes = plain.silhouettes(Parallel.SEQUENTIAL);
        assertThat(moved.silhouettes(Parallel.SEQUENTIAL)).containsExactly(pick(silhouettes, order), within(TOLERANCE));
        assertThat(moved.daviesBouldin().value())
                .isCloseTo(plain.daviesBouldin().value(), within(TOLERANCE));
        assertThat(moved.calinskiHarabasz().value())
                .isCloseTo(plain.calinskiHarabasz().value(), within(1e-10));
        ClusterAgreement agreement = ClusterAgreement.of(labels, others);
        ClusterAgreement same = ClusterAgreement.of(
                renamed, Arrays.stream(order).map(i -> -others[i]).toArray());
        assertThat(same.adjustedRand().value())
                .isCloseTo(agreement.adjustedRand().value(), within(TOLERANCE));
        assertThat(same.adjustedMutualInformation().value())
                .isCloseTo(agreement.adjustedMutualInformation().value(), within(TOLERANCE));
        assertThat(same.vMeasure().value()).isCloseTo(agreement.vMeasure().value(), within(TOLERANCE));
        assertThat(agreement.vMeasure().value())
                .isCloseTo(agreement.normalizedMutualInformation().value(), within(TOLERANCE));
    }
}
