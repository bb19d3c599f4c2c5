package org.tandemml.data;

import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [ColumnScaling].
public final class ColumnScalingCodec implements ModelCodec<ColumnScaling> {
    @Override
    public String type() {
        return "column-scaling";
    }

    @Override
    public Class<ColumnScaling> modelClass() {
        return ColumnScaling.class;
    }

    @Override
    public void write(ColumnScaling model, Fields.Writer out) {
        out.numbers("centres", model.centres());
        out.numbers("scales", model.scales());
        out.number("offset", model.offset());
        out.number("low", model.low());
        out.number("high", model.high());
    }

    @Override
    public ColumnScaling read(Fields.Reader in) {
        int p = in.schema().size();
        double[] centres = in.numbers("centres", p);
        double[] scales = in.numbers("scales", p);
        for (int j = 0; j < p; j++) {
            Check.finite("centre of column " + (j + 1), centres[j]);
            Check.positive("scale of column " + (j + 1), scales[j]);
        }
        double low = in.number("low");
        double high = in.number("high");
        if (!(low < high)) {
            throw new InputException("the bounds of the scaling must ascend, were " + low + " and " + high);
        }
        return new ColumnScaling(
                FittedStep.Origin.read(in), centres, scales, Check.finite("offset", in.number("offset")), low, high);
    }
}
