package org.tandemml.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// Small seeded data and variations of data, for tests of learners.
public final class Samples {
    private Samples() {}

    /// Overlapping normal clouds, one a class, `rows` rows dealt to the classes in turn; classes `a`, `b`, ….
    public static Dataset classes(int rows, int columns, int classes, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        double[] centres = gaussians(random, classes * columns);
        double[] values = gaussians(random, rows * columns);
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            codes[i] = i % classes;
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] += 1.5 * centres[codes[i] * columns + j];
            }
        }
        List<String> names = IntStream.range(0, classes)
                .mapToObj(c -> Character.toString('a' + c))
                .toList();
        return Dataset.of(
                "clouds",
                Schema.numeric(columns),
                new DenseMatrix(rows, columns, values),
                new Target.Classes("class", names, codes));
    }

    /// Standard normal features and a linear target with noise of standard deviation 0.1.
    public static Dataset numbers(int rows, int columns, long seed) {
        Seed.Stream random = new Seed(seed).stream();
        double[] slopes = gaussians(random, columns);
        double[] values = gaussians(random, rows * columns);
        double[] target = new double[rows];
        for (int i = 0; i < rows; i++) {
            target[i] = 2 + 0.1 * random.nextGaussian();
            for (int j = 0; j < columns; j++) {
                target[i] += slopes[j] * values[i * columns + j];
            }
        }
        return Dataset.of(
                "line",
                Schema.numeric(columns),
                new DenseMatrix(rows, columns, values),
                new Target.Numbers("y", target));
    }

    private static double[] gaussians(Seed.Stream random, int count) {
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /// `data` with the feature at a place changed.
    public static Dataset withCell(Dataset data, int row, int column, double value) {
        double[] values = dense(data.features());
        values[row * data.columns() + column] = value;
        return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), data.columns(), values));
    }

    /// `data` with one more column on the right.
    public static Dataset withColumn(Dataset data, Column column, double... cells) {
        List<Column> columns = new ArrayList<>(data.schema().columns());
        columns.add(column);
        int p = data.columns();
        double[] values = new double[data.rows() * (p + 1)];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, values, i * (p + 1));
            values[i * (p + 1) + p] = cells[i];
        }
        return data.withFeatures(new Schema(columns), new DenseMatrix(data.rows(), p + 1, values));
    }

    /// `data` with its columns from right to left.
    public static Dataset mirrored(Dataset data) {
        int p = data.columns();
        int[] order = IntStream.range(0, p).map(j -> p - 1 - j).toArray();
        Schema schema =
                new Schema(Arrays.stream(order).mapToObj(data.schema()::column).toList());
        return data.withFeatures(schema, data.features().selectColumns(order));
    }

    /// `data` with the same cells in a sparse matrix; cells of exactly 0 are not stored.
    public static Dataset sparse(Dataset data) {
        int p = data.columns();
        double[] values = dense(data.features());
        int[] stored =
                IntStream.range(0, values.length).filter(k -> values[k] != 0).toArray();
        int[] starts = new int[data.rows() + 1];
        for (int k : stored) {
            starts[k / p + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return data.withFeatures(
                data.schema(),
                new SparseMatrix(
                        p,
                        starts,
                        Arrays.stream(stored).map(k -> k % p).toArray(),
                        Arrays.stream(stored).mapToDouble(k -> values[k]).toArray()));
    }

    /// The cells of `matrix` row by row, as a new array.
    public static double[] dense(Matrix matrix) {
        double[] values = DenseMatrix.allocate(matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            matrix.copyRow(i, values, i * matrix.columns());
        }
        return values;
    }
}
