package org.tandemml.linear;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Check;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [PerceptronModel].
public final class PerceptronModelCodec implements ModelCodec<PerceptronModel> {
    @Override
    public String type() {
        return "perceptron";
    }

    @Override
    public Class<PerceptronModel> modelClass() {
        return PerceptronModel.class;
    }

    @Override
    public void write(PerceptronModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.numbers("coefficients", model.coefficients());
        out.numbers("intercepts", model.intercepts());
    }

    @Override
    public PerceptronModel read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (Set.copyOf(classes).size() < classes.size()) {
            throw new InputException("the classes of a perceptron must have different names: " + classes);
        }
        int vectors = classes.size() == 2 ? 1 : classes.size();
        double[] coefficients = in.numbers("coefficients", vectors * in.schema().size());
        double[] intercepts = in.numbers("intercepts", vectors);
        for (double c : coefficients) {
            Check.finite("a coefficient of a perceptron", c);
        }
        for (double b : intercepts) {
            Check.finite("an intercept of a perceptron", b);
        }
        return new PerceptronModel(
                in.schema(), in.text("target"), classes, coefficients, intercepts, in.report(), in.provenance());
    }
}
