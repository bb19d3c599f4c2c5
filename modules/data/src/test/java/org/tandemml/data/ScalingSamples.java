package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Learner;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Target;
import org.tandemml.core.Transformer;
import org.tandemml.testing.Samples;

/// The data of `preprocessing` in golden/sklearn.json, and the comparisons that the tests of scalings share.
final class ScalingSamples {
    // preprocessing.x and .new_row of scikit-learn 1.2.1.
    static final double[][] X = {
        {1, 200, -3, 5}, {2, 180, 0, 5}, {4, 240, 2, 5}, {8, 150, -1, 5}, {16, 210, 7, 5}, {3, 199, 0.5, 5}
    };
    static final double[] NEW_ROW = {5, 190, 1, 6};

    private ScalingSamples() {}

    static Dataset data() {
        return Dataset.of("golden", Schema.numeric(4), Matrix.of(X), new Target.None());
    }

    static Dataset column(double... values) {
        return Dataset.of("column", Schema.numeric(1), new DenseMatrix(values.length, 1, values), new Target.None());
    }

    /// Metrics, scalers, distances: |a − b| ≤ 1e-13 + 1e-12·|b|.
    static void equalWithin(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("value " + i)
                    .isCloseTo(expected[i], Offset.offset(1e-13 + 1e-12 * Math.abs(expected[i])));
        }
    }

    static double[] transformed(Transformer step, double... row) {
        double[] out = new double[step.output().size()];
        step.transform(row, out);
        return out;
    }

    /// Turned back, the transformed rows are the rows; alone and in a table with the same bits.
    static void inverseReturns(Invertible step, Matrix rows, double tolerance) {
        Matrix there = step.transform(rows);
        Matrix back = step.inverse(there);
        double[] row = new double[there.columns()];
        double[] out = new double[back.columns()];
        for (int i = 0; i < rows.rows(); i++) {
            there.copyRow(i, row, 0);
            step.inverse(row, out);
            for (int j = 0; j < rows.columns(); j++) {
                assertThat(Double.compare(back.get(i, j), out[j])).isZero();
                if (Double.isNaN(rows.get(i, j))) {
                    assertThat(out[j]).isNaN();
                } else {
                    assertThat(out[j])
                            .isCloseTo(rows.get(i, j), Offset.offset(tolerance * (1 + Math.abs(rows.get(i, j)))));
                }
            }
        }
    }

    /// The order of the rows does not change what a step learns.
    static void orderOfRowsDoesNotMatter(Learner.OfTransform<?> learner, double tolerance) {
        Dataset data = Samples.numbers(40, 3, 8);
        int[] order = new int[40];
        Arrays.setAll(order, i -> (i * 17 + 5) % 40);
        double[] plain = Samples.dense(learner.fit(data).transform(data.features()));
        double[] other = Samples.dense(learner.fit(data.select(order)).transform(data.features()));
        for (int k = 0; k < plain.length; k++) {
            assertThat(other[k]).isCloseTo(plain[k], Offset.offset(tolerance * (1 + Math.abs(plain[k]))));
        }
    }
}
