package org.tandemml.svm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;

/// Reference values that several tests share; see the head of the file for their provenance.
final class Golden {
    private static final Properties VALUES = load();

    private Golden() {}

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Golden.class.getResourceAsStream("sklearn-svm.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static boolean has(String key) {
        return VALUES.containsKey(key);
    }

    static String text(String key) {
        return Objects.requireNonNull(VALUES.getProperty(key), key);
    }

    static double number(String key) {
        return Double.parseDouble(text(key));
    }

    static double[] numbers(String key) {
        return Arrays.stream(text(key).trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static DenseMatrix matrix(String key) {
        double[] values = numbers(key);
        return new DenseMatrix(values.length / 2, 2, values);
    }

    /// The 24 rows of two columns with classes "-1" and "1".
    static Dataset classes() {
        int[] codes = Arrays.stream(numbers("y")).mapToInt(y -> y > 0 ? 1 : 0).toArray();
        return Dataset.of("golden", Schema.numeric(2), matrix("x"), new Target.Classes("y", List.of("-1", "1"), codes));
    }

    static Dataset numbersOf(String key) {
        return Dataset.numbers(matrix("x"), numbers(key));
    }
}
