package org.tandemml.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.core.Progress;
import picocli.CommandLine.Option;

/// The options of every command.
final class SharedOptions {
    @Option(names = "--json", description = "Print exactly one JSON object on standard output.")
    boolean json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}). Same seed, same bits.")
    long seed = 42;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to use (default: the CPUs allowed). Results do not depend on it.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where named data sets that may not be shipped are found (default: the variable TANDEM_DATA).")
    @Nullable
    Path dataDirectory;

    @Option(names = "--debug", description = "Print a stack trace with an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /// How to fit: seed, threads and who hears of the steps.
    Fitting fitting(Progress progress) {
        return Fitting.defaults().withSeed(seed).withThreads(checkedThreads()).withProgress(progress);
    }

    Parallel loop() {
        return new Parallel(checkedThreads());
    }

    int checkedThreads() {
        return Check.atLeast("--threads", threads, 1);
    }

    Optional<Path> dataDirectory() {
        return Optional.ofNullable(dataDirectory);
    }
}
