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

/// What [Impute] learned: the value that fills the gaps of each column.
public final class Imputation implements Transformer {
    /// The level that stands for a missing category under [Impute.Categorical#LEVEL].
    static final String LEVEL = "missing";

    private final Schema schema;
    private final Schema output;
    private final double[] fills;
    private final boolean[] added;
    private final int[] indicated;
    private final FitReport report;
    private final Provenance provenance;

    Imputation(
            Schema schema, double[] fills, boolean[] added, int[] indicated, FitReport report, Provenance provenance) {
        this.schema = schema;
        this.fills = fills;
        this.added = added;
        this.indicated = indicated;
        this.report = report;
        this.provenance = provenance;
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < schema.size(); j++) {
            columns.add(added[j] ? withLevel((Column.Categorical) schema.column(j)) : schema.column(j));
        }
        for (int j : indicated) {
            columns.add(new Column.Numeric(schema.column(j).name() + "_missing"));
        }
        this.output = new Schema(columns);
    }

    private static Column withLevel(Column.Categorical column) {
        List<String> levels = new ArrayList<>(column.levels());
        levels.add(LEVEL);
        return new Column.Categorical(column.name(), levels);
    }

    /// By column the number, or the code of the level, that fills its gaps.
    public double[] fills() {
        return fills.clone();
    }

    /// Whether the level `missing` was added to a column.
    boolean[] added() {
        return added.clone();
    }

    /// The columns that have an indicator, ascending.
    public int[] indicated() {
        return indicated.clone();
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
        int p = fills.length;
        for (int k = 0; k < indicated.length; k++) {
            out[p + k] = Double.isNaN(row[indicated[k]]) ? 1 : 0;
        }
        for (int j = 0; j < p; j++) {
            out[j] = Double.isNaN(row[j]) ? fills[j] : row[j];
        }
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return switch (rows) {
            case DenseMatrix dense -> filled(dense);
            case SparseMatrix sparse -> filled(sparse);
        };
    }

    private DenseMatrix filled(DenseMatrix rows) {
        int p = fills.length;
        int q = output.size();
        double[] values = DenseMatrix.allocate(rows.rows(), q);
        for (int i = 0; i < rows.rows(); i++) {
            int to = i * q;
            rows.copyRow(i, values, to);
            for (int k = 0; k < indicated.length; k++) {
                values[to + p + k] = Double.isNaN(values[to + indicated[k]]) ? 1 : 0;
            }
            for (int j = 0; j < p; j++) {
                if (Double.isNaN(values[to + j])) {
                    values[to + j] = fills[j];
                }
            }
        }
        return new DenseMatrix(rows.rows(), q, values);
    }

    private SparseMatrix filled(SparseMatrix rows) {
        int n = rows.rows();
        int[] indicator = new int[fills.length];
        Arrays.fill(indicator, -1);
        for (int k = 0; k < indicated.length; k++) {
            indicator[indicated[k]] = fills.length + k;
        }
        int[] starts = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int count = rows.end(i) - rows.start(i);
            for (int k = rows.start(i); k < rows.end(i); k++) {
                count += indicator[rows.indices()[k]] >= 0 && Double.isNaN(rows.values()[k]) ? 1 : 0;
            }
            starts[i + 1] = Math.addExact(starts[i], count);
        }
        int[] indices = new int[starts[n]];
        double[] values = new double[starts[n]];
        for (int i = 0; i < n; i++) {
            int to = starts[i];
            int mark = starts[i] + rows.end(i) - rows.start(i);
            for (int k = rows.start(i); k < rows.end(i); k++) {
                int column = rows.indices()[k];
                boolean gap = Double.isNaN(rows.values()[k]);
                indices[to] = column;
                values[to++] = gap ? fills[column] : rows.values()[k];
                if (gap && indicator[column] >= 0) {
                    indices[mark] = indicator[column];
                    values[mark++] = 1;
                }
            }
        }
        return new SparseMatrix(output.size(), starts, indices, values);
    }

    @Override
    public String toString() {
        return "Imputation[" + fills.length + " columns]";
    }
}
