package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Reads and writes an [SvmClassifier].
public final class SvmClassifierCodec implements ModelCodec<SvmClassifier> {
    @Override
    public String type() {
        return "svm-classifier";
    }

    @Override
    public Class<SvmClassifier> modelClass() {
        return SvmClassifier.class;
    }

    @Override
    public void write(SvmClassifier model, Fields.Writer out) {
        out.text("target", model.target());
        out.texts("classes", model.classes());
        out.text("scheme", model.scheme().name());
        SupportCodec.write(out, model.machines(), model.supportRows(), model.expansion());
    }

    @Override
    public SvmClassifier read(Fields.Reader in) {
        List<String> classes = in.texts("classes");
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new InputException(
                    "a classifier needs at least 2 classes of different names, the file has " + classes);
        }
        String scheme = in.text("scheme");
        Multiclass multiclass = Arrays.stream(Multiclass.values())
                .filter(m -> m.name().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new InputException("the file names the unknown scheme \"" + scheme + "\""));
        SupportCodec.Parts parts = SupportCodec.read(in, classes.size());
        boolean rest = parts.machines().getFirst().negative() < 0;
        for (SvmMachine machine : parts.machines()) {
            if (machine.positive() < 0 || machine.negative() < 0 != rest) {
                throw new InputException("the machines of a classifier must all be pairs, or all against the rest");
            }
        }
        return new SvmClassifier(
                in.schema(),
                in.text("target"),
                classes,
                multiclass,
                parts.machines(),
                parts.rows(),
                parts.expansion(),
                in.report(),
                in.provenance());
    }
}
