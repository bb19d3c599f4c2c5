package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;

/// Numbers computed by PyTorch, see the head of torch.properties.
final class Golden {
    private static final Properties ALL = read();

    private Golden() {}

    static Tensor tensor(String name) {
        String[] parts = Objects.requireNonNull(ALL.getProperty(name), name).split("\\|", 2);
        int[] shape = parts[0].isEmpty()
                ? new int[0]
                : Arrays.stream(parts[0].split(" ")).mapToInt(Integer::parseInt).toArray();
        return new Tensor(
                Arrays.stream(parts[1].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray(),
                shape);
    }

    static double number(String name) {
        return tensor(name).values()[0];
    }

    static void assertClose(String name, double[] actual) {
        assertClose(name, actual, 1e-12);
    }

    /// `|a − b| ≤ 1e-13 + relative·|b|`.
    static void assertClose(String name, double[] actual, double relative) {
        double[] expected = tensor(name).values();
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-13 + relative * Math.abs(expected[i]), name + "[" + i + "]");
        }
    }

    /// `|a − b|` at most 1e-5 of the largest number: for nets in single precision.
    static void assertFloat(String name, double[] actual) {
        double[] expected = tensor(name).values();
        assertThat(actual).as(name).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * largest, name + "[" + i + "]");
        }
    }

    private static Properties read() {
        Properties all = new Properties();
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("torch.properties"))) {
            all.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }
}
