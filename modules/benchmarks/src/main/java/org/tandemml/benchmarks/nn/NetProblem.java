package org.tandemml.benchmarks.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// Standard normal rows whose class a random net of 16 hidden units decides.
///
/// @param x rows, row-major
/// @param classes class of each row
/// @param columns numbers a row
/// @param count classes there are
record NetProblem(double[] x, int[] classes, int columns, int count) {
    private static final int TEACHER = 16;

    static NetProblem of(int rows, int columns, int count) {
        Seed.Stream random = new Seed(17).stream();
        double[] x = gaussians(random, rows * columns);
        double[] first = gaussians(random, TEACHER * columns);
        double[] second = gaussians(random, count * TEACHER);
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] hidden = new double[TEACHER];
            for (int h = 0; h < TEACHER; h++) {
                for (int j = 0; j < columns; j++) {
                    hidden[h] += first[h * columns + j] * x[i * columns + j] / Math.sqrt(columns);
                }
            }
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                double score = 0.3 * random.nextGaussian();
                for (int h = 0; h < TEACHER; h++) {
                    score += second[k * TEACHER + h] * Math.max(0, hidden[h]);
                }
                if (score > best) {
                    best = score;
                    classes[i] = k;
                }
            }
        }
        return new NetProblem(x, classes, columns, count);
    }

    private static double[] gaussians(Seed.Stream random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    int rows() {
        return classes.length;
    }

    Dataset data() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            names.add("c" + k);
        }
        return Dataset.of(
                "teacher",
                Schema.numeric(columns),
                new DenseMatrix(rows(), columns, x),
                new Target.Classes("class", names, classes));
    }

    double[] row(int i) {
        return Arrays.copyOfRange(x, i * columns, (i + 1) * columns);
    }
}
