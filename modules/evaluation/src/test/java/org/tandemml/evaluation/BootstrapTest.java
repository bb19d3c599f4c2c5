package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.Seed;

/// SciPy 1.10.1: scipy.stats.bootstrap with 400,000 resamples, random_state 3. Its resamples are others, so that the
/// ends agree as far as 20,000 of ours determine a quantile.
class BootstrapTest {
    private static final double[] ONE = {0.41, 2.3, 1.1, 0.2, 5.9, 0.7, 1.4, 3.2, 0.05, 0.9};
    private static final double[] TWO = {1.5, 0.3, 2.2, 4.1, 0.8, 0.6, 1.9};

    /// The mean of the first ten rows minus that of the others, which may be none.
    private static Score meanDifference(int[] rows) {
        double mean = Arrays.stream(rows)
                .filter(r -> r < 10)
                .mapToDouble(r -> ONE[r])
                .average()
                .orElseThrow();
        double other = Arrays.stream(rows)
                .filter(r -> r >= 10)
                .mapToDouble(r -> TWO[r - 10])
                .average()
                .orElse(0);
        return Score.of(Metric.R2, mean - other);
    }

    private static int[] strata(int n) {
        int[] strata = new int[n];
        Arrays.setAll(strata, i -> i < 10 ? 4 : -1);
        return strata;
    }

    private static void assertEnds(ScoreInterval actual, double low, double high) {
        assertThat(actual.low().value()).isCloseTo(low, within(0.03));
        assertThat(actual.high().value()).isCloseTo(high, within(0.05));
    }

    private static final Bootstrap MANY = new Bootstrap().withResamples(20_000);

    @Test
    void intervalsOfOneSampleAgree() {
        Function<int[], Score> mean = BootstrapTest::meanDifference;
        assertEnds(MANY.interval(strata(10), mean, Parallel.SEQUENTIAL), 0.845, 3.166);
        assertEnds(
                MANY.withKind(Bootstrap.Kind.PERCENTILE).interval(strata(10), mean, Parallel.SEQUENTIAL), 0.711, 2.786);
    }

    @Test
    void intervalsOfTwoStrataAgree() {
        Function<int[], Score> mean = BootstrapTest::meanDifference;
        assertEnds(MANY.interval(strata(17), mean, Parallel.SEQUENTIAL), -1.279, 1.501);
        assertEnds(
                MANY.withKind(Bootstrap.Kind.PERCENTILE).interval(strata(17), mean, Parallel.SEQUENTIAL),
                -1.3532857,
                1.4052857);
    }

    @Test
    void accelerationAgrees() {
        // numpy 1.24.2, SciPy's formula for several samples: jackknife of each, U³/n³ and U²/n² summed over samples
        Function<int[], Score> mean = BootstrapTest::meanDifference;
        assertThat(MANY.acceleration(Bootstrap.members(strata(10)), mean, Parallel.SEQUENTIAL))
                .isCloseTo(0.07850178161268442, within(1e-14));
        assertThat(MANY.acceleration(Bootstrap.members(strata(17)), mean, Parallel.SEQUENTIAL))
                .isCloseTo(0.019335990824152875, within(1e-14));
    }

    private static ClassifierEvaluation evaluation(int n, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        int[] truth = new int[n];
        double[][] p = new double[n][2];
        for (int i = 0; i < n; i++) {
            truth[i] = i % 3 == 0 ? 1 : 0;
            p[i][1] = 1 / (1 + Math.exp(-random.nextGaussian() - truth[i] + 0.5));
            p[i][0] = 1 - p[i][1];
        }
        return ClassifierEvaluation.ofProbabilities(List.of("no", "yes"), truth, Matrix.of(p));
    }

    @ParameterizedTest
    @EnumSource
    void sameSeedSameBitsOnAnyNumberOfThreads(Bootstrap.Kind kind) {
        ClassifierEvaluation e = evaluation(60, 1);
        Bootstrap bootstrap = new Bootstrap().withKind(kind).withResamples(200);
        ScoreInterval one = bootstrap.interval(e, ClassifierEvaluation::logLoss, Parallel.SEQUENTIAL);
        assertThat(bootstrap.interval(e, ClassifierEvaluation::logLoss, new Parallel(2)))
                .isEqualTo(one);
        assertThat(bootstrap.interval(e, ClassifierEvaluation::logLoss, new Parallel(8)))
                .isEqualTo(one);
        assertThat(bootstrap.withSeed(43).interval(e, ClassifierEvaluation::logLoss, Parallel.SEQUENTIAL))
                .isNotEqualTo(one);
        assertThat(one.score()).isEqualTo(e.logLoss());
    }

    @Test
    void everyResampleHasEveryClass() {
        // 3 of 9 rows are positive; drawn without strata, 1 of 40 resamples would have none and no AUC.
        ScoreInterval auc = new Bootstrap().interval(evaluation(9, 2), ClassifierEvaluation::auc, Parallel.SEQUENTIAL);
        assertThat(auc.isDefined()).isTrue();
        assertThat(auc.high().value()).isLessThanOrEqualTo(1);
    }

    @Test
    void isNearDeLongOnManyRows() {
        ClassifierEvaluation e = evaluation(2500, 3);
        ScoreInterval delong = e.aucInterval();
        ScoreInterval bootstrap =
                new Bootstrap().withResamples(500).interval(e, ClassifierEvaluation::auc, Parallel.SEQUENTIAL);
        assertThat(bootstrap.low().value()).isCloseTo(delong.low().value(), within(0.004));
        assertThat(bootstrap.high().value()).isCloseTo(delong.high().value(), within(0.004));
    }

    @Test
    void regressorsHaveIntervalsToo() {
        RegressorEvaluation e = RegressorEvaluation.of(ONE, new double[10]);
        ScoreInterval mae = new Bootstrap().interval(e, RegressorEvaluation::mae, Parallel.SEQUENTIAL);
        assertThat(mae.score()).isEqualTo(e.mae());
        assertThat(mae.low().value()).isLessThan(e.mae().value());
        assertThat(mae.high().value()).isGreaterThan(e.mae().value());
    }

    @Test
    void undefinedMetricsHaveNoInterval() {
        ClassifierEvaluation one = evaluation(9, 2).select(new int[] {1, 2, 4});
        assertThat(new Bootstrap().interval(one, ClassifierEvaluation::auc, Parallel.SEQUENTIAL))
                .hasToString("undefined: no row of class \"yes\" (no interval: no row of class \"yes\")");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new Bootstrap().withResamples(3))
                .isInstanceOf(InputException.class)
                .hasMessage("number of resamples must be at least 20, was 3");
        assertThatThrownBy(() -> new Bootstrap().withLevel(1)).isInstanceOf(InputException.class);
    }
}
