package org.tandemml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.regularization.Penalty;

class CalibrationTest {
    private static final double[] SCORES = {
        -3.1, -2.4, -2.4, -1.7, -1.1, -0.6, -0.2, 0.1, 0.4, 0.4, 0.9, 1.3, 1.3, 2.2, 2.9, 3.5
    };
    private static final double[] TRUTH = {0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1};
    private static final double[] WEIGHTS = {1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 2};
    private static final double[] ONES = ones();

    private static double[] ones() {
        double[] ones = new double[SCORES.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static boolean[] positive() {
        boolean[] positive = new boolean[TRUTH.length];
        IntStream.range(0, TRUTH.length).forEach(i -> positive[i] = TRUTH[i] > 0);
        return positive;
    }

    /// scikit-learn 1.2.1, IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1): ties, weights, interpolation
    /// between knots and clipping beyond them.
    @Test
    void isotonicRegressionAgreesWithScikitLearn() {
        double[] at = {-5, -3.1, -2.4, -2, -1.7, -1, -0.4, 0.1, 0.25, 0.4, 0.65, 0.9, 1.1, 1.3, 2, 2.9, 9};
        double third = 1.0 / 3;
        double[] plain = {
            0,
            0,
            0.25,
            0.25,
            0.25,
            0.26666666666666666,
            third,
            third,
            0.41666666666666663,
            0.5,
            0.5833333333333333,
            2 * third,
            2 * third,
            2 * third,
            0.9259259259259258,
            1,
            1
        };
        double seventh = 1.0 / 7;
        double[] weighted = {
            0,
            0,
            seventh,
            seventh,
            seventh,
            0.16428571428571428,
            0.25,
            0.25,
            0.375,
            0.5,
            0.625,
            0.75,
            0.75,
            0.75,
            0.9444444444444444,
            1,
            1
        };
        IsotonicRegression even = IsotonicRegression.fit(SCORES, TRUTH, ONES);
        IsotonicRegression uneven = IsotonicRegression.fit(SCORES, TRUTH, WEIGHTS);
        for (int i = 0; i < at.length; i++) {
            assertThat(even.probability(at[i])).as("at %s", at[i]).isCloseTo(plain[i], within(1e-12));
            assertThat(uneven.probability(at[i])).as("weighted at %s", at[i]).isCloseTo(weighted[i], within(1e-12));
        }
    }

    /// scikit-learn 1.2.1, calibration._sigmoid_calibration, whose BFGS stops at a gradient of 1e-5: a = −0.48997976,
    /// b = 0.04491270 and with weights −0.66559054, 0.27049978. The values here are those polished by Newton steps on
    /// the same objective (NumPy).
    @Test
    void plattScalingAgreesWithScikitLearn() {
        PlattScaling plain = PlattScaling.fit(SCORES, positive(), ONES);
        assertThat(plain.a()).isCloseTo(-0.48997967603422177, within(1e-10));
        assertThat(plain.b()).isCloseTo(0.04491309887003244, within(1e-10));
        PlattScaling weighted = PlattScaling.fit(SCORES, positive(), WEIGHTS);
        assertThat(weighted.a()).isCloseTo(-0.6655904955759412, within(1e-10));
        assertThat(weighted.b()).isCloseTo(0.27049982815125534, within(1e-10));
        assertThat(plain.a()).isCloseTo(-0.48997976219306216, within(1e-6));
    }

    @Test
    void plattScalingMindsNeitherTheScaleOfScoresNorSeparation() {
        PlattScaling plain = PlattScaling.fit(SCORES, positive(), ONES);
        double[] far = Arrays.stream(SCORES).map(f -> 1e9 * f + 1e10).toArray();
        PlattScaling scaled = PlattScaling.fit(far, positive(), ONES);
        for (int i = 0; i < far.length; i++) {
            assertThat(scaled.probability(far[i])).isCloseTo(plain.probability(SCORES[i]), within(1e-9));
        }
        PlattScaling separated =
                PlattScaling.fit(new double[] {-2, -1, 1, 2}, new boolean[] {false, false, true, true}, ones(4));
        // Targets 1/4 and 3/4 (Lin, Lin, Weng, section 2): finite, and symmetric.
        assertThat(separated.probability(-1.5)).isBetween(0.15, 0.35);
        assertThat(separated.b()).isCloseTo(0, within(1e-9));
        PlattScaling constant = PlattScaling.fit(new double[] {3, 3, 3}, new boolean[] {true, true, false}, ones(3));
        assertThat(constant.probability(17)).isCloseTo(0.6, within(1e-12));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// SciPy 1.10 minimize_scalar on the log loss of sigmoid(β·f), polished by Newton steps.
    @Test
    void temperatureMinimisesLogLoss() {
        double[] two = new double[2 * SCORES.length];
        IntStream.range(0, SCORES.length).forEach(i -> two[2 * i + 1] = SCORES[i]);
        int[] codes = Arrays.stream(TRUTH).mapToInt(t -> (int) t).toArray();
        DenseMatrix z = new DenseMatrix(SCORES.length, 2, two);
        assertThat(Temperature.inverse(z, codes, ONES)).isCloseTo(0.6711627918100461, within(1e-10));
        assertThat(Temperature.inverse(z, codes, WEIGHTS)).isCloseTo(0.8865217377219197, within(1e-10));
    }

    /// One informative column of 40: without a penalty and on few rows a model is far too sure.
    private static Dataset noisy(int rows, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        double[] values = new double[rows * 40];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = i % 2;
            for (int j = 0; j < 40; j++) {
                values[i * 40 + j] = random.nextGaussian() + (j == 0 ? 1.2 * codes[i] : 0);
            }
        }
        return Dataset.of(
                "noisy",
                Schema.numeric(40),
                new DenseMatrix(rows, 40, values),
                new Target.Classes("c", List.of("no", "yes"), codes));
    }

    @ParameterizedTest
    @EnumSource(Calibrated.Method.class)
    void calibrationCuresOverconfidence(Calibrated.Method method) {
        Dataset train = noisy(160, 1);
        Dataset test = noisy(4000, 2);
        LogisticRegression sure = new LogisticRegression().withPenalty(Penalty.l2(1e-4));
        double raw = Evaluation.of(sure.fit(train), test).logLoss().value();
        double calibrated = Evaluation.of(
                        new Calibrated(sure).withMethod(method).fit(train), test)
                .logLoss()
                .value();
        assertThat(calibrated).isLessThan(0.8 * raw);
    }

    /// Pitfall 16: Platt scaling fitted on training scores.
    @Test
    void eachRowIsLeftOutOfOneFitWhoseScoresCalibrate() {
        List<List<Double>> seen = new ArrayList<>();
        Dataset all = noisy(30, 3);
        Dataset data = all.withFeatures(Schema.numeric(1), all.features().selectColumns(new int[] {0}));
        new Calibrated(new CrossValidationTest.Recording(seen)).fit(data);
        assertThat(seen).hasSize(6);
        assertThat(seen.getFirst()).hasSize(30);
        for (int i = 0; i < 30; i++) {
            double value = data.features().get(i, 0);
            assertThat(seen.stream().skip(1).filter(rows -> !rows.contains(value)))
                    .hasSize(1);
        }
    }

    @Test
    void rankingOfTwoClassesSurvivesPlattAndTemperature() {
        Dataset data = noisy(200, 4);
        LogisticRegression inner = new LogisticRegression();
        double auc = Evaluation.of(inner.fit(data), data).auc().value();
        for (Calibrated.Method method : List.of(Calibrated.Method.PLATT, Calibrated.Method.TEMPERATURE)) {
            Classifier model = new Calibrated(inner).withMethod(method).fit(data);
            assertThat(Evaluation.of(model, data).auc().value()).isCloseTo(auc, within(1e-12));
        }
    }

    @Test
    void aClassWithOneRowIsRefusedByName() {
        Dataset data = noisy(30, 5);
        int[] codes = data.classes().codes().clone();
        codes[7] = 2;
        Dataset rare = data.withTarget(new Target.Classes("c", List.of("no", "yes", "rare"), codes));
        assertThatThrownBy(() -> new Calibrated(new LogisticRegression()).fit(rare))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the class \"rare\" of the target \"c\" has 1 row");
        assertThatThrownBy(() -> new Calibrated(new LogisticRegression()).withFolds(1))
                .hasMessage("folds must be at least 2, was 1");
    }

    @Test
    void calibratedRunsThroughCrossValidation() {
        CrossValidated result =
                new CrossValidation(4, 1).withThreads(1).run(new Calibrated(new LogisticRegression()), noisy(120, 6));
        assertThat(result.failure()).isEmpty();
        assertThat(result.name()).isEqualTo("calibrated-logistic");
    }

    @Test
    void theBestThresholdIsThatOfExhaustiveSearch() {
        Dataset data = noisy(150, 7)
                .select(IntStream.range(0, 150).filter(i -> i % 6 != 1).toArray());
        LogisticRegression inner = new LogisticRegression();
        CrossFit fitted = CrossFit.of(inner, data, 5, Fitting.defaults());
        for (Goal goal : List.of(new Goal.F1(), new Goal.Youden(), new Goal.BalancedAccuracy(), Goal.cost(1, 5))) {
            ThresholdedClassifier model = new TunedThreshold(inner, goal).fit(data);
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < data.rows(); i++) {
                best = Math.max(best, value(goal, fitted, -fitted.evidence().get(i, 0) + 1e-9));
                best = Math.max(best, value(goal, fitted, -fitted.evidence().get(i, 0) - 1e-9));
            }
            assertThat(value(goal, fitted, model.offsets()[1]))
                    .as(goal.toString())
                    .isEqualTo(best);
        }
    }

    private static double value(Goal goal, CrossFit fitted, double offset) {
        double[] counts = new double[4];
        for (int i = 0; i < fitted.rows().rows(); i++) {
            int predicted = fitted.evidence().get(i, 0) + offset > 0 ? 1 : 0;
            counts[2 * fitted.rows().classes().codes()[i] + predicted]++;
        }
        return goal.value(counts, 2);
    }

    /// With true probabilities the threshold of least cost is c₊/(c₊ + c₋): odds 1 : 4 here (Elkan 2001, equation 2).
    @Test
    void costsMoveTheThresholdOfAGoodModelToTheirRatio() {
        Dataset data = noisy(20_000, 8);
        ThresholdedClassifier model =
                new TunedThreshold(new LogisticRegression().withPenalty(Penalty.l2(1e-4)), Goal.cost(1, 4)).fit(data);
        assertThat(model.offsets()[1]).isCloseTo(Math.log(4), within(0.3));
        Classifier plain = model.inner();
        assertThat(recall(model, data)).isGreaterThan(recall(plain, data) + 0.1);
    }

    private static double recall(Classifier model, Dataset data) {
        return Evaluation.of(model, data).confusion().recall("yes").value();
    }

    @Test
    void goalsReadTheirOwnTextAndRefuseOthers() {
        for (Goal goal : List.of(new Goal.F1(), new Goal.Youden(), new Goal.BalancedAccuracy(), Goal.cost(1, 5))) {
            assertThat(Goal.parse(goal.toString())).isEqualTo(goal);
        }
        assertThatThrownBy(() -> Goal.parse("f2")).hasMessageContaining("did you mean \"f1\"?");
        assertThatThrownBy(() -> Goal.parse("cost:1:x")).hasMessage("the costs in \"cost:1:x\" must be numbers");
        assertThatThrownBy(() -> new TunedThreshold(new LogisticRegression(), new Goal.Cost(List.of(1.0, 2.0, 3.0)))
                        .fit(noisy(40, 9)))
                .hasMessageContaining("has costs for 3 classes, the target has 2");
    }
}
