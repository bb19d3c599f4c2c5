package org.tandemml.svm;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes an [SvmRegressor].
public final class SvmRegressorCodec implements ModelCodec<SvmRegressor> {
    @Override
    public String type() {
        return "svm-regressor";
    }

    @Override
    public Class<SvmRegressor> modelClass() {
        return SvmRegressor.class;
    }

    @Override
    public void write(SvmRegressor model, Fields.Writer out) {
        out.text("target", model.target());
        out.number("epsilon", model.epsilon());
        SupportCodec.write(out, java.util.List.of(model.machine()), model.supportRows(), model.expansion());
    }

    @Override
    public SvmRegressor read(Fields.Reader in) {
        SupportCodec.Parts parts = SupportCodec.read(in, 0);
        return new SvmRegressor(
                in.schema(),
                in.text("target"),
                parts.machines().getFirst(),
                in.number("epsilon"),
                parts.rows(),
                parts.expansion(),
                in.report(),
                in.provenance());
    }
}
