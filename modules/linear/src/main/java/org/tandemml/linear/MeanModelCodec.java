package org.tandemml.linear;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [MeanModel].
public final class MeanModelCodec implements ModelCodec<MeanModel> {
    @Override
    public String type() {
        return "mean";
    }

    @Override
    public Class<MeanModel> modelClass() {
        return MeanModel.class;
    }

    @Override
    public void write(MeanModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.number("mean", model.mean());
    }

    @Override
    public MeanModel read(Fields.Reader in) {
        return new MeanModel(in.schema(), in.text("target"), in.number("mean"), in.report(), in.provenance());
    }
}
