package org.tandemml.benchmarks.boosting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.data.Datasets;
import org.tandemml.data.Generators;
import org.tandemml.evaluation.Auc;

/// Training and test rows of a contest, also as the arrays that XGBoost and LightGBM read.
///
/// @param training what all learn from
/// @param test what the quality is measured on
/// @param ranked whether the quality is the area under the ROC curve, not the log loss
record BoostingProblem(Dataset training, Dataset test, boolean ranked) {
    /// The kind of the data set adult, which has categories.
    static final String ADULT = "adult";

    private static final int TEST_ROWS = 20_000;

    /// A problem by name: `higgs`, `covertype`, `linear` of 20 columns, `sparse` of 50,000 columns with 100 cells a
    /// row; or adult's own rows.
    static BoostingProblem of(String kind, int rows) {
        if (kind.equals(ADULT)) {
            return adult();
        }
        Dataset all = switch (kind) {
            case "higgs" -> Generators.higgsLike(rows + TEST_ROWS, 42);
            case "covertype" -> Generators.covertypeLike(rows + TEST_ROWS, 42);
            case "linear" -> Generators.linear(rows + TEST_ROWS, 20, 42);
            case "sparse" -> sparse(rows + TEST_ROWS, 50_000, 100);
            default -> throw new IllegalArgumentException(kind);
        };
        return new BoostingProblem(part(all, 0, rows), part(all, rows, rows + TEST_ROWS), false);
    }

    /// Adult with its own test rows, whose categories have the codes of the training rows.
    private static BoostingProblem adult() {
        Dataset training = Datasets.read(file("adult_train.csv.gz")).target("income");
        Dataset read = Datasets.read(file("adult_test.csv.gz")).target("income");
        Dataset test = read.withFeatures(training.schema(), training.schema().align(read, Schema.Unseen.MISSING));
        if (!training.classes().names().equals(test.classes().names())) {
            throw new InputException("adult's classes are " + training.classes().names() + " in training and "
                    + test.classes().names() + " in the test rows: fetch the files anew");
        }
        return new BoostingProblem(dense(training), dense(test), true);
    }

    private static Dataset dense(Dataset data) {
        return data.withFeatures(data.schema(), ((DenseMatrix) data.features()).contiguous());
    }

    private static Path file(String name) {
        String home = System.getenv("TANDEM_DATA");
        Path file = Path.of(home == null ? "" : home, ADULT, name);
        if (!Files.exists(file)) {
            throw new InputException(
                    name + " is not shipped: set TANDEM_DATA to the folder of fetched data sets, which holds " + ADULT
                            + "/" + name);
        }
        return file;
    }

    /// The columns of categories.
    int[] categories() {
        return IntStream.range(0, training.columns())
                .filter(j -> training.schema().column(j) instanceof Column.Categorical)
                .toArray();
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

    /// The quality on the test rows of probabilities by row, or of the second class alone if there are two classes.
    double quality(double[] probabilities) {
        int[] codes = test.classes().codes();
        int width = probabilities.length / codes.length;
        if (ranked) {
            boolean[] positive = new boolean[codes.length];
            double[] scores = new double[codes.length];
            for (int i = 0; i < codes.length; i++) {
                positive[i] = codes[i] == 1;
                scores[i] = probabilities[(i + 1) * width - 1];
            }
            return Auc.of(positive, scores).value();
        }
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
