package org.tandemml.data;

import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [Standardization].
public final class StandardizationCodec implements ModelCodec<Standardization> {
    @Override
    public String type() {
        return "standardize";
    }

    @Override
    public Class<Standardization> modelClass() {
        return Standardization.class;
    }

    @Override
    public void write(Standardization model, Fields.Writer out) {
        out.numbers("means", model.means());
        out.numbers("scales", model.scales());
    }

    @Override
    public Standardization read(Fields.Reader in) {
        int p = in.schema().size();
        double[] means = in.numbers("means", p);
        double[] scales = in.numbers("scales", p);
        for (int j = 0; j < p; j++) {
            Check.finite("mean of column " + (j + 1), means[j]);
            Check.positive("scale of column " + (j + 1), scales[j]);
        }
        return new Standardization(FittedStep.Origin.read(in), means, scales);
    }
}
