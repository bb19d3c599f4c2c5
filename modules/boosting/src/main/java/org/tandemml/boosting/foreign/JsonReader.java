package org.tandemml.boosting.foreign;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tandemml.core.InputException;

/// Reads a JSON document (RFC 8259) as a [Value]; also the numbers `NaN`, `Infinity` and `-Infinity`, which XGBoost
/// writes.
///
/// Reads every byte once; nesting is bounded, a key may stand once in an object. Memory is a small multiple of the
/// number of bytes. **Errors**: [InputException] with the offset.
final class JsonReader {
    /// The deepest nesting; XGBoost's models have about ten levels.
    static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private int at;

    private JsonReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static Value read(byte[] bytes) {
        JsonReader reader = new JsonReader(bytes);
        Object value = reader.value(0);
        reader.space();
        if (reader.at < bytes.length) {
            throw reader.wrong("something follows the end of the document");
        }
        return Value.root(value);
    }

    private InputException wrong(String what) {
        return new InputException("at byte " + at + ": " + what);
    }

    private void space() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    /// The next byte that is no space, not consumed.
    private int peek() {
        space();
        if (at >= bytes.length) {
            throw wrong("the document is cut short");
        }
        return bytes[at];
    }

    private void expect(char wanted) {
        int found = peek();
        if (found != wanted) {
            throw wrong("expected '" + wanted + "', found '" + (char) (found & 0xFF) + "'");
        }
        at++;
    }

    private boolean accept(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("values are nested more than " + MAX_DEPTH + " deep");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> text();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", Value.NOTHING);
            case 'N' -> word("NaN", Double.NaN);
            case 'I' -> word("Infinity", Double.POSITIVE_INFINITY);
            default -> number();
        };
    }

    private Object word(String word, Object meaning) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != word.charAt(i)) {
                throw wrong("expected " + word);
            }
        }
        at += word.length();
        return meaning;
    }

    private Map<String, Object> object(int depth) {
        expect('{');
        if (accept('}')) {
            return Map.of();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        do {
            if (peek() != '"') {
                throw wrong("expected a key in quotation marks");
            }
            String key = text();
            expect(':');
            if (members.put(key, value(depth + 1)) != null) {
                throw wrong("the key \"" + key + "\" stands twice in one object");
            }
        } while (accept(','));
        expect('}');
        return members;
    }

    private Object array(int depth) {
        expect('[');
        Elements elements = new Elements();
        if (accept(']')) {
            return elements.toArray();
        }
        do {
            elements.add(value(depth + 1));
        } while (accept(','));
        expect(']');
        return elements.toArray();
    }

    private Object number() {
        int from = at;
        while (at < bytes.length && isOfNumber(bytes[at])) {
            at++;
        }
        String text = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
        if (text.equals("-") && at < bytes.length && bytes[at] == 'I') {
            word("Infinity", Value.NOTHING);
            return Double.NEGATIVE_INFINITY;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            at = from;
            throw wrong(
                    text.isEmpty()
                            ? "expected a value, found '" + (char) (bytes[at] & 0xFF) + "'"
                            : "\"" + text.substring(0, Math.min(40, text.length())) + "\" is no number");
        }
    }

    private static boolean isOfNumber(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private String text() {
        at++;
        int from = at;
        while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        if (at < bytes.length && bytes[at] == '"') {
            return new String(bytes, from, at++ - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(new String(bytes, from, at - from, StandardCharsets.UTF_8));
        while (at < bytes.length && bytes[at] != '"') {
            if (bytes[at] == '\\') {
                text.append(escaped());
                continue;
            }
            from = at;
            while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\\') {
                at++;
            }
            text.append(new String(bytes, from, at - from, StandardCharsets.UTF_8));
        }
        if (at >= bytes.length) {
            throw wrong("a text has no end");
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        if (at + 1 >= bytes.length) {
            throw wrong("a text has no end");
        }
        int code = bytes[at + 1];
        at += 2;
        return switch (code) {
            case '"', '\\', '/' -> (char) code;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("no escape is \\" + (char) (code & 0xFF));
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
            if (digit < 0) {
                throw wrong("\\u needs four hexadecimal digits");
            }
            code = 16 * code + digit;
            at++;
        }
        return (char) code;
    }
}
