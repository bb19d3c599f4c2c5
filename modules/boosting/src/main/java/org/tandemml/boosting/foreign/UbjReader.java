package org.tandemml.boosting.foreign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tandemml.core.InputException;

/// Reads a Universal Binary JSON document (specification draft 12, big-endian) as a [Value].
///
/// Counts are compared with the bytes that are left before anything is allocated, nesting is bounded, a key may stand
/// once in an object. **Errors**: [InputException] with the offset.
final class UbjReader {
    private final ByteBuffer in;

    private UbjReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    static Value read(byte[] bytes) {
        UbjReader reader = new UbjReader(bytes);
        Object value = reader.value(reader.marker(), 0);
        if (reader.in.hasRemaining()) {
            throw reader.wrong("something follows the end of the document");
        }
        return Value.root(value);
    }

    private InputException wrong(String what) {
        return new InputException("at byte " + in.position() + ": " + what);
    }

    private void require(long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw wrong("the document is cut short: " + bytes + " bytes wanted, " + in.remaining() + " left");
        }
    }

    private char octet() {
        require(1);
        return (char) (in.get() & 0xFF);
    }

    /// The next type marker; no-ops are skipped.
    private char marker() {
        char marker = octet();
        while (marker == 'N') {
            marker = octet();
        }
        return marker;
    }

    private Object value(char marker, int depth) {
        if (depth > JsonReader.MAX_DEPTH) {
            throw wrong("values are nested more than " + JsonReader.MAX_DEPTH + " deep");
        }
        return switch (marker) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 'S', 'H' -> text(length(octet()));
            case 'C' -> Character.toString(octet());
            case 'T' -> Boolean.TRUE;
            case 'F' -> Boolean.FALSE;
            case 'Z' -> Value.NOTHING;
            default -> number(marker);
        };
    }

    private static int size(char marker) {
        return switch (marker) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> 0;
        };
    }

    private double number(char marker) {
        if (size(marker) == 0) {
            throw wrong("no value begins with byte " + (int) marker);
        }
        require(size(marker));
        return switch (marker) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xFF;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            case 'd' -> in.getFloat();
            default -> in.getDouble();
        };
    }

    /// A length or count, which cannot exceed the bytes that are left.
    private int length(char marker) {
        if (marker == 'd' || marker == 'D') {
            throw wrong("a length must be a whole number");
        }
        double length = number(marker);
        if (length < 0 || length > in.remaining()) {
            throw wrong("the length " + (long) length + " exceeds the " + in.remaining() + " bytes that are left");
        }
        return (int) length;
    }

    private String text(int length) {
        require(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The type and number of the elements of a container, as its head may say: 0 and −1 if not.
    private record Head(char type, int count) {}

    private Head head() {
        char type = 0;
        require(1);
        if (in.get(in.position()) == '$') {
            in.get();
            type = octet();
            require(1);
            if (in.get(in.position()) != '#') {
                throw wrong("a container of one type needs a count");
            }
        }
        if (in.get(in.position()) != '#') {
            return new Head(type, -1);
        }
        in.get();
        // Each element takes at least a byte, so the count is bounded by the rest, too.
        int count = length(octet());
        if (type != 0 && size(type) == 0 && "SHC{[".indexOf(type) < 0) {
            throw wrong("a container of elements without contents");
        }
        return new Head(type, count);
    }

    private Map<String, Object> object(int depth) {
        Head head = head();
        Map<String, Object> members = new LinkedHashMap<>();
        for (int k = 0; k != head.count(); k++) {
            char marker = head.count() < 0 ? marker() : octet();
            if (head.count() < 0 && marker == '}') {
                break;
            }
            String key = text(length(marker));
            if (members.put(key, value(head.type() == 0 ? marker() : head.type(), depth + 1)) != null) {
                throw wrong("the key \"" + key + "\" stands twice in one object");
            }
        }
        return members;
    }

    private Object array(int depth) {
        Head head = head();
        if (head.type() != 0 && size(head.type()) > 0) {
            require((long) head.count() * size(head.type()));
            double[] numbers = new double[head.count()];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = number(head.type());
            }
            return numbers;
        }
        Elements elements = new Elements();
        for (int k = 0; k != head.count(); k++) {
            char marker = head.type() == 0 ? marker() : head.type();
            if (head.count() < 0 && marker == ']') {
                break;
            }
            elements.add(value(marker, depth + 1));
        }
        return elements.toArray();
    }
}
