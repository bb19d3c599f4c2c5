package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;

/// What [TargetEncode] learned: the numbers that stand for each level. Levels that training did not see count as
/// missing.
public final class TargetEncoding extends FittedStep {
    private final int[] encoded;
    private final List<String> classes;
    private final double[][] encodings;
    private final Schema output;

    TargetEncoding(Origin origin, int[] encoded, List<String> classes, double[][] encodings) {
        super(origin);
        this.encoded = encoded;
        this.classes = classes;
        this.encodings = encodings;
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < encodings.length; j++) {
            Column column = schema().column(j);
            if (encodings[j].length == 0) {
                columns.add(column);
            } else if (classes.isEmpty()) {
                columns.add(new Column.Numeric(column.name()));
            } else {
                classes.forEach(name -> columns.add(new Column.Numeric(column.name() + "=" + name)));
            }
        }
        this.output = new Schema(columns);
    }

    /// The positions of the encoded columns, ascending.
    public int[] encoded() {
        return encoded.clone();
    }

    /// The classes that have a column each; empty for a number or two classes.
    public List<String> classes() {
        return classes;
    }

    /// The numbers of an encoded column: for each level, and then for a missing value, one or one a class.
    public double[] encodings(int column) {
        return encodings[column].clone();
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Schema.Unseen unseen() {
        return Schema.Unseen.MISSING;
    }

    /// Writes one encoded row; `index` is its number in a table, −1 if it stands alone.
    void encode(double[] row, double[][] numbers, double[] out, int at, int index) {
        int to = at;
        int width = Math.max(1, classes.size());
        for (int j = 0; j < numbers.length; j++) {
            if (numbers[j].length == 0) {
                out[to++] = row[j];
                continue;
            }
            Column.Categorical column = (Column.Categorical) schema().column(j);
            int level = Double.isNaN(row[j]) ? column.levels().size() : Levels.index(column, row[j], index);
            for (int t = 0; t < width; t++) {
                out[to++] = numbers[j][level * width + t];
            }
        }
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        encode(row, encodings, out, 0, -1);
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        if (encoded.length == 0) {
            return rows;
        }
        int q = output.size();
        double[] values = DenseMatrix.allocate(rows.rows(), q);
        double[] row = new double[encodings.length];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            encode(row, encodings, values, i * q, i);
        }
        return new DenseMatrix(rows.rows(), q, values);
    }
}
