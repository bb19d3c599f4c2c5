package org.tandemml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Column;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Transformer;

/// What [OneHot] learned: which levels of which column have a column of their own.
public final class OneHotEncoding implements Transformer {
    private static final int UNKNOWN = -2;
    private static final int DROPPED = -1;

    private final Schema schema;
    private final Schema output;
    private final Schema.Unseen unseen;
    private final boolean dropFirst;
    private final int[][] kept;
    // By input column: the output column of each code for categories, of the number itself (one entry) for numbers.
    private final int[][] places;
    private final boolean[] categorical;
    private final boolean sparse;
    private final FitReport report;
    private final Provenance provenance;

    OneHotEncoding(
            Schema schema,
            Schema.Unseen unseen,
            boolean dropFirst,
            int[][] kept,
            boolean sparse,
            FitReport report,
            Provenance provenance) {
        this.schema = schema;
        this.unseen = unseen;
        this.dropFirst = dropFirst;
        this.kept = kept;
        this.sparse = sparse;
        this.report = report;
        this.provenance = provenance;
        this.places = new int[schema.size()][];
        this.categorical = new boolean[schema.size()];
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < schema.size(); j++) {
            if (!(schema.column(j) instanceof Column.Categorical column)) {
                places[j] = new int[] {columns.size()};
                columns.add(schema.column(j));
                continue;
            }
            categorical[j] = true;
            places[j] = new int[column.levels().size()];
            Arrays.fill(places[j], UNKNOWN);
            for (int k = 0; k < kept[j].length; k++) {
                int code = kept[j][k];
                if (k == 0 && dropFirst) {
                    places[j][code] = DROPPED;
                } else {
                    places[j][code] = columns.size();
                    columns.add(new Column.Numeric(
                            column.name() + "=" + column.levels().get(code)));
                }
            }
        }
        this.output = new Schema(columns);
    }

    /// The codes of input column `column` that training saw, ascending; empty for a numeric column.
    public int[] seenCodes(int column) {
        return kept[column].clone();
    }

    /// Whether the first seen level of each column is left out.
    public boolean dropsFirst() {
        return dropFirst;
    }

    /// Whether the result of [#transform(Matrix)] is a [SparseMatrix].
    public boolean isSparse() {
        return sparse;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Schema.Unseen unseen() {
        return unseen;
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        Arrays.fill(out, 0, output.size(), 0);
        encode(row, 0, out, 0, -1);
    }

    /// Writes one encoded row over zeros; `index` is its number in a table, −1 if it stands alone.
    private void encode(double[] row, int from, double[] out, int to, int index) {
        for (int j = 0; j < places.length; j++) {
            double value = row[from + j];
            if (!categorical[j]) {
                out[to + places[j][0]] = value;
            } else {
                int place = place(j, value, index);
                if (place >= 0) {
                    out[to + place] = 1;
                }
            }
        }
    }

    /// The output column of a category code, negative if it has none.
    private int place(int column, double code, int index) {
        if (Double.isNaN(code)) {
            return DROPPED;
        }
        Column.Categorical categories = (Column.Categorical) schema.column(column);
        int place = places[column][Levels.index(categories, code, index)];
        if (place == UNKNOWN && unseen == Schema.Unseen.ERROR) {
            throw Levels.unseen(categories, code, index, "OneHot");
        }
        return place;
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return sparse ? encodeSparse(rows) : encodeDense(rows);
    }

    private DenseMatrix encodeDense(Matrix rows) {
        int q = output.size();
        double[] values = DenseMatrix.allocate(rows.rows(), q);
        double[] row = new double[schema.size()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            encode(row, 0, values, i * q, i);
        }
        return new DenseMatrix(rows.rows(), q, values);
    }

    private SparseMatrix encodeSparse(Matrix rows) {
        int n = rows.rows();
        int[] starts = new int[n + 1];
        int[] indices = new int[Math.max(16, n)];
        double[] values = new double[indices.length];
        double[] row = new double[schema.size()];
        int count = 0;
        for (int i = 0; i < n; i++) {
            rows.copyRow(i, row, 0);
            if (count + row.length > indices.length) {
                int size = Math.max(Math.addExact(count, row.length), count + (count >> 1));
                indices = Arrays.copyOf(indices, size);
                values = Arrays.copyOf(values, size);
            }
            for (int j = 0; j < row.length; j++) {
                int place = categorical[j] ? place(j, row[j], i) : row[j] == 0 ? DROPPED : places[j][0];
                if (place >= 0) {
                    indices[count] = place;
                    values[count++] = categorical[j] ? 1 : row[j];
                }
            }
            starts[i + 1] = count;
        }
        return new SparseMatrix(output.size(), starts, Arrays.copyOf(indices, count), Arrays.copyOf(values, count));
    }

    @Override
    public String toString() {
        return "OneHotEncoding[" + schema.size() + " -> " + output.size() + " columns]";
    }
}
