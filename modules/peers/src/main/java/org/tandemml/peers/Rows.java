package org.tandemml.peers;

import java.util.Arrays;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;

/// Rows in the forms that other libraries take.
final class Rows {
    private Rows() {}

    /// `count` rows from row `from` on, one after the other.
    static double[] flat(Matrix rows, int from, int count) {
        double[] values = new double[count * rows.columns()];
        for (int i = 0; i < count; i++) {
            rows.copyRow(from + i, values, i * rows.columns());
        }
        return values;
    }

    /// All rows as one array; refused where the array would be too long or take more than half of the heap.
    static double[] flat(String learner, Dataset data) {
        require(learner, data);
        return flat(data.features(), 0, data.rows());
    }

    /// All rows as an array each; refused where they would take more than half of the heap.
    static double[][] arrays(String learner, Dataset data) {
        require(learner, data);
        double[][] rows = new double[data.rows()][data.columns()];
        for (int i = 0; i < rows.length; i++) {
            data.features().copyRow(i, rows[i], 0);
        }
        return rows;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static float[] floats(int[] values) {
        return floats(Arrays.stream(values).asDoubleStream().toArray());
    }

    private static void require(String learner, Dataset data) {
        long values = (long) data.rows() * data.columns();
        long heap = Runtime.getRuntime().maxMemory();
        if (values > Integer.MAX_VALUE - 8 || 8 * values > heap / 2) {
            throw new InputException(learner + " needs dense rows: " + data.rows() + " x " + data.columns()
                    + " values take " + (8 * values >> 20) + " MB, more than half of the heap (" + (heap >> 20)
                    + " MB) or than one array holds: raise it with -Xmx or take fewer columns");
        }
    }

    static void refuseWeights(String learner, Dataset data) {
        if (data.isWeighted()) {
            throw new InputException(learner + " cannot use row weights: fit without weights or with another learner");
        }
    }
}
