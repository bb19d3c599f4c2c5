package org.tandemml.nn;

import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes a [NetClassifier].
public final class NetClassifierCodec implements ModelCodec<NetClassifier> {
    @Override
    public String type() {
        return "net-classifier";
    }

    @Override
    public Class<NetClassifier> modelClass() {
        return NetClassifier.class;
    }

    @Override
    public void write(NetClassifier model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.integers("present", model.present());
        NetCodec.write(model.net(), model.trace(), out);
    }

    @Override
    public NetClassifier read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (Set.copyOf(classes).size() < classes.size()) {
            throw new InputException("the classes of a net must have different names: " + classes);
        }
        return new NetClassifier(
                in.schema(),
                in.text("target"),
                classes,
                in.integers("present"),
                NetCodec.readNet(in),
                NetCodec.readTrace(in),
                in.report(),
                in.provenance());
    }
}
