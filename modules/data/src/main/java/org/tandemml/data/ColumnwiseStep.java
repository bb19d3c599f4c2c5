package org.tandemml.data;

import org.tandemml.core.Column;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// A fitted step that maps each number by itself and leaves categories and missing values alone.
///
/// Sparse rows stay sparse if zero is mapped to zero in every column, and become dense otherwise.
abstract class ColumnwiseStep extends FittedStep implements Invertible {
    private final boolean[] numeric;

    ColumnwiseStep(Origin origin) {
        super(origin);
        numeric = new boolean[schema().size()];
        for (int j = 0; j < numeric.length; j++) {
            numeric[j] = schema().column(j) instanceof Column.Numeric;
        }
    }

    /// The new value of a number in a numeric column.
    abstract double forward(int column, double value);

    /// The number that became `value`.
    abstract double backward(int column, double value);

    private double map(int column, double value, boolean back) {
        if (!numeric[column] || Double.isNaN(value)) {
            return value;
        }
        return back ? backward(column, value) : forward(column, value);
    }

    private boolean keepsZeros(boolean back) {
        for (int j = 0; j < numeric.length; j++) {
            if (map(j, 0, back) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final Schema output() {
        return schema();
    }

    @Override
    public final Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return mapped(rows, false);
    }

    @Override
    public final void transform(double[] row, double[] out) {
        checkWidth(row.length);
        for (int j = 0; j < numeric.length; j++) {
            out[j] = map(j, row[j], false);
        }
    }

    @Override
    public final Matrix inverse(Matrix rows) {
        checkOutputWidth(rows.columns());
        return mapped(rows, true);
    }

    @Override
    public final void inverse(double[] row, double[] out) {
        checkOutputWidth(row.length);
        for (int j = 0; j < numeric.length; j++) {
            out[j] = map(j, row[j], true);
        }
    }

    private Matrix mapped(Matrix rows, boolean back) {
        if (rows instanceof SparseMatrix sparse && keepsZeros(back)) {
            return mappedStored(sparse.contiguous(), back);
        }
        int p = numeric.length;
        double[] values = DenseMatrix.allocate(rows.rows(), p);
        for (int i = 0; i < rows.rows(); i++) {
            int at = i * p;
            rows.copyRow(i, values, at);
            for (int j = 0; j < p; j++) {
                values[at + j] = map(j, values[at + j], back);
            }
        }
        return new DenseMatrix(rows.rows(), p, values);
    }

    private SparseMatrix mappedStored(SparseMatrix rows, boolean back) {
        int[] starts = new int[rows.rows() + 1];
        for (int i = 0; i < rows.rows(); i++) {
            starts[i + 1] = rows.end(i);
        }
        double[] values = new double[starts[rows.rows()]];
        for (int k = 0; k < values.length; k++) {
            values[k] = map(rows.indices()[k], rows.values()[k], back);
        }
        return new SparseMatrix(rows.columns(), starts, rows.indices(), values);
    }
}
