package org.tandemml.boosting;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// Real data for tests: the bundled tables of numbers, and others that a folder named by TANDEM_DATA holds.
final class BundledData {
    private BundledData() {}

    /// A bundled table whose last column is a numeric target.
    static Dataset numbers(String name) {
        List<String[]> rows = rows(name);
        double[] target = rows.stream()
                .skip(1)
                .mapToDouble(cells -> Double.parseDouble(cells[cells.length - 1]))
                .toArray();
        return Dataset.of(name, schema(rows), features(rows), new Target.Numbers("target", target));
    }

    /// A bundled table whose last column names a class; classes in the order of their names.
    static Dataset classes(String name) {
        List<String[]> rows = rows(name);
        String[] labels =
                rows.stream().skip(1).map(cells -> cells[cells.length - 1]).toArray(String[]::new);
        return Dataset.classes(features(rows), labels);
    }

    private static List<String[]> rows(String name) {
        Path file = Path.of("../../datasets/" + name + ".csv");
        return lines(Files.exists(file) ? file : Path.of(file + ".gz")).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static Schema schema(List<String[]> rows) {
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j + 1 < rows.getFirst().length; j++) {
            columns.add(new Column.Numeric(rows.getFirst()[j]));
        }
        return new Schema(columns);
    }

    private static DenseMatrix features(List<String[]> rows) {
        int p = rows.getFirst().length - 1;
        double[] values = new double[(rows.size() - 1) * p];
        for (int i = 1; i < rows.size(); i++) {
            for (int j = 0; j < p; j++) {
                values[(i - 1) * p + j] = Double.parseDouble(rows.get(i)[j]);
            }
        }
        return new DenseMatrix(rows.size() - 1, p, values);
    }

    /// A LIBSVM file below the folder TANDEM_DATA, with `columns` columns numbered as in the file (column 0 is empty in
    /// files that count from 1); the test is skipped without that folder.
    static Dataset libsvm(String file, int columns, boolean classes) {
        String folder = System.getenv("TANDEM_DATA");
        assumeTrue(folder != null && Files.exists(Path.of(folder, file)), "TANDEM_DATA holds no " + file);
        List<double[]> cells = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        List<Double> labels = new ArrayList<>();
        for (String line : lines(Path.of(folder, file))) {
            String[] parts = line.strip().split("\\s+");
            labels.add(Double.parseDouble(parts[0]));
            int[] at = new int[parts.length - 1];
            double[] of = new double[at.length];
            for (int k = 0; k < at.length; k++) {
                int colon = parts[k + 1].indexOf(':');
                at[k] = Integer.parseInt(parts[k + 1].substring(0, colon));
                of[k] = Double.parseDouble(parts[k + 1].substring(colon + 1));
            }
            places.add(at);
            cells.add(of);
        }
        int n = labels.size();
        int[] starts = new int[n + 1];
        for (int i = 0; i < n; i++) {
            starts[i + 1] = starts[i] + places.get(i).length;
        }
        int[] indices = places.stream().flatMapToInt(java.util.Arrays::stream).toArray();
        double[] values =
                cells.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        double[] target = labels.stream().mapToDouble(y -> y).toArray();
        SparseMatrix features = new SparseMatrix(columns, starts, indices, values);
        Dataset data = Dataset.of(file, Schema.numeric(columns), features, new Target.Numbers("label", target));
        return classes ? data.targetAsClasses() : data;
    }

    /// The lines of a text file, or of a gzip-compressed one.
    static List<String> lines(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
