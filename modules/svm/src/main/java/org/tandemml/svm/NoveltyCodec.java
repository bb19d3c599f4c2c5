package org.tandemml.svm;

import java.util.List;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [NoveltyModel].
public final class NoveltyCodec implements ModelCodec<NoveltyModel> {
    @Override
    public String type() {
        return "svm-novelty";
    }

    @Override
    public Class<NoveltyModel> modelClass() {
        return NoveltyModel.class;
    }

    @Override
    public void write(NoveltyModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.integer("normal", model.normal());
        SupportCodec.write(out, List.of(model.machine()), model.supportRows(), model.expansion());
    }

    @Override
    public NoveltyModel read(Fields.Reader in) {
        SupportCodec.Parts parts = SupportCodec.read(in, 0);
        return new NoveltyModel(
                in.schema(),
                in.text("target"),
                in.texts("classes"),
                in.integer("normal", 0, 1),
                parts.machines().getFirst(),
                parts.rows(),
                parts.expansion(),
                in.report(),
                in.provenance());
    }
}
