package org.tandemml.data;

import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [PowerMapping].
public final class PowerMappingCodec implements ModelCodec<PowerMapping> {
    @Override
    public String type() {
        return "power";
    }

    @Override
    public Class<PowerMapping> modelClass() {
        return PowerMapping.class;
    }

    @Override
    public void write(PowerMapping model, Fields.Writer out) {
        out.numbers("lambdas", model.lambdas());
        out.numbers("means", model.means());
        out.numbers("scales", model.scales());
    }

    @Override
    public PowerMapping read(Fields.Reader in) {
        int p = in.schema().size();
        double[] lambdas = in.numbers("lambdas", p);
        double[] means = in.numbers("means", p);
        double[] scales = in.numbers("scales", p);
        for (int j = 0; j < p; j++) {
            Check.finite("power of column " + (j + 1), lambdas[j]);
            Check.finite("mean of column " + (j + 1), means[j]);
            Check.positive("scale of column " + (j + 1), scales[j]);
        }
        return new PowerMapping(FittedStep.Origin.read(in), lambdas, means, scales);
    }
}
