package org.tandemml.hnsw;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;
import org.tandemml.knn.NeighborWeights;
import org.tandemml.knn.Vote;

/// Reads and writes an [ApproximateNeighborRegressor], training rows and graph included.
public final class ApproximateNeighborRegressorCodec implements ModelCodec<ApproximateNeighborRegressor> {
    @Override
    public String type() {
        return "approximate-neighbors-regressor";
    }

    @Override
    public Class<ApproximateNeighborRegressor> modelClass() {
        return ApproximateNeighborRegressor.class;
    }

    @Override
    public void write(ApproximateNeighborRegressor model, Fields.Writer out) {
        out.text("target", model.target());
        out.numbers("values", model.values().clone());
        out.numbers("weights", model.weights().values());
        out.integer("k", model.k());
        out.text("vote", model.vote().text());
        model.index().write(out);
    }

    @Override
    public ApproximateNeighborRegressor read(Fields.Reader in) {
        NeighborWeights weights = new NeighborWeights(in.numbers("weights"));
        return new ApproximateNeighborRegressor(
                in.schema(),
                in.text("target"),
                ApproximateIndex.read(in, weights.rows()),
                weights,
                in.numbers("values"),
                in.integer("k", 1, Integer.MAX_VALUE),
                Vote.parse(in.text("vote")),
                in.report(),
                in.provenance());
    }
}
