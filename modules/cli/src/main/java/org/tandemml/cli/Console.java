package org.tandemml.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/// Where a command speaks: results on `out`, everything else on `err`.
///
/// @param out standard output: the answer and nothing else
/// @param err standard error: progress, notes and the one line of an error
/// @param terminal whether a person watches standard error
record Console(PrintStream out, PrintStream err, boolean terminal) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// An empty JSON object.
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// The answer as JSON.
    String json(Object answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer);
    }

    /// Prints the one JSON object of a command.
    void print(Object answer) {
        try {
            out.println(JSON.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Tells the person something that is not the answer.
    void note(String message) {
        err.println("tandem: " + oneLine(message));
    }

    /// The text without line breaks and other characters that would act on a terminal.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.strip()
                .codePoints()
                .forEach(c -> line.appendCodePoint(c == '\n' || c == '\r' || c == '\t' ? ' ' : visible(c)));
        return line.toString();
    }

    private static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                '\uFFFD';
            default -> codePoint;
        };
    }
}
