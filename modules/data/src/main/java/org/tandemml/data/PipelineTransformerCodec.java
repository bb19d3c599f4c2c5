package org.tandemml.data;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [PipelineTransformer]: each part by its own codec.
public final class PipelineTransformerCodec implements ModelCodec<PipelineTransformer> {
    @Override
    public String type() {
        return "pipeline";
    }

    @Override
    public Class<PipelineTransformer> modelClass() {
        return PipelineTransformer.class;
    }

    @Override
    public void write(PipelineTransformer model, Fields.Writer out) {
        model.fitted().write(out);
    }

    @Override
    public PipelineTransformer read(Fields.Reader in) {
        FittedSteps steps = FittedSteps.read(in);
        return new PipelineTransformer(in.schema(), steps, in.provenance());
    }
}
