package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Classifier;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;

/// scikit-learn 1.2.1's SVC on the bundled breast cancer data, standardised (n in the denominator), and on the digits.
class BundledDataTest {
    private record Table(double[][] rows, String[] labels) {
        static Table read(String file) throws IOException {
            Path path = Path.of("../../datasets/", file);
            try (InputStream raw = Files.newInputStream(path);
                    InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                List<String[]> cells =
                        lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
                double[][] rows = cells.stream()
                        .map(c -> IntStream.range(0, c.length - 1)
                                .mapToDouble(j -> Double.parseDouble(c[j]))
                                .toArray())
                        .toArray(double[][]::new);
                return new Table(rows, cells.stream().map(c -> c[c.length - 1]).toArray(String[]::new));
            }
        }

        Dataset part(int from, int to) {
            int p = rows[0].length;
            double[] values = new double[(to - from) * p];
            for (int i = from; i < to; i++) {
                System.arraycopy(rows[i], 0, values, (i - from) * p, p);
            }
            String[] names = java.util.Arrays.copyOfRange(labels, from, to);
            return Dataset.classes(new DenseMatrix(to - from, p, values), names);
        }
    }

    static Dataset digits() throws IOException {
        Table table = Table.read("digits.csv.gz");
        return table.part(0, table.rows().length);
    }

    private static Dataset breastCancer() throws IOException {
        Table table = Table.read("wdbc.csv");
        int n = table.rows().length;
        for (int j = 0; j < table.rows()[0].length; j++) {
            int column = j;
            double mean = IntStream.range(0, n)
                    .mapToDouble(i -> table.rows()[i][column])
                    .average()
                    .orElseThrow();
            double square = 0;
            for (double[] row : table.rows()) {
                square += (row[j] - mean) * (row[j] - mean) / n;
            }
            for (double[] row : table.rows()) {
                row[j] = (row[j] - mean) / Math.sqrt(square);
            }
        }
        return table.part(0, n);
    }

    @ParameterizedTest
    @CsvSource({"rbf, -59.761345, 119", "linear, -26.525455, 40", "polynomial, -126.684522, 172"})
    void breastCancerHasTheDualMinimumOfScikitLearn(String kernel, double minimum, int supportVectors)
            throws IOException {
        SvmClassifier model = new Svm()
                .withKernel(Kernel.parse(kernel))
                .withGamma(1.0 / 30)
                .withTolerance(1e-8)
                .fit(breastCancer());
        assertTrue(model.report().converged(), model.report().reason());
        assertEquals(minimum, model.report().objective(), 1e-6 * Math.abs(minimum));
        assertEquals(supportVectors, model.supportRows().length);
        SvmMachine machine = model.machines().getFirst();
        double sum = java.util.Arrays.stream(machine.coefficients()).sum();
        assertEquals(0, sum, 1e-10);
    }

    /// The KKT conditions of every pair of digits, from nothing but the model and the rows.
    @Test
    void digitsHaveTheAccuracyOfScikitLearnAndTheDualsOfTheOptimum() throws IOException {
        Table table = Table.read("digits.csv.gz");
        Dataset train = table.part(0, 1_000);
        Dataset test = table.part(1_000, table.rows().length);
        SvmClassifier model = new Svm().withCost(10).withGamma(0.001).fit(train);
        assertTrue(model.report().converged(), model.report().reason());
        // LIBSVM gives equal votes to the class that comes first, we to the clearer one: counted here as LIBSVM does.
        double[] asked = model.decisions(test.features(), Parallel.SEQUENTIAL).values();
        int right = 0;
        for (int i = 0; i < test.rows(); i++) {
            double[] votes = new double[10];
            for (int m = 0; m < model.machines().size(); m++) {
                SvmMachine machine = model.machines().get(m);
                boolean positive = asked[i * model.machines().size() + m] > 0;
                votes[positive ? machine.positive() : machine.negative()]++;
            }
            String first = train.classes().names().get(Classifier.indexOfLargest(votes, 0, 10));
            right += first.equals(table.labels()[1_000 + i]) ? 1 : 0;
        }
        assertEquals(773, right);
        assertEquals(551, model.supportRows().length, 2);
        double[] decisions =
                model.decisions(train.features(), Parallel.SEQUENTIAL).values();
        int machines = model.machines().size();
        for (int m = 0; m < machines; m++) {
            SvmMachine machine = model.machines().get(m);
            double[] duals = new double[train.rows()];
            for (int k = 0; k < machine.support().length; k++) {
                duals[model.supportRows()[machine.support()[k]]] = machine.coefficients()[k];
            }
            for (int i = 0; i < train.rows(); i++) {
                int code = train.classes().codes()[i];
                if (code == machine.positive() || code == machine.negative()) {
                    double y = code == machine.positive() ? 1 : -1;
                    double slope = y * decisions[i * machines + m] - 1;
                    double dual = y * duals[i];
                    assertTrue(dual >= 0 && dual <= 10, "dual " + dual);
                    assertTrue(dual == 0 || slope <= 2e-3, "row " + i + " of machine " + m + ": " + slope);
                    assertTrue(dual == 10 || slope >= -2e-3, "row " + i + " of machine " + m + ": " + slope);
                }
            }
        }
    }
}
