package org.tandemml.boosting;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [BoostedClassifier].
public final class BoostedClassifierCodec implements ModelCodec<BoostedClassifier> {
    @Override
    public String type() {
        return "boosted-classifier";
    }

    @Override
    public Class<BoostedClassifier> modelClass() {
        return BoostedClassifier.class;
    }

    @Override
    public void write(BoostedClassifier model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.text("response", model.response().name());
        EnsembleFields.write(model.ensemble(), out);
        model.history().write(out);
    }

    @Override
    public BoostedClassifier read(Fields.Reader in) {
        return new BoostedClassifier(
                in.schema(),
                in.text("target"),
                in.texts("classes"),
                EnsembleFields.read(in),
                EnsembleFields.constant(Response.values(), in.text("response")),
                in.report(),
                in.provenance(),
                RoundHistory.read(in));
    }
}
