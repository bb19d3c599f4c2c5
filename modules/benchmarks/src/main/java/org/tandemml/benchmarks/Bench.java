package org.tandemml.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The one harness for every side-by-side timing that Tandem claims: `./tandem bench`.
///
/// Each entrant of a [Contest] lives in a fresh JVM, prepares its data and warms up untimed. Then the entrants run in
/// turn, A B C A B C …, so that a machine that drifts slows all alike; the median of at least five runs counts (three
/// of an entrant that takes long; of one whose run takes more than a minute the very first), and the quality reached
/// stands beside it. Ratios are to the best rival that used as many threads, see [Standing].
public final class Bench {
    private static final long REST_MILLIS = 200;
    /// Measured seconds of an entrant after which three runs are enough.
    private static final double LONG_SECONDS = 15;
    /// Seconds of a run after which one is enough.
    static final double LONGEST_SECONDS = 60;

    private final int runs;
    private final List<String> invited;
    private final PrintStream progress;

    /// A harness of `runs` counted runs (at least 5) that tells its progress to `progress`.
    ///
    /// @param invited parts of entrants' names: those that contain none of them stay out; empty for all
    public Bench(int runs, List<String> invited, PrintStream progress) {
        if (runs < 5) {
            throw new IllegalArgumentException("a median needs at least 5 runs, asked for " + runs);
        }
        this.runs = runs;
        this.invited = List.copyOf(invited);
        this.progress = progress;
    }

    /// The standings of one contest, failures included.
    public List<Standing> run(Contest contest) {
        progress.println("bench: " + contest.name() + ": " + contest.task());
        List<Contest.Entrant> entrants = contest.entrants().stream()
                .filter(e -> invited.isEmpty() || invited.stream().anyMatch(e.name()::contains))
                .toList();
        List<Process> processes = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        try {
            List<Line> lines = new ArrayList<>();
            for (Contest.Entrant entrant : entrants) {
                Path folder = folder();
                folders.add(folder);
                Process process = start(contest, entrant, folder);
                processes.add(process);
                Line line = new Line(process);
                line.awaitReady();
                lines.add(line);
            }
            for (int r = 0; r < runs; r++) {
                for (Line line : lines) {
                    rest();
                    line.measure();
                }
            }
            for (int i = 0; i < entrants.size(); i++) {
                standings.add(lines.get(i).standing(contest, entrants.get(i)));
            }
        } finally {
            processes.forEach(Process::destroy);
            processes.forEach(process -> process.onExit().join());
            folders.forEach(this::delete);
        }
        return Standing.ranked(standings);
    }

    /// A folder for temporary files of one process. In a common one, lightgbm4j would write its library over the one
    /// that an earlier process has mapped, which then dies at the first function that it had not called before.
    private static Path folder() {
        try {
            return Files.createTempDirectory("tandem-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The worker threads of some rivals (OpenBLAS among them) spin for some 30 ms after their last work and would take
    // a processor from whoever is measured next.
    private static void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// As far as it goes: what a library leaves open must not cost the results.
    private void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            progress.println("bench: " + folder + " stays behind (" + e.getMessage() + ")");
        }
    }

    private static Process start(Contest contest, Contest.Entrant entrant, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("--") || a.startsWith("-D") || a.startsWith("-Xmx"))
                .forEach(command::add);
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.add("--worker");
        command.add(contest.name());
        command.add(entrant.name());
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start a JVM for " + entrant.name(), e);
        }
    }

    /// The conversation with one worker; once it has failed it stays failed.
    private static final class Line {
        private final Process process;
        private final BufferedReader answers;
        private final BufferedWriter commands;
        private final List<Double> seconds = new ArrayList<>();
        private double quality = Double.NaN;
        private long allocated;
        private long peak;
        private double first = Double.NaN;
        private String failure = "";

        Line(Process process) {
            this.process = process;
            this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            this.commands = process.outputWriter(StandardCharsets.UTF_8);
        }

        void awaitReady() {
            String answer = answer();
            while (failure.isEmpty() && !answer.startsWith(Worker.READY)) {
                answer = answer();
            }
            if (failure.isEmpty()) {
                first = Double.parseDouble(answer.substring(Worker.READY.length()));
            }
        }

        /// Slow entrants make fewer runs: their times vary little, and a median of three is one.
        private boolean hasEnough() {
            double spent = seconds.stream().mapToDouble(Double::doubleValue).sum();
            return (seconds.size() >= 3 && spent > LONG_SECONDS)
                    || seconds.stream().anyMatch(s -> s > LONGEST_SECONDS);
        }

        void measure() {
            if (!failure.isEmpty() || hasEnough()) {
                return;
            }
            try {
                commands.write("run\n");
                commands.flush();
            } catch (IOException e) {
                failure = "process ended: " + e.getMessage();
                return;
            }
            String[] parts = answer().split(" ");
            if (failure.isEmpty()) {
                seconds.add(Double.parseDouble(parts[0]));
                quality = Double.parseDouble(parts[1]);
                allocated = Long.parseLong(parts[2]);
                peak = Long.parseLong(parts[3]);
            }
        }

        private String answer() {
            try {
                String line = answers.readLine();
                while (line != null && !line.startsWith(Worker.ANSWER)) {
                    line = answers.readLine();
                }
                if (line != null) {
                    return line.substring(Worker.ANSWER.length());
                }
                boolean ended = process.waitFor(10, TimeUnit.SECONDS);
                failure = "process ended with " + (ended ? process.exitValue() : "closed output");
            } catch (IOException e) {
                failure = "process ended: " + e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = "interrupted";
            }
            return "";
        }

        Standing standing(Contest contest, Contest.Entrant entrant) {
            return new Standing(
                    contest.name(),
                    entrant.name(),
                    entrant.threads(),
                    entrant.aside(),
                    first,
                    seconds,
                    quality,
                    allocated,
                    peak,
                    contest.operations(),
                    Double.NaN,
                    failure);
        }
    }
}
