package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tandemml.evaluation.Golden.assertClose;
import static org.tandemml.evaluation.Golden.doubles;
import static org.tandemml.evaluation.Golden.each;
import static org.tandemml.evaluation.Golden.ints;
import static org.tandemml.evaluation.Golden.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Parallel;

/// Regression, ranking and clustering metrics against scikit-learn, see [Golden].
class GoldenRegressionTest {
    private static final JsonNode NUMBERS = Golden.get("regression_metrics");
    private static final RegressorEvaluation PLAIN =
            RegressorEvaluation.of(doubles(NUMBERS.get("y_true")), doubles(NUMBERS.get("y_pred")));
    private static final RegressorEvaluation WEIGHTED = RegressorEvaluation.of(
            doubles(NUMBERS.get("y_true")), doubles(NUMBERS.get("y_pred")), doubles(NUMBERS.get("weight")));

    @Test
    void regressionMetricsAgree() {
        assertClose(NUMBERS.get("rmse"), PLAIN.rmse());
        assertClose(Math.sqrt(NUMBERS.get("mse").asDouble()), PLAIN.rmse());
        assertClose(NUMBERS.get("mae"), PLAIN.mae());
        assertClose(NUMBERS.get("r2"), PLAIN.r2());
        assertClose(NUMBERS.get("median_ae"), PLAIN.medianAbsoluteError());
        assertClose(NUMBERS.get("max_error"), PLAIN.maxError());
        assertClose(NUMBERS.get("mape"), PLAIN.mape());
        assertClose(NUMBERS.get("poisson_deviance"), PLAIN.poissonDeviance());
        assertClose(NUMBERS.get("gamma_deviance"), PLAIN.gammaDeviance());
        assertClose(NUMBERS.get("pinball_0.5"), PLAIN.pinball(0.5));
        assertClose(NUMBERS.get("pinball_0.9"), PLAIN.pinball(0.9));
    }

    @Test
    void weightedRegressionMetricsAgree() {
        assertClose(Math.sqrt(NUMBERS.get("mse_weighted").asDouble()), WEIGHTED.rmse());
        assertClose(NUMBERS.get("mae_weighted"), WEIGHTED.mae());
        assertClose(NUMBERS.get("r2_weighted"), WEIGHTED.r2());
        assertClose(NUMBERS.get("median_ae_weighted"), WEIGHTED.medianAbsoluteError());
        assertClose(NUMBERS.get("mape_weighted"), WEIGHTED.mape());
        assertClose(NUMBERS.get("poisson_deviance_weighted"), WEIGHTED.poissonDeviance());
        assertClose(NUMBERS.get("gamma_deviance_weighted"), WEIGHTED.gammaDeviance());
        assertClose(NUMBERS.get("pinball_0.5_weighted"), WEIGHTED.pinball(0.5));
    }

    // scikit-learn 1.2.1, mean_tweedie_deviance without and with sample_weight
    @ParameterizedTest
    @CsvSource({
        "-1, 1.481944444444437, 1.0887450980392086",
        "0, 0.2833333333333334, 0.2282352941176471",
        "1, 0.20323992445110606, 0.24100614319849345",
        "1.5, 0.3649963329565559, 0.4861585507741585",
        "2, 0.8267250695561487, 1.146625168916584",
        "3, 5.3508231872294365, 7.541897599949069"
    })
    void tweedieDeviancesAgree(double power, double plain, double weighted) {
        assertClose(plain, PLAIN.tweedieDeviance(power));
        assertClose(weighted, WEIGHTED.tweedieDeviance(power));
    }

    @Test
    void rankingMetricsAgree() {
        JsonNode c = Golden.get("ranking");
        double[] relevance = doubles(c.get("relevance"));
        double[] scores = doubles(c.get("score"));
        double[] tied = doubles(c.get("score_with_ties"));
        Ndcg ndcg = new Ndcg();
        assertClose(c.get("ndcg"), ndcg.of(relevance, scores));
        assertClose(c.get("ndcg_at_3"), ndcg.withCutoff(3).of(relevance, scores));
        assertClose(c.get("ndcg_ties_averaged"), ndcg.of(relevance, tied));
        assertClose(c.get("ndcg_at_3_ties_averaged"), ndcg.withCutoff(3).of(relevance, tied));
        assertClose(
                c.get("ndcg_exponential_gain"),
                ndcg.withGain(Ndcg.Gain.EXPONENTIAL).of(relevance, scores));
        // scikit-learn 1.2.1, ndcg_score
        assertClose(0.6956940443813076, ndcg.of(new double[] {10, 0, 0, 1, 5}, new double[] {0.1, 0.2, 0.3, 4, 70}));
    }

    @Test
    void rankingsOfSeveralQueriesAreAveraged() {
        // scikit-learn 1.2.1, ndcg_score of each query: 0.6913328016675098 and 0.6900468833579673
        double[] relevance = {3, 1, 2, 0, 0, 2, 1, 0, 0};
        double[] scores = {0.1, 0.5, 0.2, 0.5, 0.3, 0.1, 0.4, 7, 8};
        int[] query = {7, -1, 7, -1, 7, -1, 7, 9, 9};
        assertClose((0.6913328016675098 + 0.6900468833579673) / 2, new Ndcg().of(relevance, scores, query));
    }

    @TestFactory
    Stream<DynamicTest> externalClusterMetricsAgree() {
        return each(Golden.get("cluster_metrics").get("external"), 7, c -> {
            ClusterAgreement a = ClusterAgreement.of(ints(c.get("true")), ints(c.get("predicted")));
            assertClose(c.get("ari"), a.adjustedRand());
            assertClose(c.get("ami_arithmetic"), a.adjustedMutualInformation());
            assertClose(c.get("nmi_arithmetic"), a.normalizedMutualInformation());
            assertClose(c.get("homogeneity"), a.homogeneity());
            assertClose(c.get("completeness"), a.completeness());
            assertClose(c.get("v_measure"), a.vMeasure());
            ClusterAgreement swapped = ClusterAgreement.of(ints(c.get("predicted")), ints(c.get("true")));
            assertClose(c.get("ari"), swapped.adjustedRand());
            assertClose(c.get("ami_arithmetic"), swapped.adjustedMutualInformation());
            assertClose(c.get("completeness"), swapped.homogeneity());
        });
    }

    @TestFactory
    Stream<DynamicTest> internalClusterMetricsAgree() {
        return each(Golden.get("cluster_metrics").get("internal_euclidean"), 4, c -> {
            ClusterQuality q = ClusterQuality.of(matrix(c.get("x")), ints(c.get("labels")));
            assertClose(c.get("silhouette"), q.silhouette());
            assertClose(c.get("davies_bouldin"), q.daviesBouldin());
            assertClose(c.get("calinski_harabasz"), q.calinskiHarabasz());
            if (c.has("silhouette_samples")) {
                assertClose(doubles(c.get("silhouette_samples")), q.silhouettes(Parallel.SEQUENTIAL), "silhouettes");
            }
            assertEquals(q.silhouette(), q.silhouette(new Parallel(4)), "any number of threads");
        });
    }
}
