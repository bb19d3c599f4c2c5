package org.tandemml.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tandemml.core.InputException;
import org.tandemml.core.Provenance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/// The `tandem` command.
///
/// Results go to standard output, everything else to standard error. The exit code is 0 when all went well, 2 after a
/// mistake of the user and 1 after a failure of ours; an error is one line, with a stack trace only under `--debug`.
@Command(
        name = "tandem",
        description = "Classical machine learning side by side, in pure Java.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class,
        footer = {
            "  bench     Times Tandem beside other libraries: see ./tandem bench --help",
            "",
            "Every command explains itself: tandem train --help"
        })
public final class Main implements Runnable {
    private final Console console;

    private Main(Console console) {
        this.console = console;
    }

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = standardError();
        // Libraries print and log what they like; only answers may reach standard output.
        System.setErr(err);
        System.setOut(err);
        if (!Arrays.asList(arguments).contains("--debug")) {
            Logger.getLogger("").setLevel(Level.SEVERE);
        }
        int code = run(arguments, out, err, Boolean.getBoolean("tandem.terminal"));
        System.exit(code);
    }

    /// Runs the command with these streams, as a terminal-less process would, and gives its exit code.
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        return run(arguments, out, err, false);
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err, boolean terminal) {
        boolean debug = Arrays.asList(arguments).contains("--debug");
        Console console = new Console(out, err, terminal);
        try {
            int code = execute(commandLine(console), arguments);
            out.flush();
            if (out.checkError()) {
                throw new InputException(
                        "cannot write to standard output: the disk is full or the reader has gone: write to a file");
            }
            return code;
        } catch (Throwable thrown) {
            Failure failure = Failure.of(thrown);
            console.note(failure.message());
            if (debug) {
                thrown.printStackTrace(err);
            }
            return failure.exitCode();
        }
    }

    private static CommandLine commandLine(Console console) {
        return new CommandLine(new Main(console))
                .addSubcommand(new CompareCommand(console))
                .addSubcommand(new TrainCommand(console))
                .addSubcommand(new StreamCommand(console))
                .addSubcommand(new ClusterCommand(console))
                .addSubcommand(new TuneCommand(console))
                .addSubcommand(new PredictCommand(console))
                .addSubcommand(new EvaluateCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(DatasetsCommand.line(console))
                .addSubcommand(new LearnersCommand(console))
                .setUsageHelpWidth(Text.WIDTH)
                .setOut(new PrintWriter(console.out(), true));
    }

    // Not CommandLine.execute, which prints exceptions itself: all of them are reported in one place.
    private static int execute(CommandLine line, String[] arguments) {
        ParseResult parsed = line.parseArgs(arguments);
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        ((Runnable) last.commandSpec().userObject()).run();
        return 0;
    }

    /// Without a command: the help.
    @Override
    public void run() {
        CommandLine.usage(this, console.out());
    }

    /// The stream for errors: file descriptor 3 where the launcher has closed off what the JVM itself would say.
    private static PrintStream standardError() {
        FileDescriptor descriptor = FileDescriptor.err;
        if (Integer.getInteger("tandem.stderr", 2) == 3) {
            try {
                Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
                constructor.setAccessible(true);
                descriptor = constructor.newInstance(3);
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                throw new IllegalStateException("tandem.stderr=3 needs --add-opens java.base/java.io=ALL-UNNAMED", e);
            }
        }
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tandem " + Provenance.VERSION + " (Java " + Runtime.version() + ")"};
        }
    }
}
