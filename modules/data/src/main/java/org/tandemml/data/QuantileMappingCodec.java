package org.tandemml.data;

import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [QuantileMapping].
public final class QuantileMappingCodec implements ModelCodec<QuantileMapping> {
    @Override
    public String type() {
        return "quantile";
    }

    @Override
    public Class<QuantileMapping> modelClass() {
        return QuantileMapping.class;
    }

    @Override
    public void write(QuantileMapping model, Fields.Writer out) {
        out.flag("normal", model.distribution() == Quantile.Output.NORMAL);
        for (int j = 0; j < model.schema().size(); j++) {
            if (model.schema().column(j) instanceof Column.Numeric) {
                out.numbers("quantiles" + j, model.quantiles(j));
            }
        }
    }

    @Override
    public QuantileMapping read(Fields.Reader in) {
        double[][] quantiles = new double[in.schema().size()][];
        for (int j = 0; j < quantiles.length; j++) {
            boolean numeric = in.schema().column(j) instanceof Column.Numeric;
            quantiles[j] = numeric ? in.numbers("quantiles" + j) : new double[0];
            for (int k = 0; k < quantiles[j].length; k++) {
                Check.finite("quantile of column " + (j + 1), quantiles[j][k]);
                if (k > 0 && quantiles[j][k] < quantiles[j][k - 1]) {
                    throw new InputException("the quantiles of column " + (j + 1) + " must ascend, found "
                            + quantiles[j][k] + " after " + quantiles[j][k - 1]);
                }
            }
        }
        return new QuantileMapping(
                FittedStep.Origin.read(in),
                in.flag("normal") ? Quantile.Output.NORMAL : Quantile.Output.UNIFORM,
                quantiles);
    }
}
