package org.tandemml.benchmarks.boosting;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.data.Generators;

/// Training and test rows of a contest, also as the arrays that XGBoost and LightGBM read.
///
/// @param training what all learn from
/// @param test what the quality is measured on
record BoostingProblem(Dataset training, Dataset test) {
    private static final int TEST_ROWS = 20_000;

    /// A problem by name: `higgs`, `covertype`, `linear` of 20 columns, `sparse` of 50,000 columns with 100 cells a
    /// row.
    static BoostingProblem of(String kind, int rows) {
        Dataset all = switch (kind) {
            case "higgs" -> Generators.higgsLike(rows + TEST_ROWS, 42);
            case "covertype" -> Generators.covertypeLike(rows + TEST_ROWS, 42);
            case "linear" -> Generators.linear(rows + TEST_ROWS, 20, 42);
            case "sparse" -> sparse(rows + TEST_ROWS, 50_000, 100);
            default -> throw new IllegalArgumentException(kind);
        };
        return new BoostingProblem(part(all, 0, rows), part(all, rows, rows + TEST_ROWS));
    }

    private static Dataset part(Dataset all, int from, int to) {
        Matrix chosen = all.features().select(IntStream.range(from, to).toArray());
        Matrix own = switch (chosen) {
            case DenseMatrix dense -> dense.contiguous();
            case SparseMatrix sparse -> sparse.contiguous();
        };
        Target target = all.target().select(IntStream.range(from, to).toArray());
        return Dataset.of(all.name(), all.schema(), own, target);
    }

    /// Columns of falling frequency; one in twenty matters.
    private static Dataset sparse(int rows, int columns, int each) {
        Seed.Stream random = new Seed(42).stream();
        double[] weight = new double[columns];
        for (int j = 0; j < columns; j += 20) {
            weight[j] = 2 * random.nextGaussian();
        }
        int[] starts = new int[rows + 1];
        int[] indices = new int[rows * each];
        double[] values = new double[rows * each];
        String[] classes = new String[rows];
        for (int i = 0; i < rows; i++) {
            TreeSet<Integer> chosen = new TreeSet<>();
            while (chosen.size() < each) {
                double u = random.nextDouble();
                chosen.add((int) (columns * u * u));
            }
            double f = random.nextGaussian();
            int k = i * each;
            for (int j : chosen) {
                indices[k] = j;
                values[k] = random.nextDouble();
                f += weight[j] * values[k];
                k++;
            }
            starts[i + 1] = k;
            classes[i] = f > 0 ? "yes" : "no";
        }
        return Dataset.classes(new SparseMatrix(columns, starts, indices, values), classes);
    }

    int classes() {
        return training.classes().names().size();
    }

    static float[] floats(Dataset data) {
        double[] values = ((DenseMatrix) data.features()).values();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static float[] labels(Dataset data) {
        int[] codes = data.classes().codes();
        float[] labels = new float[codes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = codes[i];
        }
        return labels;
    }

    /// Mean log loss on the test rows of probabilities by row, or of the second class alone if there are two classes.
    double logLoss(double[] probabilities) {
        int[] codes = test.classes().codes();
        int width = probabilities.length / codes.length;
        double sum = 0;
        for (int i = 0; i < codes.length; i++) {
            double p = width == 1
                    ? codes[i] == 1 ? probabilities[i] : 1 - probabilities[i]
                    : probabilities[i * width + codes[i]];
            sum -= Math.log(Math.max(1e-15, p));
        }
        return sum / codes.length;
    }

    static double[] doubles(float[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(k -> row[k]))
                .toArray();
    }
}
