package org.tandemml.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tandemml.core.InputException;

/// The JSON of a safetensors header: an object of objects, whose values are texts and lists of whole numbers.
final class SafeTensorsHeader {
    private static final int MOST_AXES = 16;

    private final String text;
    private int at;

    SafeTensorsHeader(String text) {
        this.text = text;
    }

    /// One tensor: its name, type, shape and bytes `from .. to-1`.
    record Entry(String name, String type, List<Long> shape, long from, long to) {}

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        expect('{');
        if (peek() == '}') {
            return entries;
        }
        do {
            String name = string();
            expect(':');
            if (!names.add(name)) {
                throw bad("the name \"" + name + "\" comes twice");
            }
            if (name.equals("__metadata__")) {
                metadata();
            } else {
                entries.add(entry(name));
            }
        } while (more('}'));
        if (!text.substring(at).isBlank()) {
            throw bad("text follows the end");
        }
        return entries;
    }

    private void metadata() {
        expect('{');
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            string();
            expect(':');
            string();
        } while (more('}'));
    }

    private Entry entry(String name) {
        String type = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        Set<String> seen = new HashSet<>();
        expect('{');
        do {
            String field = string();
            seen.add(field);
            expect(':');
            switch (field) {
                case "dtype" -> type = string();
                case "shape" -> shape = numbers();
                case "data_offsets" -> offsets = numbers();
                default -> throw bad("tensor \"" + name + "\" has the unknown field \"" + field + '"');
            }
        } while (more('}'));
        if (seen.size() != 3 || offsets.size() != 2) {
            throw bad("tensor \"" + name + "\" needs dtype, shape and two data_offsets");
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        expect('[');
        if (peek() == ']') {
            at++;
            return numbers;
        }
        do {
            peek();
            int start = at;
            while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 18) {
                at++;
            }
            if (at == start || numbers.size() == MOST_AXES) {
                throw bad("a list of at most " + MOST_AXES + " whole numbers was expected");
            }
            numbers.add(Long.parseLong(text, start, at, 10));
        } while (more(']'));
        return numbers;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return value.toString();
    }

    private char escaped() {
        if (at >= text.length()) {
            throw bad("it ends within a text");
        }
        char c = text.charAt(at++);
        if (c == 'u' && at + 4 <= text.length()) {
            try {
                at += 4;
                return (char) Integer.parseInt(text, at - 4, at, 16);
            } catch (NumberFormatException e) {
                throw new InputException("the safetensors header has a bad escape at character " + (at - 4), e);
            }
        }
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            default -> throw bad("a bad escape");
        };
    }

    /// True after a comma, false after the closing character; the next value follows or the object is done.
    private boolean more(char close) {
        char c = peek();
        at++;
        if (c != ',' && c != close) {
            throw bad("',' or '" + close + "' was expected");
        }
        return c == ',';
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length()) {
            throw bad("it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw bad("'" + c + "' was expected");
        }
        at++;
    }

    private InputException bad(String what) {
        return new InputException("the safetensors header is not valid at character " + at + ": " + what);
    }
}
