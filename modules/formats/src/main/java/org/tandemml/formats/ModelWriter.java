package org.tandemml.formats;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Schema;

/// Writes the fields of one model, each as name, type, length and contents.
final class ModelWriter implements Fields.Writer {
    /// The most models inside one another.
    static final int MAX_DEPTH = 16;

    private final ModelCodecs codecs;
    private final ByteSink fields = new ByteSink();
    private final Set<String> names = new HashSet<>();
    private final int depth;

    private ModelWriter(ModelCodecs codecs, int depth) {
        this.codecs = codecs;
        this.depth = depth;
    }

    static void write(Model model, ModelCodecs codecs, ByteSink out, int depth) {
        if (depth >= MAX_DEPTH) {
            throw new InputException("models are nested more than " + MAX_DEPTH
                    + " deep, a model file keeps no more: use fewer pipelines inside pipelines");
        }
        write(model, codecs.of(model), codecs, out, depth);
    }

    private static <M extends Model> void write(
            Model model, ModelCodec<M> codec, ModelCodecs codecs, ByteSink out, int depth) {
        out.text(codec.type());
        ModelParts.write(model.schema(), out);
        ModelParts.write(model.report(), out);
        ModelParts.write(model.provenance(), out);
        ModelWriter writer = new ModelWriter(codecs, depth);
        codec.write(codec.modelClass().cast(model), writer);
        out.int32(writer.names.size());
        out.append(writer.fields);
    }

    private void field(String name, FieldType type, Runnable contents) {
        if (!names.add(name)) {
            throw new IllegalStateException("a codec wrote the field \"" + name + "\" twice");
        }
        fields.text(name);
        fields.octet(type.octet);
        fields.sized(contents);
    }

    @Override
    public void integer(String name, long value) {
        field(name, FieldType.INTEGER, () -> fields.int64(value));
    }

    @Override
    public void number(String name, double value) {
        field(name, FieldType.NUMBER, () -> fields.float64(value));
    }

    @Override
    public void flag(String name, boolean value) {
        field(name, FieldType.FLAG, () -> fields.flag(value));
    }

    @Override
    public void text(String name, String value) {
        field(name, FieldType.TEXT, () -> fields.text(value));
    }

    @Override
    public void numbers(String name, double[] values) {
        field(name, FieldType.NUMBERS, () -> fields.numbers(values));
    }

    @Override
    public void integers(String name, int[] values) {
        field(name, FieldType.INTEGERS, () -> fields.integers(values));
    }

    @Override
    public void texts(String name, List<String> values) {
        field(name, FieldType.TEXTS, () -> fields.texts(values));
    }

    @Override
    public void schema(String name, Schema value) {
        field(name, FieldType.SCHEMA, () -> ModelParts.write(value, fields));
    }

    @Override
    public void model(String name, Model value) {
        field(name, FieldType.MODEL, () -> write(value, codecs, fields, depth + 1));
    }
}
