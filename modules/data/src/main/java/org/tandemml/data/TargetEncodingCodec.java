package org.tandemml.data;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [TargetEncoding].
public final class TargetEncodingCodec implements ModelCodec<TargetEncoding> {
    @Override
    public String type() {
        return "target-encode";
    }

    @Override
    public Class<TargetEncoding> modelClass() {
        return TargetEncoding.class;
    }

    @Override
    public void write(TargetEncoding model, Fields.Writer out) {
        out.texts("classes", model.classes());
        out.integers("encoded", model.encoded());
        for (int j : model.encoded()) {
            out.numbers("encodings" + j, model.encodings(j));
        }
    }

    @Override
    public TargetEncoding read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        int[] encoded = in.integers("encoded");
        double[][] encodings = new double[in.schema().size()][0];
        int last = -1;
        for (int j : encoded) {
            if (j <= last || j >= encodings.length) {
                throw new InputException("encoded columns must ascend within 0.." + (encodings.length - 1) + ", found "
                        + j + " after " + last);
            }
            if (!(in.schema().column(j) instanceof Column.Categorical column)) {
                throw new InputException("the encoded column " + (j + 1) + " holds no categories");
            }
            int count = Math.multiplyExact(column.levels().size() + 1, Math.max(1, classes.size()));
            encodings[j] = in.numbers("encodings" + j, count);
            for (double value : encodings[j]) {
                Check.finite("encoding of column " + (j + 1), value);
            }
            last = j;
        }
        return new TargetEncoding(FittedStep.Origin.read(in), encoded, classes, encodings);
    }
}
