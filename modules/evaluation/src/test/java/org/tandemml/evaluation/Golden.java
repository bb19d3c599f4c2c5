package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;

/// The numbers of scikit-learn 1.2.1 (numpy 1.24.2, scipy 1.10.1, float64); the file says which function gave which.
/// Tolerance: |a − b| ≤ 1e-13 + 1e-12·|b|.
final class Golden {
    private static final JsonNode ALL = read();

    private Golden() {}

    private static JsonNode read() {
        try (InputStream in = Golden.class.getResourceAsStream("metrics-sklearn-1.2.1.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode get(String part) {
        return ALL.get(part);
    }

    /// A test for each of the `count` cases.
    static Stream<DynamicTest> each(JsonNode cases, int count, Consumer<JsonNode> check) {
        assertEquals(count, cases.size());
        return cases.propertyStream()
                .map((Map.Entry<String, JsonNode> entry) ->
                        dynamicTest(entry.getKey(), () -> check.accept(entry.getValue())));
    }

    static void assertClose(JsonNode expected, Score actual) {
        assertClose(expected.asDouble(), actual.value(), actual.name());
    }

    static void assertClose(double expected, Score actual) {
        assertClose(expected, actual.value(), actual.name());
    }

    static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-13 + 1e-12 * Math.abs(expected), what);
    }

    static void assertClose(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, () -> what + ": " + Arrays.toString(actual));
        for (int i = 0; i < expected.length; i++) {
            assertClose(expected[i], actual[i], what + "[" + i + "]");
        }
    }

    static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    static boolean[] positive(JsonNode array) {
        int[] y = ints(array);
        boolean[] positive = new boolean[y.length];
        IntStream.range(0, y.length).forEach(i -> positive[i] = y[i] == 1);
        return positive;
    }

    static DenseMatrix matrix(JsonNode rows) {
        return Matrix.of(StreamSupport.stream(rows.spliterator(), false)
                .map(Golden::doubles)
                .toArray(double[][]::new));
    }

    static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }
}
