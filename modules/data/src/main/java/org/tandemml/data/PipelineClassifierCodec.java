package org.tandemml.data;

import org.tandemml.core.Classifier;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [PipelineClassifier]: each part by its own codec.
public final class PipelineClassifierCodec implements ModelCodec<PipelineClassifier> {
    @Override
    public String type() {
        return "pipeline-classifier";
    }

    @Override
    public Class<PipelineClassifier> modelClass() {
        return PipelineClassifier.class;
    }

    @Override
    public void write(PipelineClassifier model, Fields.Writer out) {
        model.fitted().write(out);
        out.model("last", model.last());
    }

    @Override
    public PipelineClassifier read(Fields.Reader in) {
        FittedSteps steps = FittedSteps.read(in);
        Classifier last = FittedSteps.part(in, "last", Classifier.class);
        steps.requireFits(last);
        return new PipelineClassifier(in.schema(), steps, last, in.provenance());
    }
}
