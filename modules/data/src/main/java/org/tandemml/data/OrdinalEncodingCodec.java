package org.tandemml.data;

import org.tandemml.core.Column;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Schema;

/// Writes and reads an [OrdinalEncoding].
public final class OrdinalEncodingCodec implements ModelCodec<OrdinalEncoding> {
    @Override
    public String type() {
        return "ordinal";
    }

    @Override
    public Class<OrdinalEncoding> modelClass() {
        return OrdinalEncoding.class;
    }

    @Override
    public void write(OrdinalEncoding model, Fields.Writer out) {
        out.flag("unseen_is_missing", model.unseen() == Schema.Unseen.MISSING);
        for (int j = 0; j < model.schema().size(); j++) {
            if (model.schema().column(j) instanceof Column.Categorical) {
                out.integers("seen" + j, model.seenCodes(j));
            }
        }
    }

    @Override
    public OrdinalEncoding read(Fields.Reader in) {
        int[][] seen = new int[in.schema().size()][];
        for (int j = 0; j < seen.length; j++) {
            seen[j] = new int[0];
            if (in.schema().column(j) instanceof Column.Categorical column) {
                seen[j] = Levels.checked(column, in.integers("seen" + j));
                if (seen[j].length == 0) {
                    throw new InputException("column \"" + column.name() + "\" must have seen a level");
                }
            }
        }
        return new OrdinalEncoding(
                FittedStep.Origin.read(in),
                in.flag("unseen_is_missing") ? Schema.Unseen.MISSING : Schema.Unseen.ERROR,
                seen);
    }
}
