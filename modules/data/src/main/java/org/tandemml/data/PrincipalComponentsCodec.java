package org.tandemml.data;

import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads [PrincipalComponents].
public final class PrincipalComponentsCodec implements ModelCodec<PrincipalComponents> {
    @Override
    public String type() {
        return "pca";
    }

    @Override
    public Class<PrincipalComponents> modelClass() {
        return PrincipalComponents.class;
    }

    @Override
    public void write(PrincipalComponents model, Fields.Writer out) {
        out.numbers("mean", model.mean());
        out.numbers("directions", model.directions().values());
        out.numbers("variances", model.variances());
        out.numbers("scales", model.scales());
        out.number("total_variance", model.totalVariance());
    }

    @Override
    public PrincipalComponents read(Fields.Reader in) {
        int p = in.schema().size();
        if (in.schema().hasCategories()) {
            throw new InputException("principal components must be of numeric columns");
        }
        double[] variances = in.numbers("variances");
        int count = variances.length;
        if (count < 1 || count > p) {
            throw new InputException("components must be 1 to " + p + ", were " + count);
        }
        double[] scales = in.numbers("scales", count);
        double[] mean = in.numbers("mean", p);
        double[] directions = in.numbers("directions", Math.multiplyExact(count, p));
        for (int k = 0; k < count; k++) {
            Check.notNegative("variance of component " + (k + 1), variances[k]);
            Check.positive("scale of component " + (k + 1), scales[k]);
        }
        for (double value : mean) {
            Check.finite("mean", value);
        }
        for (double value : directions) {
            Check.finite("entry of a direction", value);
        }
        double total = Check.notNegative("total variance", in.number("total_variance"));
        return new PrincipalComponents(FittedStep.Origin.read(in), mean, directions, variances, scales, total);
    }
}
