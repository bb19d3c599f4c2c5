package org.tandemml.nn;

import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [NetRegressor].
public final class NetRegressorCodec implements ModelCodec<NetRegressor> {
    @Override
    public String type() {
        return "net-regressor";
    }

    @Override
    public Class<NetRegressor> modelClass() {
        return NetRegressor.class;
    }

    @Override
    public void write(NetRegressor model, Fields.Writer out) {
        out.text("target", model.target());
        out.number("target_centre", model.centre());
        out.number("target_scale", model.scale());
        NetCodec.write(model.net(), model.trace(), out);
    }

    @Override
    public NetRegressor read(Fields.Reader in) {
        return new NetRegressor(
                in.schema(),
                in.text("target"),
                in.number("target_centre"),
                in.number("target_scale"),
                NetCodec.readNet(in),
                NetCodec.readTrace(in),
                in.report(),
                in.provenance());
    }
}
