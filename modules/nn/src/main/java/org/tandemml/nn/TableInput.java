package org.tandemml.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.kernels.Kernels;

/// How the row of a table becomes the input of a net: numbers standardised by the training rows, a 0/1 indicator for
/// each column that had gaps, a code for each category.
///
/// A missing number becomes the mean, 0. A missing category has a code of its own, one beyond the levels.
///
/// @param numeric positions of the columns of numbers
/// @param centre mean of each
/// @param inverseScale 1/standard deviation of each, 0 for constant ones
/// @param indicator 1 for each column of numbers that has an indicator, else 0
/// @param categorical positions of the columns of categories
/// @param levels codes of each, the missing one included
record TableInput(
        int[] numeric, double[] centre, double[] inverseScale, int[] indicator, int[] categorical, int[] levels) {
    /// Standardised values beyond this are as good as this: they keep `float` arithmetic finite.
    private static final float FARTHEST = 1e4f;
    private static final double NEGLIGIBLE = 1e-13;

    TableInput {
        if (centre.length != numeric.length
                || inverseScale.length != numeric.length
                || indicator.length != numeric.length
                || levels.length != categorical.length) {
            throw new InputException("the input of a net has " + numeric.length + " numeric columns with "
                    + centre.length + " means, " + inverseScale.length + " scales and " + indicator.length
                    + " indicators, " + categorical.length + " categorical ones with " + levels.length + " sizes");
        }
    }

    /// From rows with positive weights.
    static TableInput of(Schema schema, Matrix rows, double[] weights) {
        int[] numeric = positions(schema, false);
        int[] categorical = positions(schema, true);
        ColumnMoments moments = ColumnMoments.of(rows, weights);
        double[] inverse = new double[numeric.length];
        for (int k = 0; k < numeric.length; k++) {
            int j = numeric[k];
            double weight = moments.weight[j];
            double deviation = weight > 0 ? Math.sqrt(Math.max(0, moments.squares[j] / weight)) : 0;
            if (!Double.isFinite(deviation)) {
                throw new InputException("column \"" + schema.column(j).name()
                        + "\" holds values too large to square: divide it by a constant");
            }
            inverse[k] = deviation <= NEGLIGIBLE * Math.abs(moments.mean[j]) ? 0 : 1 / deviation;
        }
        return new TableInput(
                numeric,
                Arrays.stream(numeric).mapToDouble(j -> moments.mean[j]).toArray(),
                inverse,
                Arrays.stream(numeric).map(j -> moments.gaps[j] ? 1 : 0).toArray(),
                categorical,
                Arrays.stream(categorical).map(j -> codes(schema, j)).toArray());
    }

    static int codes(Schema schema, int column) {
        return schema.column(column) instanceof Column.Categorical c
                ? c.levels().size() + 1
                : 0;
    }

    static int[] positions(Schema schema, boolean categorical) {
        List<Integer> found = new ArrayList<>();
        for (int j = 0; j < schema.size(); j++) {
            if (schema.column(j) instanceof Column.Categorical == categorical) {
                found.add(j);
            }
        }
        return found.stream().mapToInt(j -> j).toArray();
    }

    /// Numbers a row becomes, beside its codes.
    int dense() {
        return numeric.length + Arrays.stream(indicator).sum();
    }

    /// Codes a row becomes.
    int codes() {
        return categorical.length;
    }

    /// Writes the numbers and codes of a row.
    void encode(double[] row, float[] into, int at, int[] codes, int codeAt) {
        int n = numeric.length;
        // A table of numbers without gaps, where the columns need no choosing, goes at the speed of vectors.
        boolean whole = n == row.length;
        if (whole) {
            for (int k = 0; k < n; k++) {
                float z = (float) ((row[k] - centre[k]) * inverseScale[k]);
                into[at + k] = Math.max(-FARTHEST, Math.min(FARTHEST, z));
            }
            whole = !Float.isNaN(Kernels.floats().dot(into, at, into, at, n));
        }
        if (!whole) {
            for (int k = 0; k < n; k++) {
                double value = row[numeric[k]];
                float z = (float) ((value - centre[k]) * inverseScale[k]);
                into[at + k] = Double.isNaN(value) ? 0 : Math.max(-FARTHEST, Math.min(FARTHEST, z));
            }
        }
        int extra = at + numeric.length;
        for (int k = 0; k < numeric.length; k++) {
            if (indicator[k] == 1) {
                into[extra++] = Double.isNaN(row[numeric[k]]) ? 1 : 0;
            }
        }
        for (int k = 0; k < categorical.length; k++) {
            double code = row[categorical[k]];
            codes[codeAt + k] = code >= 0 && code < levels[k] - 1 ? (int) code : levels[k] - 1;
        }
    }

    /// All rows, encoded.
    Rows encode(Matrix rows) {
        int n = rows.rows();
        int dense = dense();
        Rows all = new Rows(n, new float[Math.multiplyExact(n, dense)], new int[Math.multiplyExact(n, codes())]);
        double[] row = new double[rows.columns()];
        for (int i = 0; i < n; i++) {
            rows.copyRow(i, row, 0);
            encode(row, all.dense, i * dense, all.codes, i * codes());
        }
        return all;
    }

    /// Encoded rows.
    record Rows(int count, float[] dense, int[] codes) {}
}
