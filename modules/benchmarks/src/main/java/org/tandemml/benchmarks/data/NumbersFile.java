package org.tandemml.benchmarks.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tandemml.core.Seed;

/// A CSV file of normally distributed numbers in 20 columns, the same on every machine.
///
/// @param bytes its least size
/// @param allDigits whether numbers have all digits that they need, or six decimals
public record NumbersFile(long bytes, boolean allDigits) {
    private static final int COLUMNS = 20;

    /// The file, deleted when the JVM ends, and the sum of its cells.
    record Written(Path path, double sum) {}

    Written write() throws IOException {
        Path path = Files.createTempFile("tandem-numbers", ".csv");
        path.toFile().deleteOnExit();
        Seed.Stream random = new Seed(42).stream();
        double sum = 0;
        StringBuilder line = new StringBuilder(
                IntStream.rangeClosed(1, COLUMNS).mapToObj(j -> "c" + j).collect(Collectors.joining(",", "", "\n")));
        try (BufferedWriter out = Files.newBufferedWriter(path)) {
            for (long written = 0; written < bytes; written += line.length()) {
                out.append(line);
                line.setLength(0);
                for (int j = 0; j < COLUMNS; j++) {
                    // Around 1, so that the sum of all cells does not cancel.
                    double value = 1 + random.nextGaussian();
                    sum += append(line, value);
                    line.append(j == COLUMNS - 1 ? '\n' : ',');
                }
            }
            return new Written(path, sum - lastRow(line));
        }
    }

    private static double lastRow(StringBuilder line) {
        return Arrays.stream(line.toString().strip().split(","))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private double append(StringBuilder line, double value) {
        if (allDigits) {
            line.append(value);
            return value;
        }
        long millionths = Math.round(value * 1e6);
        long size = Math.abs(millionths);
        String decimals = Long.toString(1_000_000 + size % 1_000_000);
        line.append(millionths < 0 ? "-" : "")
                .append(size / 1_000_000)
                .append('.')
                .append(decimals, 1, 7);
        return millionths / 1e6;
    }
}
