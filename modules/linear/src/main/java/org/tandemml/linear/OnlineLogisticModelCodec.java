package org.tandemml.linear;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes an [OnlineLogisticModel] with all it needs to go on.
public final class OnlineLogisticModelCodec implements ModelCodec<OnlineLogisticModel> {
    @Override
    public String type() {
        return "online-logistic";
    }

    @Override
    public Class<OnlineLogisticModel> modelClass() {
        return OnlineLogisticModel.class;
    }

    @Override
    public void write(OnlineLogisticModel model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        model.state().write(out);
    }

    @Override
    public OnlineLogisticModel read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new InputException("a stream needs at least 2 classes with different names, the file has " + classes);
        }
        OnlineState state = OnlineState.read(in, classes.size() == 2 ? 1 : classes.size());
        return new OnlineLogisticModel(state, in.schema(), in.text("target"), classes, in.provenance());
    }
}
