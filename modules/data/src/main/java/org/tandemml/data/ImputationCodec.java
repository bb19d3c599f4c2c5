package org.tandemml.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads an [Imputation].
public final class ImputationCodec implements ModelCodec<Imputation> {
    @Override
    public String type() {
        return "impute";
    }

    @Override
    public Class<Imputation> modelClass() {
        return Imputation.class;
    }

    @Override
    public void write(Imputation model, Fields.Writer out) {
        boolean[] added = model.added();
        int[] withLevel = IntStream.range(0, added.length).filter(j -> added[j]).toArray();
        out.numbers("fills", model.fills());
        out.integers("with_level", withLevel);
        out.integers("indicated", model.indicated());
    }

    @Override
    public Imputation read(Fields.Reader in) {
        int p = in.schema().size();
        boolean[] added = new boolean[p];
        for (int j : ascending("with_level", in.integers("with_level"), p)) {
            if (!(in.schema().column(j) instanceof Column.Categorical)) {
                throw new InputException("with_level names column " + j + ", which holds no categories");
            }
            added[j] = true;
        }
        double[] fills = in.numbers("fills", p);
        for (int j = 0; j < p; j++) {
            Check.finite("fill of column " + (j + 1), fills[j]);
            if (in.schema().column(j) instanceof Column.Categorical column) {
                int codes = column.levels().size() + (added[j] ? 1 : 0);
                if (!(fills[j] >= 0 && fills[j] < codes) || fills[j] != Math.rint(fills[j])) {
                    throw new InputException(
                            "fill of column " + (j + 1) + " must be a code 0.." + (codes - 1) + ", was " + fills[j]);
                }
            }
        }
        int[] indicated = ascending("indicated", in.integers("indicated"), p);
        return new Imputation(in.schema(), fills, added, indicated, in.report(), in.provenance());
    }

    private static int[] ascending(String name, int[] columns, int bound) {
        int last = -1;
        for (int column : columns) {
            if (column <= last || column >= bound) {
                throw new InputException(name + " must ascend within 0.." + (bound - 1) + ", was "
                        + Arrays.toString(Arrays.copyOf(columns, Math.min(5, columns.length))));
            }
            last = column;
        }
        return columns;
    }
}
