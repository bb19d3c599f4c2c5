package org.tandemml.boosting.foreign;

import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/// Writes JSON without spaces: keys in the order given, numbers that read back as the same float.
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    byte[] toBytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    JsonWriter key(String key) {
        separate();
        quoted(key);
        out.append(':');
        first = true;
        return this;
    }

    JsonWriter open(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    JsonWriter close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    JsonWriter text(String text) {
        separate();
        quoted(text);
        return this;
    }

    JsonWriter text(String key, String text) {
        return key(key).text(text);
    }

    JsonWriter integer(long number) {
        separate();
        out.append(number);
        return this;
    }

    JsonWriter number(float number) {
        separate();
        // XGBoost's parser knows the words of JavaScript.
        out.append(number);
        return this;
    }

    JsonWriter integers(String key, int count, IntUnaryOperator numbers) {
        key(key).open('[');
        for (int i = 0; i < count; i++) {
            integer(numbers.applyAsInt(i));
        }
        return close(']');
    }

    /// A number for each index.
    interface Floats {
        float at(int index);
    }

    JsonWriter floats(String key, int count, Floats numbers) {
        key(key).open('[');
        for (int i = 0; i < count; i++) {
            number(numbers.at(i));
        }
        return close(']');
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
