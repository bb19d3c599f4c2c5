package org.tandemml.boosting;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [BoostedRegressor].
public final class BoostedRegressorCodec implements ModelCodec<BoostedRegressor> {
    @Override
    public String type() {
        return "boosted-regressor";
    }

    @Override
    public Class<BoostedRegressor> modelClass() {
        return BoostedRegressor.class;
    }

    @Override
    public void write(BoostedRegressor model, Fields.Writer out) {
        out.text("target", model.target());
        out.text("response", model.response().name());
        EnsembleFields.write(model.ensemble(), out);
        model.history().write(out);
    }

    @Override
    public BoostedRegressor read(Fields.Reader in) {
        return new BoostedRegressor(
                in.schema(),
                in.text("target"),
                EnsembleFields.read(in),
                EnsembleFields.constant(Response.values(), in.text("response")),
                in.report(),
                in.provenance(),
                RoundHistory.read(in));
    }
}
