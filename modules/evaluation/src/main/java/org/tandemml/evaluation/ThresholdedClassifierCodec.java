package org.tandemml.evaluation;

import org.tandemml.core.Classifier;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [ThresholdedClassifier]: the classifier inside by its own codec, and the offsets.
public final class ThresholdedClassifierCodec implements ModelCodec<ThresholdedClassifier> {
    @Override
    public String type() {
        return "thresholded-classifier";
    }

    @Override
    public Class<ThresholdedClassifier> modelClass() {
        return ThresholdedClassifier.class;
    }

    @Override
    public void write(ThresholdedClassifier model, Fields.Writer out) {
        out.model("inner", model.inner());
        out.numbers("offsets", model.offsets());
    }

    @Override
    public ThresholdedClassifier read(Fields.Reader in) {
        Classifier inner = in.model("inner", Classifier.class);
        if (!inner.schema().equals(in.schema())) {
            throw new InputException("the classifier inside does not take the columns of the one with the threshold");
        }
        return new ThresholdedClassifier(
                inner, in.numbers("offsets", inner.classes().size()), in.report(), in.provenance());
    }
}
