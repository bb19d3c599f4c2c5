package org.tandemml.data;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [RowNormalization].
public final class RowNormalizationCodec implements ModelCodec<RowNormalization> {
    @Override
    public String type() {
        return "normalize";
    }

    @Override
    public Class<RowNormalization> modelClass() {
        return RowNormalization.class;
    }

    @Override
    public void write(RowNormalization model, Fields.Writer out) {
        out.integer("norm", model.norm().ordinal());
    }

    @Override
    public RowNormalization read(Fields.Reader in) {
        Normalize.Norm[] known = Normalize.Norm.values();
        return new RowNormalization(FittedStep.Origin.read(in), known[in.integer("norm", 0, known.length - 1)]);
    }
}
