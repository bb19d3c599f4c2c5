package org.tandemml.benchmarks.svm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.data.Datasets;
import org.tandemml.data.FileFormat;
import org.tandemml.data.ReadOptions;

/// Classified rows with a cost and a γ, as Tandem and as LIBSVM take them.
///
/// @param train rows to fit
/// @param test rows to predict
/// @param cost C
/// @param gamma γ of the RBF kernel
record SvmProblem(Dataset train, Dataset test, double cost, double gamma) {
    /// Normal rows with two classes on the sides of a wavy surface, with noise: C = 1, γ = 1/columns.
    static SvmProblem dense(int rows, int columns) {
        return new SvmProblem(wavy(rows, columns, 1), wavy(5_000, columns, 99), 1, 1.0 / columns);
    }

    private static Dataset wavy(int rows, int columns, long seed) {
        Seed.Stream directions = new Seed(77).stream();
        double[] across = new double[columns];
        double[] along = new double[columns];
        for (int j = 0; j < columns; j++) {
            across[j] = directions.nextGaussian() / Math.sqrt(columns);
            along[j] = directions.nextGaussian() / Math.sqrt(columns);
        }
        Seed.Stream random = new Seed(seed).stream();
        double[] values = DenseMatrix.allocate(rows, columns);
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            double a = 0;
            double b = 0;
            for (int j = 0; j < columns; j++) {
                double x = random.nextGaussian();
                values[i * columns + j] = x;
                a += across[j] * x;
                b += along[j] * x;
            }
            codes[i] = a + 0.8 * Math.sin(2 * b) + 0.7 * random.nextGaussian() > 0.5 ? 1 : 0;
        }
        Target target = new Target.Classes("y", List.of("a", "b"), codes);
        return Dataset.of("wavy", Schema.numeric(columns), new DenseMatrix(rows, columns, values), target);
    }

    /// a9a with C = 1 and γ = 1/123, the first 5,000 test rows.
    static SvmProblem a9a() {
        ReadOptions options = ReadOptions.defaults().withFormat(FileFormat.LIBSVM);
        Dataset train = Datasets.read(file("a9a", "a9a.gz"), options).targetAsClasses();
        Dataset test = Datasets.read(file("a9a", "a9a.t.gz"), options).targetAsClasses();
        SparseMatrix rows = (SparseMatrix) test.features();
        int columns = train.columns();
        // The test file never uses the last column.
        int[] starts = IntStream.rangeClosed(0, 5_000)
                .map(i -> i == 0 ? 0 : rows.end(i - 1))
                .toArray();
        Matrix features = new SparseMatrix(columns, starts, rows.indices(), rows.values());
        Target target = test.target().select(IntStream.range(0, 5_000).toArray());
        return new SvmProblem(train, Dataset.of("a9a", train.schema(), features, target), 1, 1.0 / columns);
    }

    /// The first 10,000 images of MNIST, pixels in 0..1, with C = 10 and γ = 0.02; the first 5,000 test images.
    static SvmProblem mnist() {
        return new SvmProblem(
                images("train-images-idx3-ubyte.gz", 10_000), images("t10k-images-idx3-ubyte.gz", 5_000), 10, 0.02);
    }

    private static Dataset images(String name, int rows) {
        Dataset all = Datasets.read(file("mnist", name), ReadOptions.defaults()).targetAsClasses();
        Dataset first = all.select(IntStream.range(0, rows).toArray());
        double[] values = DenseMatrix.allocate(rows, first.columns());
        for (int i = 0; i < rows; i++) {
            first.features().copyRow(i, values, i * first.columns());
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return first.withFeatures(first.schema(), new DenseMatrix(rows, first.columns(), values));
    }

    private static Path file(String folder, String name) {
        String home = System.getenv("TANDEM_DATA");
        Path file = Path.of(home == null ? "" : home, folder, name);
        if (!Files.exists(file)) {
            throw new InputException(name + " is not shipped: set TANDEM_DATA to the folder of fetched data sets");
        }
        return file;
    }

    /// Rows as LIBSVM takes them, zeros left out.
    static svm_node[][] nodes(Matrix rows) {
        svm_node[][] all = new svm_node[rows.rows()][];
        double[] row = new double[rows.columns()];
        for (int i = 0; i < all.length; i++) {
            rows.copyRow(i, row, 0);
            List<svm_node> nodes = new ArrayList<>();
            for (int j = 0; j < row.length; j++) {
                if (row[j] != 0) {
                    svm_node node = new svm_node();
                    node.index = j + 1;
                    node.value = row[j];
                    nodes.add(node);
                }
            }
            all[i] = nodes.toArray(svm_node[]::new);
        }
        return all;
    }

    svm_problem libsvm() {
        svm_problem problem = new svm_problem();
        problem.l = train.rows();
        problem.x = nodes(train.features());
        problem.y = Arrays.stream(train.classes().codes()).asDoubleStream().toArray();
        return problem;
    }

    /// LIBSVM's defaults for C-SVC with RBF kernel: cache 100 MB, eps 1e-3, shrinking.
    svm_parameter parameter(double c, double g) {
        svm_parameter parameter = new svm_parameter();
        parameter.svm_type = svm_parameter.C_SVC;
        parameter.kernel_type = svm_parameter.RBF;
        parameter.C = c;
        parameter.gamma = g;
        parameter.cache_size = 100;
        parameter.eps = 1e-3;
        parameter.shrinking = 1;
        parameter.weight_label = new int[0];
        parameter.weight = new double[0];
        return parameter;
    }
}
