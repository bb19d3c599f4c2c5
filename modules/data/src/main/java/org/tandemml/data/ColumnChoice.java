package org.tandemml.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tandemml.core.Check;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.Schema;

/// A choice of columns by name or by kind, written `age,x*,type:categorical`.
///
/// Each part is a name, in which `*` stands for any characters, or `type:numeric`, `type:categorical`. A comma, star or
/// backslash of a name is written with a backslash before it.
///
/// @param parts the parts, a column is chosen if one of them fits it
public record ColumnChoice(List<String> parts) {
    /// Every column.
    public static final ColumnChoice ALL = new ColumnChoice(List.of("*"));

    /// Every column of numbers.
    public static final ColumnChoice NUMERIC = new ColumnChoice(List.of("type:numeric"));

    /// Every column of categories.
    public static final ColumnChoice CATEGORICAL = new ColumnChoice(List.of("type:categorical"));

    public ColumnChoice {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.stream().anyMatch(String::isEmpty)) {
            throw new InputException("columns must be named, as in \"age,x*,type:categorical\", was \""
                    + String.join(",", parts) + "\"");
        }
        for (String part : parts) {
            if (part.startsWith("type:") && !part.equals("type:numeric") && !part.equals("type:categorical")) {
                throw new InputException("columns must be of type:numeric or type:categorical, was \"" + part + "\"");
            }
        }
    }

    /// The columns of exactly these names.
    public static ColumnChoice named(String... names) {
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            String quoted = name.replaceAll("[\\\\,*]", "\\\\$0");
            parts.add(quoted.startsWith("type:") ? "\\" + quoted : quoted);
        }
        return new ColumnChoice(parts);
    }

    /// From the text that [#toString()] gives.
    public static ColumnChoice parse(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
                if (c == '\\' && i + 1 < text.length()) {
                    part.append(text.charAt(++i));
                }
            }
        }
        parts.add(part.toString().strip());
        return new ColumnChoice(parts);
    }

    /// For each column whether it is chosen. Throws [InputException] for a part that fits no column.
    boolean[] in(Schema schema) {
        boolean[] chosen = new boolean[schema.size()];
        for (String part : parts) {
            Pattern pattern = pattern(part);
            boolean fits = part.equals("*") || part.startsWith("type:");
            for (int j = 0; j < chosen.length; j++) {
                Column column = schema.column(j);
                boolean fit = part.startsWith("type:")
                        ? part.equals("type:numeric") == column instanceof Column.Numeric
                        : pattern.matcher(column.name()).matches();
                chosen[j] |= fit;
                fits |= fit;
            }
            if (!fits) {
                throw Check.unknown("column", part, schema.names());
            }
        }
        return chosen;
    }

    private static Pattern pattern(String part) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '*') {
                pattern.append(".*");
            } else {
                char literal = c == '\\' && i + 1 < part.length() ? part.charAt(++i) : c;
                pattern.append(Pattern.quote(String.valueOf(literal)));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    @Override
    public String toString() {
        return String.join(",", parts);
    }
}
