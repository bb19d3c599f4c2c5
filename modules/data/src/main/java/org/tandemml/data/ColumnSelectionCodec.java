package org.tandemml.data;

import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [ColumnSelection].
public final class ColumnSelectionCodec implements ModelCodec<ColumnSelection> {
    @Override
    public String type() {
        return "select";
    }

    @Override
    public Class<ColumnSelection> modelClass() {
        return ColumnSelection.class;
    }

    @Override
    public void write(ColumnSelection model, Fields.Writer out) {
        out.integers("kept", model.kept());
    }

    @Override
    public ColumnSelection read(Fields.Reader in) {
        int[] kept = in.integers("kept");
        int last = -1;
        for (int j : kept) {
            if (j <= last || j >= in.schema().size()) {
                throw new InputException("kept columns must ascend within 0.."
                        + (in.schema().size() - 1) + ", found " + j + " after " + last);
            }
            last = j;
        }
        return new ColumnSelection(FittedStep.Origin.read(in), kept);
    }
}
