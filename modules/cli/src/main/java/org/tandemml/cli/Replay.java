package org.tandemml.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tandemml.compare.ReplayReport;
import org.tandemml.core.InputException;

/// A comparison that was written to a file, to be repeated.
///
/// The file may come from anyone: of its arguments only those that choose data, learners and protocol are taken, none
/// that names a place to write to.
final class Replay {
    private static final List<String> NOT_TAKEN = List.of("--report", "--replay", "--json", "--debug", "--fresh");

    private final Path file;
    private final Map<String, Object> results;

    /// Reads the file. Throws [InputException] for one that is not the results of a comparison.
    Replay(Console console, Path file) {
        this.file = file;
        try {
            results = new ObjectMapper().readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file + " is not the results of a comparison: name a results.json that tandem compare wrote", e);
        } catch (IOException e) {
            throw new InputException("--replay: " + Failure.reason(e), e);
        }
        if (!(results.get("arguments") instanceof List<?>) || !(results.get("datasets") instanceof List<?>)) {
            throw new InputException(
                    file + " is not the results of a comparison: name a results.json that tandem compare wrote");
        }
        if (Boolean.FALSE.equals(results.get("complete"))) {
            console.note(file + " holds a comparison that was stopped: all of it is done now");
        }
    }

    Map<String, Object> results() {
        return results;
    }

    /// The arguments of the command.
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (Object each : (List<?>) results.getOrDefault("arguments", List.of())) {
            String argument = String.valueOf(each);
            if (NOT_TAKEN.stream().anyMatch(argument::startsWith)) {
                throw new InputException(file + " holds the argument " + argument
                        + ", which no comparison writes: it was changed by hand");
            }
            arguments.add(argument);
        }
        return arguments;
    }

    /// The difference as part of the JSON answer.
    static Map<String, @Nullable Object> tree(ReplayReport difference) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("same", difference.same());
        tree.put("scores", difference.scores());
        tree.put("equal", difference.equal());
        tree.put("differences", difference.differences());
        tree.put("machine", difference.machine());
        return tree;
    }

    static void print(ReplayReport difference, PrintStream out) {
        out.println(
                difference.same()
                        ? "Replayed: all " + difference.scores() + " scores of the folds are the same."
                        : "Replayed: " + difference.equal() + " of " + difference.scores()
                                + " scores of the folds are the same.");
        difference.differences().forEach(line -> Text.print(out, 4, "  -", line));
        if (!difference.machine().isEmpty()) {
            out.println("The machine is not the same, so times cannot be compared:");
            difference.machine().forEach(line -> Text.print(out, 4, "  -", line));
        }
        out.println();
    }
}
