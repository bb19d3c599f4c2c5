package org.tandemml.svm;

import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [LinearSvrModel].
public final class LinearSvrModelCodec implements ModelCodec<LinearSvrModel> {
    @Override
    public String type() {
        return "linear-svr";
    }

    @Override
    public Class<LinearSvrModel> modelClass() {
        return LinearSvrModel.class;
    }

    @Override
    public void write(LinearSvrModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.numbers("coefficients", model.coefficients());
        out.number("intercept", model.intercept());
    }

    @Override
    public LinearSvrModel read(Fields.Reader in) {
        double[] coefficients = in.numbers("coefficients", in.schema().size());
        for (double c : coefficients) {
            Check.finite("coefficient of a linear machine", c);
        }
        double intercept = in.number("intercept");
        Check.finite("intercept of a linear machine", intercept);
        return new LinearSvrModel(
                in.schema(), in.text("target"), coefficients, intercept, in.report(), in.provenance());
    }
}
