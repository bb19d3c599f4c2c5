package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Resampling;
import org.tandemml.core.Seed;
import org.tandemml.linear.BaselineClassifier;
import org.tandemml.linear.BaselineRegressor;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;

class ResamplingProcedureTest {
    @Test
    void leaveOneOutIsJudgedByItsPooledPredictions() {
        Dataset data = Samples.classes(30, 3, 2, 1);
        CrossValidated result =
                new CrossValidation(new Resampling.LeaveOneOut()).withThreads(1).run(new LogisticRegression(), data);
        assertThat(result.folds()).hasSize(30);
        assertThat(result.metric(Metric.AUC).orElseThrow().mean().isDefined()).isFalse();
        OutOfFold pooled = result.pooled(data, 0);
        assertThat(pooled.rows()).containsExactly(IntStream.range(0, 30).toArray());
        assertThat(((ClassifierEvaluation) pooled.evaluation()).auc().isDefined())
                .isTrue();
        assertThat(((ClassifierEvaluation) pooled.evaluation()).accuracy().value())
                .isCloseTo(result.metric(Metric.ACCURACY).orElseThrow().mean().value(), within(1e-12));
    }

    /// Pitfall 48: pooling and averaging are two numbers with two names.
    @Test
    void pooledRegressionIsThatOfAllRowsAndDiffersFromTheAverageOfFolds() {
        Dataset data = Samples.numbers(40, 2, 3)
                .withWeights(IntStream.range(0, 40).mapToDouble(i -> 1 + i % 3).toArray());
        CrossValidated result = new CrossValidation(4, 2).withThreads(1).run(new BaselineRegressor(), data);
        OutOfFold pooled = result.pooled(data, 1);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < 40; i++) {
            double error = data.numbers()[i] - pooled.outputs().get(i, 0);
            sum += data.weight(i) * error * error;
            total += data.weight(i);
        }
        double rmse = ((RegressorEvaluation) pooled.evaluation()).rmse().value();
        assertThat(rmse).isCloseTo(Math.sqrt(sum / total), within(1e-12));
        assertThat(rmse)
                .isNotEqualTo(result.metric(Metric.RMSE).orElseThrow().mean().value());
        assertThat(pooled).isNotEqualTo(result.pooled(data, 0));
        assertThatThrownBy(() -> result.pooled(data, 2))
                .hasMessage("division 2 of baseline has no fold that ended well");
    }

    @Test
    void everyRuleRunsEveryKindOfLearner() {
        Dataset classes = Samples.classes(60, 3, 2, 2);
        Dataset numbers = Samples.numbers(60, 3, 2);
        int[] groups = IntStream.range(0, 60).map(i -> i / 4).toArray();
        for (Resampling rule : List.of(
                new Resampling.KFold(5, 2, false),
                Resampling.grouped(5, groups),
                Resampling.timeOrdered(4),
                Resampling.timeOrdered(4, "x1"),
                new Resampling.Bootstrap(5))) {
            CrossValidation protocol = new CrossValidation(rule).withThreads(1);
            for (CrossValidated result : List.of(
                    protocol.run(new BaselineClassifier(), classes), protocol.run(new BaselineRegressor(), numbers))) {
                assertThat(result.failure()).as(rule.toString()).isEmpty();
                assertThat(result.folds()).hasSize(rule.folds(classes, 42).size());
            }
        }
    }

    @Test
    void refusedDivisionsAreTheCallersMistake() {
        assertThatThrownBy(() -> new CrossValidation(Resampling.grouped(5, "x9"))
                        .run(new LogisticRegression(), Samples.classes(60, 3, 2, 2)))
                .hasMessageContaining("unknown column \"x9\"");
    }

    /// Efron, Tibshirani 1997: the four cases of their equations 24 and 28 to 32, by hand.
    @Test
    void plusOf632WeighsByOverfitting() {
        Bootstrap632 none = Bootstrap632.combined(0.2, 0.2, 0.5);
        assertThat(none.overfitting()).isZero();
        assertThat(none.estimate()).isCloseTo(0.2, within(1e-15));
        Bootstrap632 some = Bootstrap632.combined(0, 0.25, 0.5);
        assertThat(some.overfitting()).isEqualTo(0.5);
        // w = 0.632/(1 - 0.184) = 0.77451; 0.77451 * 0.25.
        assertThat(some.estimate()).isCloseTo(0.632 / 0.816 * 0.25, within(1e-15));
        Bootstrap632 beyond = Bootstrap632.combined(0, 0.6, 0.5);
        assertThat(beyond.overfitting()).isEqualTo(1);
        assertThat(beyond.estimate()).isCloseTo(0.632 * 0.6 + 0.368 * 0.5, within(1e-15));
        assertThat(Bootstrap632.combined(0.6, 0.7, 0.5).overfitting()).isZero();
    }

    @Test
    void plusOf632OfChanceIsChance() {
        // Labels that nothing explains: apparent error low, true error 1/2.
        Dataset data = Samples.classes(80, 12, 2, 5);
        int[] codes = IntStream.range(0, 80).map(i -> i % 2).toArray();
        new Seed(6).stream().shuffle(codes);
        Dataset chance = data.withTarget(new org.tandemml.core.Target.Classes("class", List.of("a", "b"), codes));
        Fitting how = Fitting.defaults().withThreads(1);
        Bootstrap632 result = Bootstrap632.of(new LogisticRegression(), chance, 60, how);
        assertThat(result.apparent()).isLessThan(result.outOfBag() - 0.02);
        assertThat(result.noInformation()).isCloseTo(0.5, within(0.02));
        assertThat(result.estimate())
                .isBetween(result.apparent(), result.outOfBag())
                .isCloseTo(0.5, within(0.1));
        assertThat(Bootstrap632.of(new LogisticRegression(), chance, 60, how)).isEqualTo(result);
        Bootstrap632 constant = Bootstrap632.of(new BaselineClassifier(), chance, 60, how);
        assertThat(constant.noInformation()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void plusOf632OfNumbersUsesAllPairs() {
        Dataset data = Samples.numbers(25, 1, 4);
        Bootstrap632 result = Bootstrap632.of(new BaselineRegressor(), data, 100, Fitting.defaults());
        double mean = Arrays.stream(data.numbers()).average().orElseThrow();
        double variance = Arrays.stream(data.numbers())
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElseThrow();
        assertThat(result.apparent()).isCloseTo(variance, within(1e-12 * variance));
        assertThat(result.noInformation()).isCloseTo(variance, within(1e-12 * variance));
        assertThat(result.outOfBag()).isGreaterThan(variance);
        Learner<?> learner = new BaselineRegressor();
        assertThatThrownBy(() -> Bootstrap632.of(
                        learner,
                        Dataset.numbers(Matrix.of(new double[] {1}, new double[] {2}), 1, 2)
                                .withWeights(1, 2),
                        9,
                        Fitting.defaults()))
                .hasMessageContaining("not defined for weighted rows");
    }
}
