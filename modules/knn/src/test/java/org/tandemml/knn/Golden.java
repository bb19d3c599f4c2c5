package org.tandemml.knn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Seed;

/// Reference values and data that several tests share; see the head of the file for their provenance.
final class Golden {
    private static final Properties VALUES = load();

    private Golden() {}

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Golden.class.getResourceAsStream("sklearn-neighbors.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static String text(String key) {
        return VALUES.getProperty(key);
    }

    static double[] numbers(String key) {
        return Arrays.stream(text(key).trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static int[] integers(String key) {
        return Arrays.stream(numbers(key)).mapToInt(v -> (int) v).toArray();
    }

    static DenseMatrix matrix(String key) {
        double[] values = numbers(key);
        int columns = Integer.parseInt(text("columns"));
        return new DenseMatrix(values.length / columns, columns, values);
    }

    /// Rows on a coarse grid, so that many distances are equal, moved by `shift`.
    static DenseMatrix grid(int n, int p, int steps, double shift, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = new double[n * p];
        Arrays.setAll(values, i -> shift + stream.nextInt(steps) * 0.25);
        return new DenseMatrix(n, p, values);
    }

    static DenseMatrix gaussian(int n, int p, double shift, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] values = new double[n * p];
        Arrays.setAll(values, i -> shift + stream.nextGaussian());
        return new DenseMatrix(n, p, values);
    }
}
