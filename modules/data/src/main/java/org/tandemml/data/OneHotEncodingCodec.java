package org.tandemml.data;

import org.tandemml.core.Column;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Schema;

/// Writes and reads a [OneHotEncoding].
public final class OneHotEncodingCodec implements ModelCodec<OneHotEncoding> {
    @Override
    public String type() {
        return "one-hot";
    }

    @Override
    public Class<OneHotEncoding> modelClass() {
        return OneHotEncoding.class;
    }

    @Override
    public void write(OneHotEncoding model, Fields.Writer out) {
        out.flag("unseen_is_missing", model.unseen() == Schema.Unseen.MISSING);
        out.flag("drop_first", model.dropsFirst());
        out.flag("sparse", model.isSparse());
        for (int j = 0; j < model.schema().size(); j++) {
            if (model.schema().column(j) instanceof Column.Categorical) {
                out.integers("seen" + j, model.seenCodes(j));
            }
        }
    }

    @Override
    public OneHotEncoding read(Fields.Reader in) {
        Schema schema = in.schema();
        int[][] kept = new int[schema.size()][];
        for (int j = 0; j < kept.length; j++) {
            kept[j] = new int[0];
            if (schema.column(j) instanceof Column.Categorical column) {
                kept[j] = Levels.checked(column, in.integers("seen" + j));
            }
        }
        return new OneHotEncoding(
                schema,
                in.flag("unseen_is_missing") ? Schema.Unseen.MISSING : Schema.Unseen.ERROR,
                in.flag("drop_first"),
                kept,
                in.flag("sparse"),
                in.report(),
                in.provenance());
    }
}
