package org.tandemml.knn;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [NeighborRegressor], training rows included.
public final class NeighborRegressorCodec implements ModelCodec<NeighborRegressor> {
    @Override
    public String type() {
        return "nearest-neighbors-regressor";
    }

    @Override
    public Class<NeighborRegressor> modelClass() {
        return NeighborRegressor.class;
    }

    @Override
    public void write(NeighborRegressor model, Fields.Writer out) {
        out.text("target", model.target());
        out.numbers("values", model.values().clone());
        out.integer("k", model.k());
        out.text("vote", model.vote().text());
        model.rows().write(out);
    }

    @Override
    public NeighborRegressor read(Fields.Reader in) {
        return new NeighborRegressor(
                in.schema(),
                in.text("target"),
                NeighborRows.read(in),
                in.numbers("values"),
                in.integer("k", 1, Integer.MAX_VALUE),
                Vote.parse(in.text("vote")),
                in.report(),
                in.provenance());
    }
}
