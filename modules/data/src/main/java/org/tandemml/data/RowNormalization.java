package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;

/// A fitted [Normalize]: divides each row by its norm.
public final class RowNormalization extends FittedStep {
    private final Normalize.Norm norm;

    RowNormalization(Origin origin, Normalize.Norm norm) {
        super(origin);
        this.norm = norm;
    }

    /// The norm that every row gets.
    public Normalize.Norm norm() {
        return norm;
    }

    @Override
    public Schema output() {
        return schema();
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        System.arraycopy(row, 0, out, 0, row.length);
        divide(out, 0, row.length);
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return switch (rows) {
            case DenseMatrix dense -> {
                double[] values = DenseMatrix.allocate(rows.rows(), rows.columns());
                for (int i = 0; i < rows.rows(); i++) {
                    dense.copyRow(i, values, i * rows.columns());
                    divide(values, i * rows.columns(), (i + 1) * rows.columns());
                }
                yield new DenseMatrix(rows.rows(), rows.columns(), values);
            }
            case SparseMatrix sparse -> normalized(sparse.contiguous());
        };
    }

    private SparseMatrix normalized(SparseMatrix rows) {
        int[] starts = new int[rows.rows() + 1];
        double[] values = Arrays.copyOf(rows.values(), Math.toIntExact(rows.stored()));
        for (int i = 0; i < rows.rows(); i++) {
            starts[i + 1] = rows.end(i);
            divide(values, rows.start(i), rows.end(i));
        }
        return new SparseMatrix(rows.columns(), starts, rows.indices(), values);
    }

    private void divide(double[] values, int from, int to) {
        double length = norm.of(values, from, to);
        for (int k = from; length > 0 && k < to; k++) {
            values[k] /= length;
        }
    }
}
