package org.tandemml.svm;

import java.util.List;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// The 60 rows by formula on which scikit-learn 1.2.1 (LIBLINEAR 2.x, tol = 1e-12, 5,000,000 iterations) computed the
/// reference values of the linear machines: `x[i][j] = sin(1.3(i+1)(j+1)) + 0.3·cos(0.7i+j)`,
/// `s = x·(1, −0.8, 0.5, 0.3) + 0.6·sin(5.1i)`; two classes by `s > 0`, three by ±0.5, numbers `2 + s`.
final class LinearSamples {
    private static final int ROWS = 60;
    private static final int COLUMNS = 4;
    private static final double[] SLOPES = {1, -0.8, 0.5, 0.3};

    private LinearSamples() {}

    static double[][] cells() {
        double[][] x = new double[ROWS][COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                x[i][j] = Math.sin(1.3 * (i + 1) * (j + 1)) + 0.3 * Math.cos(0.7 * i + j);
            }
        }
        return x;
    }

    static double[] signal() {
        double[][] x = cells();
        double[] s = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                s[i] += SLOPES[j] * x[i][j];
            }
            s[i] += 0.6 * Math.sin(5.1 * i);
        }
        return s;
    }

    private static Dataset of(Target target) {
        return Dataset.of("formula", Schema.numeric(COLUMNS), Matrix.of(cells()), target);
    }

    static Dataset two() {
        double[] s = signal();
        int[] codes = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            codes[i] = s[i] > 0 ? 1 : 0;
        }
        return of(new Target.Classes("y", List.of("no", "yes"), codes));
    }

    static Dataset three() {
        double[] s = signal();
        int[] codes = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            codes[i] = s[i] > 0.5 ? 2 : s[i] > -0.5 ? 1 : 0;
        }
        return of(new Target.Classes("y", List.of("low", "middle", "high"), codes));
    }

    static Dataset numbers() {
        double[] t = signal();
        for (int i = 0; i < ROWS; i++) {
            t[i] += 2;
        }
        return of(new Target.Numbers("t", t));
    }

    /// The same cells, all of them stored, as a sparse matrix.
    static Dataset sparse(Dataset data) {
        int n = data.rows();
        int p = data.columns();
        int[] starts = new int[n + 1];
        int[] indices = new int[n * p];
        double[] values = new double[n * p];
        for (int i = 0; i < n; i++) {
            starts[i + 1] = (i + 1) * p;
            data.features().copyRow(i, values, i * p);
            for (int j = 0; j < p; j++) {
                indices[i * p + j] = j;
            }
        }
        return data.withFeatures(data.schema(), new SparseMatrix(p, starts, indices, values));
    }

    /// One column multiplied and moved.
    static Dataset mapped(Dataset data, int column, double factor, double shift) {
        double[] values = new double[data.rows() * data.columns()];
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, values, i * data.columns());
            values[i * data.columns() + column] = factor * values[i * data.columns() + column] + shift;
        }
        return data.withFeatures(data.schema(), new DenseMatrix(data.rows(), data.columns(), values));
    }
}
