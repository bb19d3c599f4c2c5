package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// Metrics at the edge of their definition: a reason instead of 0, NaN or an exception.
class UndefinedMetricsTest {
    @Nested
    class OfConfusions {
        private static final List<String> ABC = List.of("a", "b", "c");

        @Test
        void averagesWithoutAClassAreUndefinedAndMicroOnesAreNot() {
            ConfusionMatrix matrix = ConfusionMatrix.of(ABC, new int[] {0, 0, 1}, new int[] {0, 1, 1});
            assertThat(matrix.recall(Average.MACRO)).hasToString("undefined: no row of class \"c\"");
            assertThat(matrix.f1(Average.WEIGHTED)).hasToString("undefined: no row of class \"c\"");
            assertThat(matrix.f1(Average.MICRO).value()).isEqualTo(2.0 / 3);
            assertThat(matrix.fBeta(2, "c")).hasToString("undefined: class \"c\" has no row and was never predicted");
        }

        @Test
        void constantPredictionsHaveNoCorrelationAndOneClassNone() {
            assertThat(ConfusionMatrix.of(ABC, new int[] {0, 1, 2}, new int[] {1, 1, 1})
                            .mcc()
                            .value())
                    .isZero();
            ConfusionMatrix one = ConfusionMatrix.of(ABC, new int[] {1, 1}, new int[] {1, 0});
            assertThat(one.mcc()).hasToString("undefined: every row is of class \"b\"");
            assertThat(ConfusionMatrix.of(ABC, new int[] {1}, new int[] {1}).kappa(ConfusionMatrix.Disagreement.EQUAL))
                    .hasToString("undefined: truth and prediction are one class");
            assertThat(one.specificity("b")).hasToString("undefined: no row of a class other than \"b\"");
            assertThat(one.specificity("a").value()).isEqualTo(0.5);
        }

        @Test
        void withoutRowsNothingIsDefined() {
            ConfusionMatrix none = ConfusionMatrix.of(ABC, new int[0], new int[0]);
            assertThat(none.mcc()).hasToString("undefined: no row");
            assertThat(none.kappa(ConfusionMatrix.Disagreement.LINEAR)).hasToString("undefined: no row");
            assertThat(none.precision(Average.MICRO)).hasToString("undefined: no row");
        }

        @Test
        void correlationOfMillionsOfRowsDoesNotOverflow() {
            double[] weights = {4e9, 4e9, 4e9, 4e9};
            ConfusionMatrix matrix = ConfusionMatrix.of(ABC, new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1}, weights);
            assertThat(matrix.mcc().value()).isCloseTo(1 / Math.sqrt(3), within(1e-15));
        }

        @Test
        void pairsHaveNoMicroAverage() {
            ClassifierEvaluation e = ClassifierEvaluation.ofScores(
                    List.of("a", "b"), new int[] {0, 1}, Matrix.of(new double[] {1, 0}, new double[] {0, 1}));
            assertThatThrownBy(() -> e.aucOneVsOne(Average.MICRO))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("use macro or weighted");
        }

        @Test
        void firstOfEqualScoresComesFirstInTopK() {
            ClassifierEvaluation e =
                    ClassifierEvaluation.ofScores(ABC, new int[] {0, 2}, Matrix.of(new double[3], new double[3]));
            assertThat(e.topKAccuracy(1))
                    .isEqualTo(Score.of(Metric.TOP_K_ACCURACY, e.accuracy().value()));
            assertThat(e.topKAccuracy(2).value()).isEqualTo(0.5);
            assertThat(e.topKAccuracy(3).value()).isEqualTo(1);
        }
    }

    @Nested
    class OfNumbers {
        @Test
        void percentagesOfZeroAreUndefinedNamingTheRow() {
            assertThat(RegressorEvaluation.of(new double[] {1, 0}, new double[] {1, 1})
                            .mape())
                    .hasToString("undefined: the true value of row 2 is 0");
            assertThat(RegressorEvaluation.of(new double[] {1, 0}, new double[] {2, 1}, new double[] {1, 0})
                            .mape()
                            .value())
                    .isEqualTo(1);
        }

        @Test
        void deviancesOutsideTheirDomainAreUndefined() {
            RegressorEvaluation zero = RegressorEvaluation.of(new double[] {0, 2}, new double[] {1, 2});
            assertThat(zero.poissonDeviance().value()).isEqualTo(1);
            assertThat(zero.gammaDeviance()).hasToString("undefined: the true value of row 1 is 0.0, not > 0");
            assertThat(zero.tweedieDeviance(1.5).isDefined()).isTrue();
            RegressorEvaluation negative = RegressorEvaluation.of(new double[] {1}, new double[] {-1});
            assertThat(negative.poissonDeviance()).hasToString("undefined: the prediction of row 1 is -1.0, not > 0");
            assertThat(negative.tweedieDeviance(0).value()).isEqualTo(4);
            assertThatThrownBy(() -> negative.tweedieDeviance(0.5))
                    .isInstanceOf(InputException.class)
                    .hasMessage("Tweedie power must be <= 0 or >= 1, was 0.5");
        }

        @Test
        void rowsOfWeightZeroHaveNoLargestError() {
            RegressorEvaluation e =
                    RegressorEvaluation.of(new double[] {1, 100}, new double[] {2, 0}, new double[] {1, 0});
            assertThat(e.maxError().value()).isEqualTo(1);
            assertThat(e.medianAbsoluteError().value()).isEqualTo(1);
            RegressorEvaluation none = RegressorEvaluation.of(new double[0], new double[0]);
            assertThat(List.of(
                            none.maxError(),
                            none.medianAbsoluteError(),
                            none.mape(),
                            none.pinball(0.5),
                            none.poissonDeviance()))
                    .noneMatch(Score::isDefined);
        }
    }

    @Nested
    class OfRankings {
        @Test
        void queriesWithoutRelevantRowsAreLeftOut() {
            assertThat(new Ndcg().of(new double[] {0, 0}, new double[] {1, 2}))
                    .hasToString("undefined: no row is relevant");
            double[] relevance = {0, 0, 1, 0};
            double[] scores = {1, 2, 1, 2};
            assertThat(new Ndcg().of(relevance, scores, new int[] {1, 1, 2, 2}).value())
                    .isEqualTo(Math.log(2) / Math.log(3));
            assertThatThrownBy(() -> new Ndcg().of(new double[] {-1}, new double[] {1}))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the relevance of row 1 must be >= 0 and finite, was -1.0");
        }
    }

    @Nested
    class OfClusters {
        @Test
        void oneClusterAndOnlyLoneRowsAreUndefined() {
            Matrix rows = Matrix.of(new double[] {1}, new double[] {2}, new double[] {4});
            assertThat(ClusterQuality.of(rows, new int[] {1, 1, 1}).silhouette())
                    .hasToString("undefined: there must be 2 to rows − 1 clusters, there are 1 of 3 rows");
            assertThat(ClusterQuality.of(rows, new int[] {1, 2, 3})
                            .daviesBouldin()
                            .isDefined())
                    .isFalse();
            assertThat(ClusterQuality.of(rows, new int[] {1, 1, 2})
                            .calinskiHarabasz()
                            .isDefined())
                    .isTrue();
        }

        @Test
        void equalRowsGiveNoNaN() {
            double[][] equal = new double[6][2];
            ClusterQuality q = ClusterQuality.of(Matrix.of(equal), new int[] {0, 0, 0, 1, 1, 1});
            assertThat(q.silhouette().value()).isZero();
            assertThat(q.daviesBouldin()).hasToString("undefined: two clusters have the same centroid");
            assertThat(q.calinskiHarabasz()).hasToString("undefined: the rows of each cluster are equal");
        }

        @Test
        void duplicatesFarFromTheOriginHaveDistanceZero() {
            // |x|² + |y|² − 2·x·y alone would give about 1e-5 for equal rows near 1e3.
            double[][] x = new double[400][];
            int[] labels = new int[400];
            Arrays.setAll(x, i -> new double[] {1e3 * (i % 2) + 0.1, 7e2 * (i % 4) + 0.3});
            Arrays.setAll(labels, i -> i % 4);
            double[] silhouettes = ClusterQuality.of(Matrix.of(x), labels).silhouettes(Parallel.SEQUENTIAL);
            assertThat(silhouettes).containsOnly(1);
        }

        @Test
        void agreementWithoutRowsIsUndefined() {
            ClusterAgreement none = ClusterAgreement.of(new int[0], new int[0]);
            assertThat(List.of(
                            none.adjustedRand(),
                            none.adjustedMutualInformation(),
                            none.normalizedMutualInformation(),
                            none.homogeneity(),
                            none.vMeasure()))
                    .noneMatch(Score::isDefined);
        }

        @Test
        void countsOfManyPairsAreExact() {
            // 120,000 rows are 7.2·10⁹ pairs; two independent halvings have an adjusted Rand index of almost 0.
            int n = 120_000;
            int[] first = new int[n];
            int[] second = new int[n];
            Arrays.setAll(first, i -> i % 2);
            Arrays.setAll(second, i -> i / 2 % 2);
            assertThat(ClusterAgreement.of(first, second).adjustedRand().value())
                    .isCloseTo(0, within(1e-4));
            assertThat(ClusterAgreement.of(first, first).adjustedRand().value()).isEqualTo(1);
            assertThat(ClusterAgreement.of(first, first)
                            .adjustedMutualInformation()
                            .value())
                    .isCloseTo(1, within(1e-12));
        }
    }
}
