package org.tandemml.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// The attributes that an ARFF file declares before its data.
///
/// @param attributes in the order of the file
record ArffHeader(List<Attribute> attributes) {
    /// What the values of an attribute are.
    enum Kind {
        NUMERIC,
        NOMINAL,
        STRING
    }

    /// One declared attribute.
    ///
    /// @param name its name
    /// @param kind what its values are
    /// @param levels the declared values of a nominal attribute
    /// @param kept whether it becomes a column
    record Attribute(String name, Kind kind, List<String> levels, boolean kept) {}

    /// Reads up to and with the line `@data`.
    static ArffHeader read(ArffTokens tokens, SourceFile source, ReadOptions options) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (true) {
            ArffTokens.Kind kind = tokens.next(true);
            if (kind == ArffTokens.Kind.LINE_END) {
                continue;
            }
            if (kind == ArffTokens.Kind.END) {
                throw new InputException(source.name() + " has no line @data: it is no ARFF file, or truncated");
            }
            String word = kind == ArffTokens.Kind.WORD ? tokens.text().toLowerCase(Locale.ROOT) : "";
            switch (word) {
                case "@relation" -> tokens.skipLine();
                case "@attribute" -> {
                    if (attributes.size() == CsvSample.MAX_COLUMNS) {
                        throw CsvReading.tooWide(source, tokens.line());
                    }
                    Attribute attribute = attribute(tokens, source, options);
                    if (!names.add(attribute.name())) {
                        throw new InputException("two attributes are named \"" + attribute.name() + "\" "
                                + tokens.place() + ": rename one");
                    }
                    attributes.add(attribute);
                }
                case "@data" -> {
                    tokens.skipLine();
                    checkIgnored(options, names);
                    if (attributes.isEmpty()) {
                        throw new InputException(source.name() + " declares no @attribute: it is no ARFF file");
                    }
                    return new ArffHeader(attributes);
                }
                default ->
                    throw new InputException("the header should hold @relation, @attribute or @data here "
                            + tokens.place() + ": is this an ARFF file?");
            }
        }
    }

    private static void checkIgnored(ReadOptions options, Set<String> names) {
        for (String column : options.ignored()) {
            if (!names.contains(column)) {
                throw Check.unknown("column to ignore", column, names);
            }
        }
    }

    private static Attribute attribute(ArffTokens tokens, SourceFile source, ReadOptions options) throws IOException {
        ArffTokens.Kind kind = tokens.next(true);
        if (kind != ArffTokens.Kind.WORD && kind != ArffTokens.Kind.QUOTED || tokens.length() == 0) {
            throw new InputException("@attribute should be followed by a name " + tokens.place());
        }
        String name = tokens.text();
        boolean kept = !options.ignored().contains(name);
        kind = tokens.next(true);
        if (kind == ArffTokens.Kind.OPEN) {
            return new Attribute(name, Kind.NOMINAL, levels(tokens, name), kept);
        }
        String type = kind == ArffTokens.Kind.WORD ? tokens.text().toLowerCase(Locale.ROOT) : "";
        tokens.skipLine();
        return switch (type) {
            case "numeric", "real", "integer" -> new Attribute(name, Kind.NUMERIC, List.of(), kept);
            case "string" -> new Attribute(name, Kind.STRING, List.of(), kept);
            case "date" -> {
                if (kept) {
                    throw new InputException("column \"" + name + "\" holds dates " + tokens.place()
                            + ", which no learner can use as they are: ignore it (--ignore \"" + name
                            + "\", withIgnored) or put numbers such as the year in its place");
                }
                yield new Attribute(name, Kind.STRING, List.of(), false);
            }
            case "relational" ->
                throw new InputException("column \"" + name + "\" is relational " + tokens.place()
                        + ": tables within tables are not read, export it without this attribute");
            default ->
                throw new InputException("attribute \"" + name + "\" has the type \"" + type + "\" " + tokens.place()
                        + ": known are numeric, real, integer, string, date and {values}");
        };
    }

    private static List<String> levels(ArffTokens tokens, String name) throws IOException {
        List<String> levels = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean wantsValue = true;
        while (true) {
            ArffTokens.Kind kind = tokens.next(false);
            boolean value = kind == ArffTokens.Kind.WORD || kind == ArffTokens.Kind.QUOTED;
            if (value && wantsValue) {
                if (!seen.add(tokens.text())) {
                    throw new InputException("attribute \"" + name + "\" names the value \"" + tokens.text()
                            + "\" twice " + tokens.place());
                }
                levels.add(tokens.text());
                wantsValue = false;
            } else if (kind == ArffTokens.Kind.COMMA && !wantsValue) {
                wantsValue = true;
            } else if (kind == ArffTokens.Kind.CLOSE) {
                tokens.skipLine();
                return levels;
            } else if (kind != ArffTokens.Kind.LINE_END || levels.isEmpty()) {
                throw new InputException(
                        "attribute \"" + name + "\" should list its values as {a, b, c} " + tokens.place());
            }
        }
    }
}
