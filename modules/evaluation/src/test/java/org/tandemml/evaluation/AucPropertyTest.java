package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Matrix;

/// What must hold for the area under any ROC curve, on random rows with and without ties. The sizes lie on both sides
/// of the switch of the sort (4000 a side).
class AucPropertyTest {
    /// n random rows of both sides; even n has scores on a coarse grid, hence many ties.
    private record Rows(boolean[] positive, double[] scores, double[] weights) {
        static Rows random(int n) {
            SplittableRandom random = new SplittableRandom(n);
            boolean[] positive = new boolean[n];
            double[] scores = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                positive[i] = i == 0 || (i > 1 && random.nextInt(3) == 0);
                double score = random.nextGaussian() + (positive[i] ? 0.7 : 0);
                scores[i] = n % 2 == 1 ? score : Math.rint(4 * score) / 4;
                weights[i] = random.nextInt(4);
            }
            weights[0] = 1;
            weights[1] = 2;
            return new Rows(positive, scores, weights);
        }

        Rows select(int... rows) {
            boolean[] p = new boolean[rows.length];
            IntStream.range(0, rows.length).forEach(i -> p[i] = positive[rows[i]]);
            return new Rows(
                    p,
                    Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray(),
                    Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray());
        }

        double auc() {
            return Auc.of(positive, scores).value();
        }

        double weightedAuc() {
            return Auc.of(positive, scores, weights).value();
        }

        /// The definition: the weight of pairs ranked correctly, ties counted half.
        double mannWhitney(boolean weighted) {
            double right = 0;
            double all = 0;
            for (int i = 0; i < scores.length; i++) {
                for (int j = 0; positive[i] && j < scores.length; j++) {
                    if (!positive[j]) {
                        double pair = weighted ? weights[i] * weights[j] : 1;
                        right += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
                        all += pair;
                    }
                }
            }
            return right / all;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 40, 401, 3000, 20_000, 20_001})
    void equalsTheShareOfPairsRankedCorrectly(int n) {
        Rows rows = Rows.random(n);
        assertEquals(rows.mannWhitney(false), rows.auc(), 0, "sums of whole numbers are exact");
        assertEquals(rows.mannWhitney(true), rows.weightedAuc(), 0, "whole weights too");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 40, 401, 3000, 20_000, 20_001})
    void equalsTheAreaUnderTheCurve(int n) {
        Rows rows = Rows.random(n);
        assertEquals(rows.auc(), RocCurve.of(rows.positive, rows.scores).auc().value(), 0);
        RocCurve weighted = RocCurve.of(rows.positive, rows.scores, rows.weights);
        assertEquals(rows.weightedAuc(), weighted.auc().value(), 0);
        RocCurve thinned = weighted.withoutCollinear();
        assertTrue(thinned.size() <= weighted.size());
        assertEquals(rows.weightedAuc(), thinned.auc().value(), 1e-14);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 40, 401, 3000, 20_000, 20_001})
    void orderOfRowsDoesNotMatter(int n) {
        Rows rows = Rows.random(n);
        int[] order = IntStream.range(0, n).toArray();
        SplittableRandom random = new SplittableRandom(17);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        assertEquals(rows.auc(), rows.select(order).auc(), 0);
        assertEquals(rows.weightedAuc(), rows.select(order).weightedAuc(), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 40, 401, 3000, 20_000, 20_001})
    void weightsCountAsRepetitions(int n) {
        Rows rows = Rows.random(n);
        int[] repeated = IntStream.range(0, n)
                .flatMap(i -> IntStream.range(0, (int) rows.weights[i]).map(r -> i))
                .toArray();
        Rows many = rows.select(repeated);
        assertEquals(many.auc(), rows.weightedAuc(), 0);
        RocCurve weighted = RocCurve.of(rows.positive, rows.scores, rows.weights);
        RocCurve counted = RocCurve.of(many.positive, many.scores);
        assertTrue(Arrays.equals(counted.thresholds(), weighted.thresholds()));
        assertTrue(Arrays.equals(counted.truePositiveRates(), weighted.truePositiveRates()));
        assertTrue(Arrays.equals(counted.falsePositiveRates(), weighted.falsePositiveRates()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 40, 401, 3000, 20_000, 20_001})
    void increasingTransformationsOfTheScoresChangeNothing(int n) {
        Rows rows = Rows.random(n);
        double[] scaled = Arrays.stream(rows.scores).map(s -> s * 0x1p-900).toArray();
        assertEquals(rows.auc(), Auc.of(rows.positive, scaled).value(), 0);
        double[] cubed = Arrays.stream(rows.scores).map(s -> 8 * s * s * s).toArray();
        assertEquals(rows.auc(), Auc.of(rows.positive, cubed).value(), 0);
        double[] negated = Arrays.stream(rows.scores).map(s -> -s).toArray();
        assertEquals(1 - rows.auc(), Auc.of(rows.positive, negated).value(), 1e-15);
    }

    @Test
    void constantScoresGiveOneHalfInAnyOrder() {
        double[] scores = {0.3, 0.3, 0.3, 0.3};
        assertEquals(
                0.5, Auc.of(new boolean[] {true, true, false, false}, scores).value(), 0);
        assertEquals(
                0.5, Auc.of(new boolean[] {false, false, true, true}, scores).value(), 0);
    }

    @Test
    void closeScoresAreNotTied() {
        double[] scores = {1, Math.nextUp(1), Math.nextUp(Math.nextUp(1)), 1e-300};
        boolean[] positive = {false, true, true, false};
        assertEquals(1, Auc.of(positive, scores).value(), 0);
        assertEquals(5, RocCurve.of(positive, scores).size());
    }

    @Test
    void zerosOfEitherSignAreTied() {
        assertEquals(
                0.5,
                Auc.of(new boolean[] {true, false}, new double[] {-0.0, 0.0}).value(),
                0);
        assertEquals(
                0.5,
                Auc.of(new boolean[] {true, false}, new double[] {0.0, -0.0}).value(),
                0);
    }

    @Test
    void oneVsOneOfTwoClassesIsTheBinaryArea() {
        Rows rows = Rows.random(401);
        double[][] both =
                Arrays.stream(rows.scores).mapToObj(s -> new double[] {-s, s}).toArray(double[][]::new);
        int[] truth = IntStream.range(0, 401).map(i -> rows.positive[i] ? 1 : 0).toArray();
        ClassifierEvaluation e = ClassifierEvaluation.ofScores(List.of("no", "yes"), truth, Matrix.of(both));
        assertEquals(rows.auc(), e.auc().value(), 0);
        assertEquals(rows.auc(), e.aucOneVsOne(Average.MACRO).value(), 1e-15);
        assertEquals(rows.auc(), e.aucOneVsRest(Average.WEIGHTED).value(), 1e-15);
    }
}
