package org.tandemml.svm;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [LinearSvmModel].
public final class LinearSvmModelCodec implements ModelCodec<LinearSvmModel> {
    @Override
    public String type() {
        return "linear-svm";
    }

    @Override
    public Class<LinearSvmModel> modelClass() {
        return LinearSvmModel.class;
    }

    @Override
    public void write(LinearSvmModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.numbers("coefficients", model.coefficients());
        out.numbers("intercepts", model.intercepts());
    }

    @Override
    public LinearSvmModel read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (Set.copyOf(classes).size() < classes.size()) {
            throw new InputException("the classes of a linear machine must have different names: " + classes);
        }
        int vectors = classes.size() == 2 ? 1 : classes.size();
        double[] coefficients = in.numbers("coefficients", vectors * in.schema().size());
        for (double c : coefficients) {
            Check.finite("coefficient of a linear machine", c);
        }
        double[] intercepts = in.numbers("intercepts", vectors);
        for (double b : intercepts) {
            Check.finite("intercept of a linear machine", b);
        }
        return new LinearSvmModel(
                in.schema(), in.text("target"), classes, coefficients, intercepts, in.report(), in.provenance());
    }
}
