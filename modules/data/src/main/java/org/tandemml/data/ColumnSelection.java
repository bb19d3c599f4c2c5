package org.tandemml.data;

import java.util.Arrays;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;

/// A fitted [Select]: the columns that are kept.
public final class ColumnSelection extends FittedStep {
    private final int[] kept;
    private final Schema output;

    ColumnSelection(Origin origin, int[] kept) {
        super(origin);
        this.kept = kept;
        this.output = new Schema(Arrays.stream(kept).mapToObj(schema()::column).toList());
    }

    /// The positions of the kept columns, ascending.
    public int[] kept() {
        return kept.clone();
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        for (int k = 0; k < kept.length; k++) {
            out[k] = row[kept[k]];
        }
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return kept.length == schema().size() ? rows : rows.selectColumns(kept);
    }
}
