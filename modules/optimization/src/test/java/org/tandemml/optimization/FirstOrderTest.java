package org.tandemml.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.core.InputException;

class FirstOrderTest {
    private static final Properties OPTIMIZERS = reference("torch-optimizers.properties");
    private static final Properties SCHEDULES = reference("torch-schedules.properties");
    private static final double[] CURVATURE = {1, 10, 0.1};
    private static final double[] MINIMUM = {1, -2, 3};

    static Stream<String> optimizers() {
        return Arrays.stream(OPTIMIZERS.getProperty("names").split(" "));
    }

    static Stream<String> schedules() {
        return Arrays.stream(SCHEDULES.getProperty("names").split(" "));
    }

    static List<FirstOrder> rules() {
        return FirstOrder.DEFAULTS;
    }

    static List<Schedule> allSchedules() {
        return Schedule.DEFAULTS;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void followsTheTrajectoryOfTheReference(String name) {
        FirstOrder rule = FirstOrder.parse(OPTIMIZERS.getProperty(name));
        FirstOrderSteps steps = rule.start(3);
        double[] w = {5, 5, 5};
        int compared = 0;
        for (int t = 1; t <= 50; t++) {
            steps.step(w, gradient(w), 1);
            compared += check(name + "." + t, w);
            compared += check(name + "." + t + ".average", steps.result(w));
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void followsTheReferenceInSinglePrecision(String name) {
        FloatFirstOrderSteps steps =
                FirstOrder.parse(OPTIMIZERS.getProperty(name)).startSingle(3);
        float[] w = {5, 5, 5};
        int compared = 0;
        for (int t = 1; t <= 50; t++) {
            steps.step(w, gradient(w), 1);
            compared += check(name + "." + t, widened(w), 1e-5, 1e-5);
            compared += check(name + "." + t + ".average", widened(steps.result(w)), 1e-5, 1e-5);
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }

    private static int check(String key, double[] actual) {
        return check(key, actual, 1e-13, 1e-12);
    }

    private static int check(String key, double[] actual, double absolute, double relative) {
        if (!OPTIMIZERS.containsKey(key)) {
            return 0;
        }
        double[] expected = numbers(OPTIMIZERS, key);
        for (int j = 0; j < expected.length; j++) {
            assertEquals(expected[j], actual[j], absolute + relative * Math.abs(expected[j]), key);
        }
        return 1;
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void ratesAreThoseOfTheReference(String name) {
        Schedule schedule = Schedule.parse(SCHEDULES.getProperty(name));
        double[] expected = numbers(SCHEDULES, name + ".rates");
        for (int t = 0; t < expected.length; t++) {
            assertEquals(expected[t], 0.1 * schedule.factor(t), 1e-13 + 1e-12 * expected[t], name + " at " + t);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void resumesExactlyAndInRanges(FirstOrder rule) {
        FirstOrderSteps whole = rule.start(3);
        double[] w = {5, 5, 5};
        double[] resumed = new double[3];
        FirstOrderSteps second = rule.start(3);
        for (int t = 0; t < 20; t++) {
            double factor = 1.0 / (t + 1);
            if (t == 10) {
                second.resume(whole.state());
                resumed = w.clone();
            }
            whole.step(w, gradient(w), factor);
            if (t >= 10) {
                double[] g = gradient(resumed);
                second.next(factor);
                second.update(resumed, g, factor, 2, 3);
                second.update(resumed, g, factor, 0, 2);
            }
        }
        assertArrayEquals(w, resumed);
        assertArrayEquals(whole.state(), second.state());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rangesAreStepsOfTheWholeInSinglePrecision(FirstOrder rule) {
        FloatFirstOrderSteps whole = rule.startSingle(3);
        float[] w = {5, 5, 5};
        FloatFirstOrderSteps parts = rule.startSingle(3);
        float[] inParts = w.clone();
        for (int t = 0; t < 20; t++) {
            double factor = 1.0 / (t + 1);
            whole.step(w, gradient(w), factor);
            float[] g = gradient(inParts);
            parts.next(factor);
            parts.update(inParts, g, factor, 2, 3);
            parts.update(inParts, g, factor, 0, 2);
        }
        assertArrayEquals(w, inParts);
        assertArrayEquals(whole.result(w), parts.result(inParts));
        assertEquals(20, parts.step());
        assertEquals(rule, parts.rule());
        assertThatThrownBy(() -> parts.step(new float[3], new float[2], 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gradient");
    }

    /// A loop of vectors ends with single numbers: they must not differ from those inside.
    @ParameterizedTest
    @MethodSource("rules")
    void eachParameterGoesItsWayAlone(FirstOrder rule) {
        int n = 1003;
        FloatFirstOrderSteps together = rule.startSingle(n);
        FloatFirstOrderSteps alone = rule.startSingle(1);
        float[] w = new float[n];
        Arrays.fill(w, 5);
        float[] one = {5};
        float[] g = new float[n];
        for (int t = 0; t < 300; t++) {
            float slope = gradient(one)[0];
            Arrays.fill(g, slope);
            together.step(w, g, 1);
            alone.step(one, new float[] {slope}, 1);
            for (float value : w) {
                assertEquals(one[0], value);
            }
        }
    }

    /// 0.9 to the thousandth power is 1e-46, less than the smallest `float`.
    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw", "nadam", "radam", "adam:0.001:0.9:0.999:1e-8:0:true"})
    void aMeanThatFadesOutNeverBecomesSubnormal(String text) {
        FloatFirstOrderSteps steps = FirstOrder.parse(text).startSingle(2);
        float[] w = {1, 1};
        steps.step(w, new float[] {3, -3}, 1);
        double mean = 1;
        for (int t = 0; t < 1000; t++) {
            steps.step(w, new float[2], 1);
            mean = Math.max(Math.abs(steps.kept(0)[0]), Math.abs(steps.kept(0)[1]));
            assertThat(mean == 0 || mean >= Float.MIN_NORMAL)
                    .as("mean %s at step %s", mean, t)
                    .isTrue();
        }
        assertThat(mean).isLessThan(1e-31);
    }

    /// The running variance of a gradient that never changes is the difference of two equal numbers.
    @Test
    void centeredStepsOfAConstantGradientStayNumbersInSinglePrecision() {
        FloatFirstOrderSteps steps =
                FirstOrder.parse("rmsprop:1e-6:0.99:1e-4:true").startSingle(3);
        float[] w = {5, 5, 5};
        for (int t = 0; t < 5000; t++) {
            steps.step(w, new float[] {0.1f, 0.7f, -1.3f}, 1);
            assertThat(Float.isFinite(w[0]) && Float.isFinite(w[1]) && Float.isFinite(w[2]))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rulesAreWrittenAndReadAsText(FirstOrder rule) {
        assertEquals(rule.name(), rule.toString());
        assertEquals(rule, FirstOrder.parse(rule.toString()));
    }

    @ParameterizedTest
    @MethodSource("allSchedules")
    void schedulesAreWrittenAndReadAsText(Schedule schedule) {
        assertEquals(schedule, Schedule.parse(schedule.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd:0.05:0.9",
                "adamw:0.001:0.9:0.999:1.0E-8:0.1",
                "rmsprop:0.01:0.9:1.0E-8:true",
            })
    void settingsThatDifferStandInTheText(String text) {
        assertEquals(text, FirstOrder.parse(text).toString());
    }

    @Test
    void schedulesNest() {
        Schedule schedule = Schedule.parse("warm-up:10:0.1:cosine:90:0.01");
        assertEquals(new Schedule.WarmUp(10, 0.1, new Schedule.Cosine(90, 0.01)), schedule);
        assertEquals("warm-up:10:0.1:cosine:90:0.01", schedule.toString());
        assertEquals(0.1, schedule.factor(0));
        assertEquals(1, schedule.factor(10));
        assertEquals(0.01, schedule.factor(100), 1e-15);
    }

    @Test
    void batchSizeRulesCarryTheRateOver() {
        assertEquals(0.4, BatchSizeRule.LINEAR.rate(0.1, 32, 128), 1e-15);
        assertEquals(0.2, BatchSizeRule.SQUARE_ROOT.rate(0.1, 32, 128), 1e-15);
        assertEquals(0.1, BatchSizeRule.NONE.rate(0.1, 32, 128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd:-1",
                "sgd:0",
                "sgd:x",
                "sgd:0.1:0:0:true",
                "adam:0.1:1",
                "adam:0.1:0.9:0.999:1e-8:0:maybe",
                "adam:0.1:0.9:0.999:1e-8:0:false:7",
                "adagard",
            })
    void refusesRulesThatMakeNoSense(String text) {
        assertThatThrownBy(() -> FirstOrder.parse(text)).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step:0", "multi-step:5,3", "cosine:0", "warm-up:0", "cyclic:5:5:2", "cycle"})
    void refusesSchedulesThatMakeNoSense(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(InputException.class);
    }

    @Test
    void refusesTheStateOfAnother() {
        FirstOrderSteps adam = FirstOrder.parse("adam").start(3);
        assertThatThrownBy(() -> adam.resume(FirstOrder.parse("sgd").start(3).state()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("state of the optimizer adam");
    }

    private static double[] gradient(double[] w) {
        double[] g = new double[w.length];
        Arrays.setAll(g, j -> CURVATURE[j] * (w[j] - MINIMUM[j]));
        return g;
    }

    private static float[] gradient(float[] w) {
        float[] g = new float[w.length];
        for (int j = 0; j < g.length; j++) {
            g[j] = (float) (CURVATURE[j] * (w[j] - MINIMUM[j]));
        }
        return g;
    }

    private static double[] widened(float[] w) {
        double[] wide = new double[w.length];
        Arrays.setAll(wide, j -> w[j]);
        return wide;
    }

    private static double[] numbers(Properties properties, String key) {
        return Arrays.stream(properties.getProperty(key).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Properties reference(String file) {
        Properties properties = new Properties();
        try (InputStream in = FirstOrderTest.class.getResourceAsStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return properties;
    }
}
