package org.tandemml.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.tandemml.core.Fields;
import org.tandemml.core.Model;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Schema;

/// Names and types of the fields that a codec writes for a model, without what is in them.
final class WrittenFields implements Fields.Writer {
    private static final String LIST = "fields.txt";

    private final TreeSet<String> fields = new TreeSet<>();

    private WrittenFields() {}

    /// Fields of one kind that a model has for each column or step, `step0`, `step1`, …, are listed once: `step#`.
    private void add(String name, String type) {
        fields.add(name.replaceFirst("\\d+$", "#") + " " + type);
    }

    /// A line as `fields.txt` has it: the type of the model, a colon, its fields by name, each with its type.
    static String of(Model model) {
        for (ModelCodec<?> codec : ServiceLoader.load(ModelCodec.class)) {
            if (codec.modelClass() == model.getClass()) {
                return line(codec, model);
            }
        }
        throw new AssertionError("no codec on the path writes a " + model.getClass());
    }

    private static <M extends Model> String line(ModelCodec<M> codec, Model model) {
        WrittenFields out = new WrittenFields();
        codec.write(codec.modelClass().cast(model), out);
        return codec.type() + ": " + String.join(", ", out.fields);
    }

    /// Every line of the list: what files of this version of the format may hold.
    static List<String> listed() {
        try (InputStream in = WrittenFields.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new AssertionError(LIST + " is missing from tandem-testing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void integer(String name, long value) {
        add(name, "INTEGER");
    }

    @Override
    public void number(String name, double value) {
        add(name, "NUMBER");
    }

    @Override
    public void flag(String name, boolean value) {
        add(name, "FLAG");
    }

    @Override
    public void text(String name, String value) {
        add(name, "TEXT");
    }

    @Override
    public void numbers(String name, double[] values) {
        add(name, "NUMBERS");
    }

    @Override
    public void integers(String name, int[] values) {
        add(name, "INTEGERS");
    }

    @Override
    public void texts(String name, List<String> values) {
        add(name, "TEXTS");
    }

    @Override
    public void schema(String name, Schema value) {
        add(name, "SCHEMA");
    }

    @Override
    public void model(String name, Model value) {
        add(name, "MODEL");
    }
}
