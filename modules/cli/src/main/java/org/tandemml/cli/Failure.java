package org.tandemml.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import picocli.CommandLine;

/// What a person is told when a command ends badly: one line, and whose fault it is.
///
/// @param message one line with the place and the cure
/// @param exitCode 2 for a mistake of the user, 1 for a failure of ours
record Failure(String message, int exitCode) {
    static final int OURS = 1;
    static final int YOURS = 2;

    /// The failure behind an exception of a command.
    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case InputException e -> new Failure(text(e), YOURS);
            case CommandLine.ParameterException e -> new Failure(usage(e), YOURS);
            case CancellationException e -> new Failure("cancelled", YOURS);
            case InvalidPathException e -> new Failure("\"" + e.getInput() + "\" is no file name here: " + e.getReason(), YOURS);
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
            case IOException e -> new Failure(reason(e), YOURS);
            case OutOfMemoryError e -> new Failure(
                    "not enough memory (the limit is " + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MiB): use fewer rows, or give more, as in TANDEM_JAVA_OPTS=-Xmx8g ./tandem …",
                    OURS);
            case StackOverflowError e -> new Failure(
                    "the input is nested too deeply; run again with --debug to see where", OURS);
            default -> new Failure(
                    "internal error: " + thrown.getClass().getSimpleName()
                            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())
                            + "; run again with --debug for the details",
                    OURS);
        };
    }

    /// Why a file could not be read or written, in words.
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException f -> "no such file: " + f.getFile();
            case FileNotFoundException f -> text(f);
            case AccessDeniedException f -> "permission denied: " + f.getFile();
            case FileSystemException f when f.getReason() != null -> f.getReason() + ": " + f.getFile();
            default -> diskFull(text(e));
        };
    }

    private static String diskFull(String message) {
        return message.contains("No space left") ? message + ": free some space, or name a file elsewhere" : message;
    }

    private static String text(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /// A mistake on the command line itself, with the nearest correct word.
    private static String usage(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            CommandLine command = e.getCommandLine();
            String word = unmatched.getUnmatched().getFirst();
            if (word.startsWith("-")) {
                List<String> options = command.getCommandSpec().options().stream()
                        .filter(o -> !o.hidden())
                        .map(CommandLine.Model.OptionSpec::longestName)
                        .toList();
                int equals = word.indexOf('=');
                return text(Check.unknown("option", equals < 0 ? word : word.substring(0, equals), options));
            }
            if (!command.getSubcommands().isEmpty()) {
                return text(Check.unknown(
                        "command", word, command.getSubcommands().keySet()));
            }
            return "unexpected argument \"" + word + "\": see " + command.getCommandSpec().qualifiedName() + " --help";
        }
        String message = text(e).lines().findFirst().orElse("");
        return message + "; see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }
}
