package org.tandemml.benchmarks.linear;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
import org.tandemml.kernels.Functions;

/// Data for timing logistic regression, generated or a9a, and the objective that all entrants minimise:
/// `½‖w‖² + C·Σ log(1 + exp(−yᵢ w·xᵢ))`, or with ‖w‖₁ for the first term, with `C = 1` and no intercept, which is
/// LIBLINEAR's.
public final class LogisticProblem {
    private final Dataset data;
    private final int[] codes;

    private LogisticProblem(Matrix features, int[] codes) {
        this.codes = codes;
        this.data = Dataset.of(
                "generated",
                Schema.numeric(features.columns()),
                features,
                new Target.Classes("y", List.of("no", "yes"), codes));
    }

    /// Standard normal features, every second pair of columns correlated 0.9; true scores of standard deviation 3.
    public static LogisticProblem dense(int rows, int columns) {
        Seed.Stream random = new Seed(42).stream();
        double[] truth = new double[columns];
        Arrays.setAll(truth, j -> random.nextGaussian() * 3 / Math.sqrt(columns));
        double[] values = DenseMatrix.allocate(rows, columns);
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            double score = 0;
            for (int j = 0; j < columns; j++) {
                double fresh = random.nextGaussian();
                double value = j % 2 == 1 ? 0.9 * values[i * columns + j - 1] + Math.sqrt(0.19) * fresh : fresh;
                values[i * columns + j] = value;
                score += truth[j] * value;
            }
            codes[i] = random.nextDouble() < Functions.sigmoid(score) ? 1 : 0;
        }
        return new LogisticProblem(new DenseMatrix(rows, columns, values), codes);
    }

    /// a9a out of the folder that `TANDEM_DATA` names, sparse 32,561 × 123.
    static LogisticProblem a9a() {
        String home = System.getenv("TANDEM_DATA");
        Path file = Path.of(home == null ? "" : home, "a9a", "a9a.gz");
        if (!Files.exists(file)) {
            throw new InputException("a9a is not shipped: set TANDEM_DATA to the folder of fetched data sets");
        }
        Dataset read = Datasets.read(file, ReadOptions.defaults().withFormat(FileFormat.LIBSVM));
        return new LogisticProblem(
                read.features(), read.targetAsClasses().classes().codes());
    }

    /// `perRow` non-zeros a row in columns whose frequency falls like words' does, rows of length 1: like text.
    public static LogisticProblem sparse(int rows, int columns, int perRow) {
        Seed.Stream random = new Seed(42).stream();
        double[] truth = new double[columns];
        Arrays.setAll(truth, j -> random.nextGaussian() * 5);
        int[] starts = new int[rows + 1];
        int[] indices = new int[rows * perRow];
        double[] values = new double[rows * perRow];
        int[] codes = new int[rows];
        boolean[] used = new boolean[columns];
        for (int i = 0; i < rows; i++) {
            int from = i * perRow;
            for (int k = 0; k < perRow; ) {
                double u = random.nextDouble();
                int column = (int) (columns * u * u * u);
                if (!used[column]) {
                    used[column] = true;
                    indices[from + k++] = column;
                }
            }
            starts[i + 1] = from + perRow;
            Arrays.sort(indices, from, from + perRow);
            double norm = 0;
            for (int k = from; k < from + perRow; k++) {
                used[indices[k]] = false;
                values[k] = 0.1 + random.nextDouble();
                norm += values[k] * values[k];
            }
            double score = 0;
            for (int k = from; k < from + perRow; k++) {
                values[k] /= Math.sqrt(norm);
                score += truth[indices[k]] * values[k];
            }
            codes[i] = random.nextDouble() < Functions.sigmoid(score) ? 1 : 0;
        }
        return new LogisticProblem(new SparseMatrix(columns, starts, indices, values), codes);
    }

    public Dataset data() {
        return data;
    }

    public int rows() {
        return data.rows();
    }

    /// LIBLINEAR's objective at `w`, with the L1 or the L2 norm, summed without any of the code that is judged.
    double objective(double[] w, boolean l1) {
        double sum = 0;
        for (int i = 0; i < rows(); i++) {
            double margin = margin(i, w);
            sum += margin > 0
                    ? StrictMath.log1p(StrictMath.exp(-margin))
                    : StrictMath.log1p(StrictMath.exp(margin)) - margin;
        }
        double norm = 0;
        for (double v : w) {
            norm += l1 ? Math.abs(v) : v * v / 2;
        }
        return norm + sum;
    }

    /// `½‖w‖² + Σ max(0, 1 − margin)`, LIBLINEAR's objective of a linear machine, summed the same way.
    public double hingeObjective(double[] w) {
        double sum = 0;
        for (int i = 0; i < rows(); i++) {
            sum += Math.max(0, 1 - margin(i, w));
        }
        for (double v : w) {
            sum += v * v / 2;
        }
        return sum;
    }

    private double margin(int i, double[] w) {
        double z = 0;
        switch (data.features()) {
            case DenseMatrix dense -> {
                int at = dense.offset(i);
                for (int j = 0; j < w.length; j++) {
                    z += dense.values()[at + j] * w[j];
                }
            }
            case SparseMatrix sparse -> {
                for (int k = sparse.start(i); k < sparse.end(i); k++) {
                    z += sparse.values()[k] * w[sparse.indices()[k]];
                }
            }
        }
        return codes[i] == 1 ? z : -z;
    }

    /// The same data as liblinear-java takes them.
    public Problem liblinear() {
        Problem problem = new Problem();
        problem.l = rows();
        problem.n = data.columns();
        problem.bias = -1;
        problem.y = new double[rows()];
        problem.x = new Feature[rows()][];
        double[] row = new double[data.columns()];
        for (int i = 0; i < rows(); i++) {
            problem.y[i] = codes[i] == 1 ? 1 : -1;
            switch (data.features()) {
                case DenseMatrix dense -> {
                    dense.copyRow(i, row, 0);
                    problem.x[i] = new Feature[row.length];
                    for (int j = 0; j < row.length; j++) {
                        problem.x[i][j] = new FeatureNode(j + 1, row[j]);
                    }
                }
                case SparseMatrix sparse -> {
                    int from = sparse.start(i);
                    problem.x[i] = new Feature[sparse.end(i) - from];
                    for (int k = from; k < sparse.end(i); k++) {
                        problem.x[i][k - from] = new FeatureNode(sparse.indices()[k] + 1, sparse.values()[k]);
                    }
                }
            }
        }
        return problem;
    }
}
