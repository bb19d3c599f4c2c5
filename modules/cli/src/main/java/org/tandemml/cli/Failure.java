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
import java.util.stream.Collectors;
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
            case Interruption.Stopped e -> new Failure(text(e), YOURS);
            case CancellationException e -> new Failure("cancelled", YOURS);
            case InvalidPathException e ->
                new Failure("\"" + e.getInput() + "\" is no file name here: " + e.getReason(), YOURS);
            case UncheckedIOException e -> new Failure(unwrapped(e), YOURS);
            case IOException e -> new Failure(reason(e), YOURS);
            case OutOfMemoryError e ->
                new Failure(
                        "not enough memory (the limit is "
                                + Runtime.getRuntime().maxMemory() / (1 << 20)
                                + " MiB): use fewer rows, or give more, as in TANDEM_JAVA_OPTS=-Xmx8g ./tandem …",
                        OURS);
            case StackOverflowError e ->
                new Failure("the input is nested too deeply; run again with --debug to see where", OURS);
            default ->
                new Failure(
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
            case FileSystemException f ->
                f.getReason() == null ? text(f) : diskFull(f.getReason() + ": " + f.getFile());
            default -> diskFull(text(e));
        };
    }

    private static String unwrapped(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? text(e) : reason(cause);
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
        CommandLine command = e.getCommandLine();
        String help = ": see ./" + command.getCommandSpec().qualifiedName() + " --help";
        List<String> unmatched = command.getUnmatchedArguments();
        if (!command.getSubcommands().isEmpty()
                && !unmatched.isEmpty()
                && !unmatched.getFirst().startsWith("-")) {
            return text(Check.unknown(
                    "command", unmatched.getFirst(), command.getSubcommands().keySet()));
        }
        // A misspelt option is the reason why the right one is missing.
        for (String word : unmatched) {
            if (word.startsWith("-")) {
                int equals = word.indexOf('=');
                return text(Check.unknown("option", equals < 0 ? word : word.substring(0, equals), options(command)));
            }
        }
        if (e instanceof CommandLine.MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return "missing "
                    + missing.getMissing().stream().map(Failure::described).collect(Collectors.joining(" and ")) + help;
        }
        if (unmatched.isEmpty()) {
            return text(e).lines().findFirst().orElse("bad arguments") + help;
        }
        return "unexpected argument \"" + unmatched.getFirst() + "\"" + help;
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(CommandLine.Model.OptionSpec::longestName)
                .toList();
    }

    private static String described(CommandLine.Model.ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }
}
