package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;

/// What [Ordinal] learned: the number of each level. Turned back, a number becomes the level of the nearest number.
public final class OrdinalEncoding extends FittedStep implements Invertible {
    private static final double UNSEEN = -1;

    private final Schema output;
    private final Schema.Unseen unseen;
    private final int[][] seen;
    private final double[][] numbers;

    OrdinalEncoding(Origin origin, Schema.Unseen unseen, int[][] seen) {
        super(origin);
        this.unseen = unseen;
        this.seen = seen;
        this.numbers = new double[seen.length][];
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < seen.length; j++) {
            Column column = schema().column(j);
            columns.add(new Column.Numeric(column.name()));
            numbers[j] = new double
                    [column instanceof Column.Categorical c ? c.levels().size() : 0];
            Arrays.fill(numbers[j], UNSEEN);
            for (int k = 0; k < seen[j].length; k++) {
                numbers[j][seen[j][k]] = k;
            }
        }
        this.output = new Schema(columns);
    }

    /// The codes of input column `column` that training saw; the code at position k became the number k.
    public int[] seenCodes(int column) {
        return seen[column].clone();
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Schema.Unseen unseen() {
        return unseen;
    }

    private double number(int column, double code, int row) {
        if (!(schema().column(column) instanceof Column.Categorical categories) || Double.isNaN(code)) {
            return code;
        }
        double number = numbers[column][Levels.index(categories, code, row)];
        if (number == UNSEEN && unseen == Schema.Unseen.ERROR) {
            throw Levels.unseen(categories, code, row, "Ordinal");
        }
        return number == UNSEEN ? Double.NaN : number;
    }

    private double code(int column, double number) {
        int last = seen[column].length - 1;
        if (!(schema().column(column) instanceof Column.Categorical) || Double.isNaN(number)) {
            return number;
        }
        return seen[column][(int) Math.clamp(Math.rint(number), 0, last)];
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        for (int j = 0; j < seen.length; j++) {
            out[j] = number(j, row[j], -1);
        }
    }

    @Override
    public void inverse(double[] row, double[] out) {
        checkOutputWidth(row.length);
        for (int j = 0; j < seen.length; j++) {
            out[j] = code(j, row[j]);
        }
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return schema().hasCategories() ? mapped(rows, false) : rows;
    }

    @Override
    public Matrix inverse(Matrix rows) {
        checkOutputWidth(rows.columns());
        return schema().hasCategories() ? mapped(rows, true) : rows;
    }

    private DenseMatrix mapped(Matrix rows, boolean back) {
        int p = seen.length;
        double[] values = DenseMatrix.allocate(rows.rows(), p);
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, values, i * p);
            for (int j = 0; j < p; j++) {
                double cell = values[i * p + j];
                values[i * p + j] = back ? code(j, cell) : number(j, cell, i);
            }
        }
        return new DenseMatrix(rows.rows(), p, values);
    }
}
