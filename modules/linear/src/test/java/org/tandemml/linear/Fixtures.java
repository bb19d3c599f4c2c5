package org.tandemml.linear;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.regularization.Penalty;

/// Data and reference values that several tests share.
final class Fixtures {
    private Fixtures() {}

    /// WDBC, 569 × 30; class 1 is benign, as in scikit-learn.
    static Dataset wdbc() {
        return csv("wdbc", "malignant", "benign");
    }

    /// Fisher's iris, 150 × 4.
    static Dataset iris() {
        return csv("iris", "setosa", "versicolor", "virginica");
    }

    /// Spambase, 4601 × 57, sorted by class; class 1 is spam.
    static Dataset spambase() {
        return csv("spambase", "nonspam", "spam");
    }

    private static List<String> lines(String name) throws IOException {
        Path plain = Path.of("../../datasets/" + name + ".csv");
        if (Files.exists(plain)) {
            return Files.readAllLines(plain);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(plain + ".gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Dataset csv(String name, String... classes) {
        try {
            List<String> lines = lines(name);
            String[] header = lines.getFirst().split(",");
            int p = header.length - 1;
            double[][] rows = new double[lines.size() - 1][];
            int[] codes = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                String[] cells = lines.get(i + 1).split(",");
                rows[i] = Arrays.stream(cells, 0, p)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                codes[i] = List.of(classes).indexOf(cells[p]);
            }
            return Dataset.of(
                    name,
                    Schema.numeric(Arrays.copyOf(header, p)),
                    Matrix.of(rows),
                    new Target.Classes(header[p], List.of(classes), codes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same data with columns of mean 0 and standard deviation 1, divisor n.
    static Dataset standardised(Dataset data) {
        int n = data.rows();
        int p = data.columns();
        double[] values = new double[n * p];
        for (int j = 0; j < p; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += data.features().get(i, j) / n;
            }
            double square = 0;
            for (int i = 0; i < n; i++) {
                double d = data.features().get(i, j) - mean;
                square += d * d / n;
            }
            for (int i = 0; i < n; i++) {
                values[i * p + j] = (data.features().get(i, j) - mean) / Math.sqrt(square);
            }
        }
        return data.withFeatures(data.schema(), new DenseMatrix(n, p, values));
    }

    /// Weights 1 + (row index mod 3).
    static double[] cyclicWeights(int n) {
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> 1 + i % 3);
        return weights;
    }

    /// Gaussian features and classes `a`, `b`, … drawn from a softmax of random scores; overlapping, not separable.
    static Dataset random(int n, int p, int classes, long seed) {
        Seed.Stream stream = new Seed(seed).stream();
        double[] beta = new double[p * classes];
        Arrays.setAll(beta, i -> stream.nextGaussian() / Math.sqrt(p));
        double[] values = new double[n * p];
        int[] codes = new int[n];
        for (int i = 0; i < n; i++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < p; j++) {
                values[i * p + j] = stream.nextGaussian();
            }
            for (int k = 0; k < classes; k++) {
                // Gumbel noise makes the largest score a draw from the softmax.
                double score = 0.3 * k - Math.log(-Math.log(stream.nextDouble() + 1e-300));
                for (int j = 0; j < p; j++) {
                    score += 2 * beta[k * p + j] * values[i * p + j];
                }
                if (score > best) {
                    best = score;
                    codes[i] = k;
                }
            }
        }
        List<String> names = List.of("a", "b", "c", "d", "e").subList(0, classes);
        return Dataset.of(
                "random", Schema.numeric(p), new DenseMatrix(n, p, values), new Target.Classes("class", names, codes));
    }

    /// The same features stored sparsely.
    static SparseMatrix sparse(Matrix matrix) {
        int[] starts = new int[matrix.rows() + 1];
        int[] indices = new int[matrix.rows() * matrix.columns()];
        double[] values = new double[indices.length];
        int count = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                double value = matrix.get(i, j);
                if (value != 0) {
                    indices[count] = j;
                    values[count++] = value;
                }
            }
            starts[i + 1] = count;
        }
        return new SparseMatrix(matrix.columns(), starts, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
    }

    /// Reference values, see the head of the file for their provenance.
    static Properties reference(String file) {
        Properties properties = new Properties();
        try (InputStream in = Fixtures.class.getResourceAsStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static double[] numbers(Properties properties, String key) {
        return Arrays.stream(properties.getProperty(key).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /// Mean loss with weights plus λ/2·‖β‖², computed from a model's coefficients by the plain formula.
    static double objective(LogisticModel model, Dataset data, double[] weights, Penalty penalty) {
        double loss = 0;
        double sum = 0;
        double[] row = new double[data.columns()];
        double[] scores = new double[model.classes().size()];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            model.scores(row, scores);
            int y = data.classes().codes()[i];
            double own = scores[y];
            double all = 0;
            if (scores.length == 2) {
                all = own > 0 ? Math.log1p(Math.exp(-own)) : Math.log1p(Math.exp(own)) - own;
            } else {
                double max = Arrays.stream(scores).max().orElseThrow();
                for (double s : scores) {
                    all += Math.exp(s - max);
                }
                all = Math.log(all) + max - own;
            }
            loss += weights[i] * all;
            sum += weights[i];
        }
        return loss / sum + penalty.value(model.coefficients());
    }
}
