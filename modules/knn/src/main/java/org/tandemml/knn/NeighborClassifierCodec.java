package org.tandemml.knn;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [NeighborClassifier], training rows included.
public final class NeighborClassifierCodec implements ModelCodec<NeighborClassifier> {
    @Override
    public String type() {
        return "nearest-neighbors-classifier";
    }

    @Override
    public Class<NeighborClassifier> modelClass() {
        return NeighborClassifier.class;
    }

    @Override
    public void write(NeighborClassifier model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.integers("codes", model.codes().clone());
        out.integer("k", model.k());
        out.text("vote", model.vote().text());
        model.rows().write(out);
    }

    @Override
    public NeighborClassifier read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new InputException(
                    "a classifier needs at least 2 classes of different names, the file has " + classes);
        }
        return new NeighborClassifier(
                in.schema(),
                in.text("target"),
                classes,
                NeighborRows.read(in),
                in.integers("codes"),
                in.integer("k", 1, Integer.MAX_VALUE),
                Vote.parse(in.text("vote")),
                in.report(),
                in.provenance());
    }
}
