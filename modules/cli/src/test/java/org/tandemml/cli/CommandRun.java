package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// One run of the command inside this JVM, and what came of it.
record CommandRun(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static CommandRun tandem(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exit = Main.run(
                words,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The run, which must have succeeded.
    CommandRun succeeded() {
        assertThat(exit).as(err).isZero();
        return this;
    }

    /// The one JSON object on standard output, and nothing beside it.
    JsonNode json() {
        succeeded();
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON object: " + out, e);
        }
    }

    /// A mistake of the user: exit code 2, nothing on standard output, one line that holds these parts.
    void refused(String... parts) {
        assertThat(exit).as(err).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("tandem: ").endsWith("\n").contains(parts);
        assertThat(err.strip().lines()).hasSize(1);
        assertThat(err).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
