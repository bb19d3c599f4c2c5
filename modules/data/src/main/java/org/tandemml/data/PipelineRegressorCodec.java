package org.tandemml.data;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Regressor;

/// Writes and reads a [PipelineRegressor]: each part by its own codec.
public final class PipelineRegressorCodec implements ModelCodec<PipelineRegressor> {
    @Override
    public String type() {
        return "pipeline-regressor";
    }

    @Override
    public Class<PipelineRegressor> modelClass() {
        return PipelineRegressor.class;
    }

    @Override
    public void write(PipelineRegressor model, Fields.Writer out) {
        model.fitted().write(out);
        out.model("last", model.last());
    }

    @Override
    public PipelineRegressor read(Fields.Reader in) {
        FittedSteps steps = FittedSteps.read(in);
        Regressor last = FittedSteps.part(in, "last", Regressor.class);
        steps.requireFits(last);
        return new PipelineRegressor(in.schema(), steps, last, in.provenance());
    }
}
