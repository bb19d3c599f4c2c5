package org.tandemml.linear;

import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [LinearModel].
public final class LinearModelCodec implements ModelCodec<LinearModel> {
    @Override
    public String type() {
        return "linear";
    }

    @Override
    public Class<LinearModel> modelClass() {
        return LinearModel.class;
    }

    @Override
    public void write(LinearModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.numbers("coefficients", model.coefficients());
        out.number("intercept", model.intercept());
        out.number("residual_variance", model.residualVariance());
        out.number("degrees_of_freedom", model.degreesOfFreedom());
        out.numbers("standard_errors", model.storedStandardErrors().clone());
        out.flag("has_path", model.path().isPresent());
        model.path().ifPresent(path -> path.write(out));
    }

    @Override
    public LinearModel read(Fields.Reader in) {
        double[] coefficients = in.numbers("coefficients", in.schema().size());
        for (double c : coefficients) {
            if (!Double.isFinite(c)) {
                throw new InputException("coefficients of a linear model must be finite numbers, one was " + c);
            }
        }
        double intercept = in.number("intercept");
        if (!Double.isFinite(intercept)) {
            throw new InputException("the intercept of a linear model must be a finite number, was " + intercept);
        }
        double[] errors = in.numbers("standard_errors");
        if (errors.length != 0 && errors.length != coefficients.length + 1) {
            throw new InputException("standard errors must number 0 or " + (coefficients.length + 1)
                    + " in a linear model, were " + errors.length);
        }
        return new LinearModel(
                in.schema(),
                in.text("target"),
                coefficients,
                intercept,
                in.number("residual_variance"),
                in.number("degrees_of_freedom"),
                errors,
                in.flag("has_path") ? RegularizationPath.read(in, 1) : null,
                in.report(),
                in.provenance());
    }
}
