package org.tandemml.linear;

import java.util.List;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [PriorModel].
public final class PriorModelCodec implements ModelCodec<PriorModel> {
    @Override
    public String type() {
        return "class-prior";
    }

    @Override
    public Class<PriorModel> modelClass() {
        return PriorModel.class;
    }

    @Override
    public void write(PriorModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.numbers("shares", model.shares());
    }

    @Override
    public PriorModel read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        return new PriorModel(
                in.schema(),
                in.text("target"),
                classes,
                in.numbers("shares", classes.size()),
                in.report(),
                in.provenance());
    }
}
