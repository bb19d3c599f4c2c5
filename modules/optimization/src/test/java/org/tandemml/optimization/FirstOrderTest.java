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
