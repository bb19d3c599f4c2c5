package org.tandemml.formats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Fields;
import org.tandemml.core.FitReport;
import org.tandemml.core.InputException;
import org.tandemml.core.Model;
import org.tandemml.core.ModelCodec;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;

/// The fields of one model from bytes. The structure is judged to the last nested model before any codec runs; the
/// contents of a field become objects only when its codec asks.
final class ModelReader implements Fields.Reader {
    private record Field(FieldType type, ByteSource contents) {}

    private static final int SHORTEST_FIELD = Integer.BYTES + 1 + Integer.BYTES;

    private final ModelCodec<?> codec;
    private final Schema schema;
    private final FitReport report;
    private final Provenance provenance;
    private final Map<String, Field> fields = new HashMap<>();
    private final Map<String, ModelReader> models = new HashMap<>();

    private ModelReader(ByteSource in, ModelCodecs codecs, int depth) {
        codec = codecs.of(in.text());
        schema = ModelParts.schema(in);
        report = ModelParts.report(in);
        provenance = ModelParts.provenance(in);
        int count = in.count(SHORTEST_FIELD);
        for (int i = 0; i < count; i++) {
            String name = in.text();
            FieldType type = FieldType.read(in);
            ByteSource contents = in.sized();
            if (fields.put(name, new Field(type, contents)) != null) {
                throw in.damaged("two fields are named " + OneLine.quoted(name));
            }
            if (type == FieldType.MODEL) {
                models.put(name, of(contents, codecs, depth + 1));
                contents.requireEnd();
            }
        }
    }

    static ModelReader of(ByteSource in, ModelCodecs codecs, int depth) {
        if (depth >= ModelWriter.MAX_DEPTH) {
            throw in.damaged("models nested more than " + ModelWriter.MAX_DEPTH + " deep");
        }
        return new ModelReader(in, codecs, depth);
    }

    Model model() {
        try {
            return codec.read(this);
        } catch (Unreadable e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a codec trips over in bytes that nobody vouches for, the file is to blame.
            throw Unreadable.refused(codec.type(), e);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    private interface Contents<T> {
        T read(ByteSource in);
    }

    private <T> T field(String name, FieldType type, Contents<T> contents) {
        ByteSource in = require(name, type).contents().copy();
        T value = contents.read(in);
        in.requireEnd();
        return value;
    }

    private Field require(String name, FieldType type) {
        Field field = fields.get(name);
        if (field == null) {
            throw new InputException("the field \"" + name + "\" is missing");
        }
        if (field.type() != type) {
            throw new InputException("the field \"" + name + "\" must be of type " + type + ", was " + field.type());
        }
        return field;
    }

    @Override
    public long integer(String name) {
        return field(name, FieldType.INTEGER, ByteSource::int64);
    }

    @Override
    public double number(String name) {
        return field(name, FieldType.NUMBER, ByteSource::float64);
    }

    @Override
    public boolean flag(String name) {
        return field(name, FieldType.FLAG, ByteSource::flag);
    }

    @Override
    public String text(String name) {
        return field(name, FieldType.TEXT, ByteSource::text);
    }

    @Override
    public double[] numbers(String name) {
        return field(name, FieldType.NUMBERS, ByteSource::numbers);
    }

    @Override
    public double[] numbers(String name, int count) {
        double[] values = numbers(name);
        if (values.length != count) {
            throw new InputException(
                    "the field \"" + name + "\" must have " + count + " numbers, had " + values.length);
        }
        return values;
    }

    @Override
    public int[] integers(String name) {
        return field(name, FieldType.INTEGERS, ByteSource::integers);
    }

    @Override
    public List<String> texts(String name) {
        return field(name, FieldType.TEXTS, ByteSource::texts);
    }

    @Override
    public Schema schema(String name) {
        return field(name, FieldType.SCHEMA, ModelParts::schema);
    }

    @Override
    public Model model(String name) {
        require(name, FieldType.MODEL);
        ModelReader nested = models.get(name);
        if (nested == null) {
            throw new IllegalStateException("the model field \"" + name + "\" was not indexed");
        }
        return nested.model();
    }
}
