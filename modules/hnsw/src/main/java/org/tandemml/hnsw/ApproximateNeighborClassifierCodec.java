package org.tandemml.hnsw;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;
import org.tandemml.knn.NeighborWeights;
import org.tandemml.knn.Vote;

/// Reads and writes an [ApproximateNeighborClassifier], training rows and graph included.
public final class ApproximateNeighborClassifierCodec implements ModelCodec<ApproximateNeighborClassifier> {
    @Override
    public String type() {
        return "approximate-neighbors-classifier";
    }

    @Override
    public Class<ApproximateNeighborClassifier> modelClass() {
        return ApproximateNeighborClassifier.class;
    }

    @Override
    public void write(ApproximateNeighborClassifier model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.integers("codes", model.codes().clone());
        out.numbers("weights", model.weights().values());
        out.integer("k", model.k());
        out.text("vote", model.vote().text());
        model.index().write(out);
    }

    @Override
    public ApproximateNeighborClassifier read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new InputException(
                    "a classifier needs at least 2 classes of different names, the file has " + classes);
        }
        NeighborWeights weights = new NeighborWeights(in.numbers("weights"));
        return new ApproximateNeighborClassifier(
                in.schema(),
                in.text("target"),
                classes,
                ApproximateIndex.read(in, weights.rows()),
                weights,
                in.integers("codes"),
                in.integer("k", 1, Integer.MAX_VALUE),
                Vote.parse(in.text("vote")),
                in.report(),
                in.provenance());
    }
}
