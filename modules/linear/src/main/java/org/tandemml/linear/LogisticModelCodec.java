package org.tandemml.linear;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [LogisticModel].
public final class LogisticModelCodec implements ModelCodec<LogisticModel> {
    @Override
    public String type() {
        return "logistic";
    }

    @Override
    public Class<LogisticModel> modelClass() {
        return LogisticModel.class;
    }

    @Override
    public void write(LogisticModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.numbers("coefficients", model.coefficients());
        out.numbers("intercepts", model.intercepts());
        out.number("log_likelihood", model.logLikelihood());
        out.numbers("standard_errors", model.storedStandardErrors().clone());
        out.flag("has_path", model.path().isPresent());
        model.path().ifPresent(path -> path.write(out));
    }

    @Override
    public LogisticModel read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        int vectors = classes.size() == 2 ? 1 : classes.size();
        double[] errors = in.numbers("standard_errors");
        double[] coefficients = in.numbers("coefficients", vectors * in.schema().size());
        for (double c : coefficients) {
            if (!Double.isFinite(c)) {
                throw new InputException("coefficients of a logistic model must be finite numbers, one was " + c);
            }
        }
        double[] intercepts = in.numbers("intercepts", vectors);
        for (double b : intercepts) {
            if (!Double.isFinite(b)) {
                throw new InputException("intercepts of a logistic model must be finite numbers, one was " + b);
            }
        }
        if (Set.copyOf(classes).size() < classes.size()) {
            throw new InputException("the classes of a logistic model must have different names: " + classes);
        }
        return new LogisticModel(
                in.schema(),
                in.text("target"),
                classes,
                coefficients,
                intercepts,
                in.number("log_likelihood"),
                errors,
                in.flag("has_path") ? RegularizationPath.read(in, vectors) : null,
                in.report(),
                in.provenance());
    }
}
