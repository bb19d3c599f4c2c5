package org.tandemml.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.regularization.Penalty;

/// Expected values: Newton's method and the inverse of the Hessian XᵀWX in NumPy 2.4.6 on the columns mean_radius,
/// mean_texture, mean_smoothness of WDBC (benign = 1); p-values by `erfc(|z|/√2)` of Python 3.
class WaldInferenceTest {
    private static final double RELATIVE = 1e-6;

    private static LogisticModel fitted(boolean weighted, boolean standardize) {
        Dataset all = Fixtures.wdbc();
        Dataset data = all.withFeatures(
                Schema.numeric("mean_radius", "mean_texture", "mean_smoothness"),
                all.features().selectColumns(new int[] {0, 1, 4}));
        return new LogisticRegression()
                .withStandardize(standardize)
                .withPenalty(Penalty.none())
                .fit(weighted ? data.withWeights(Fixtures.cyclicWeights(569)) : data);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void standardErrorsAndPValuesMatchTheInverseHessian(boolean standardize) {
        LogisticModel model = fitted(false, standardize);
        WaldInference wald = model.inference().orElseThrow();
        close(wald.estimates(), -1.3969924080960086, -0.3805589262658936, -144.67422711501325, 42.01940764491559);
        close(wald.standardErrors(), 0.15403240976521815, 0.05711324665350209, 19.046875088980045, 4.4594268661759875);
        close(
                wald.pValues(),
                1.1959669979430448e-19,
                2.6786666972821725e-11,
                3.061481559882698e-14,
                4.40042489784578e-21);
        assertThat(model.logLikelihood()).isCloseTo(-93.6451113589246, Percentage.withPercentage(1e-8));
    }

    @Test
    void weightsCountAsRepetitions() {
        LogisticModel model = fitted(true, true);
        WaldInference wald = model.inference().orElseThrow();
        close(wald.estimates(), -1.4040968537056797, -0.3734830601514834, -152.5462895105827, 42.75944442661766);
        close(wald.standardErrors(), 0.10948703393484725, 0.04066196805377139, 14.171043709907785, 3.214269557350107);
        assertThat(model.logLikelihood()).isCloseTo(-182.59695449494444, Percentage.withPercentage(1e-8));
    }

    /// NumPy 2.4.6: fitted with setosa as reference class, coefficients and covariance then centred over the classes;
    /// sepal columns of iris, every seventh row moved to the next class so that the classes overlap.
    @Test
    void severalClassesHaveErrorsOfCentredCoefficients() {
        Dataset iris = Fixtures.iris();
        int[] codes = iris.classes().codes().clone();
        for (int i = 0; i < codes.length; i += 7) {
            codes[i] = (codes[i] + 1) % 3;
        }
        Dataset data = iris.withFeatures(
                        Schema.numeric("sepal_length", "sepal_width"),
                        iris.features().selectColumns(new int[] {0, 1}))
                .withTarget(new Target.Classes("species", iris.classes().names(), codes));
        LogisticModel model =
                new LogisticRegression().withPenalty(Penalty.none()).fit(data);
        WaldInference wald = model.inference().orElseThrow();
        close(
                wald.estimates(),
                -1.3186267468795059,
                1.541424335829125,
                2.7403929881167373,
                -0.048546688612197575,
                -1.1424553481286308,
                4.073458292106926,
                1.3671734354917036,
                -0.39896898770049427,
                -6.8138512802236635);
        close(
                wald.standardErrors(),
                0.25669184839123543,
                0.39771795124891135,
                1.9479318896559168,
                0.19161633906659503,
                0.3505013529876551,
                1.5141788922665116,
                0.24235096483605836,
                0.40341644031690144,
                1.8364305186426415);
        assertThat(model.logLikelihood()).isCloseTo(-115.36578771993875, Percentage.withPercentage(1e-8));
    }

    @Test
    void intervalsHaveTheNormalQuantile() {
        WaldInference wald = fitted(false, true).inference().orElseThrow();
        // Φ⁻¹(0.975), R 4 documentation of qnorm and every table: 1.959963984540054.
        for (int i = 0; i < 4; i++) {
            double half = 1.959963984540054 * wald.standardErrors()[i];
            assertEquals(wald.estimates()[i] - half, wald.lower(0.95)[i], 1e-10);
            assertEquals(wald.estimates()[i] + half, wald.upper(0.95)[i], 1e-10);
        }
        assertThatThrownBy(() -> wald.lower(1)).hasMessage("level must be between 0 and 1, was 1.0");
    }

    @Test
    void penalisedCoefficientsHaveNoErrors() {
        assertThat(new LogisticRegression().fit(Fixtures.random(100, 2, 2, 1)).inference())
                .isEmpty();
    }

    @Test
    void tableShowsEveryTerm() {
        assertThat(fitted(false, true).coefficientTable())
                .contains("score of benign")
                .containsPattern("mean_radius +-1\\.39699 +0\\.154032 +-9\\.069 +1\\.20e-19")
                .containsPattern("intercept +42\\.0194");
        assertThat(new LogisticRegression().fit(Fixtures.random(100, 2, 3, 1)).coefficientTable())
                .contains("score of a", "score of b", "score of c", "x2")
                .doesNotContain("std error");
    }

    private static void close(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], RELATIVE * Math.abs(expected[i]));
        }
    }
}
