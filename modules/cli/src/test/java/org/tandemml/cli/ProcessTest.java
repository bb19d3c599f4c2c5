package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a process of its own, started on the class path as the launcher starts it.
class ProcessTest {
    private record Ended(int exit, String out, String err) {}

    private static Process started(String... arguments) throws IOException {
        String classPath = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Dtandem.simd=required"));
        command.addAll(List.of("-cp", classPath, "org.tandemml.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        Process process = started(arguments);
        process.getOutputStream().close();
        // Both outputs are far below what a pipe holds.
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void exitCodeAndStreamsOfAMistake() throws IOException, InterruptedException {
        Ended ended = run("train", "--learner", "logistc", "--data", "iris");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        // The JVM itself announces the incubator module; the launcher hides that line.
        assertThat(ended.err().lines().filter(line -> !line.startsWith("WARNING: Using incubator modules")))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("tandem: unknown learner"));
    }

    @Test
    void librariesOfOthersPrintNothingOnStandardOutput() throws IOException, InterruptedException {
        Ended ended = run("train", "--learner", "tribuo-logistic", "--data", "iris", "--json");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).startsWith("{").endsWith("}\n");
        assertThat(ended.out()).contains("\"simd\" : true");
    }

    @Test
    void aStoppedComparisonWritesAPartialReport(@TempDir Path folder) throws IOException, InterruptedException {
        Path report = folder.resolve("report.html");
        Process process = started(
                "compare",
                "wdbc",
                "--learners",
                "baseline,mlp",
                "--peers",
                "none",
                "--no-pictures",
                "--thorough",
                "--report",
                report.toString());
        process.getOutputStream().close();
        // The baseline is done in no time, the net is not.
        Path work = folder.resolve(".report.html.work");
        for (int i = 0; i < 600 && !Files.exists(work); i++) {
            Thread.sleep(200);
        }
        // Process.destroy would close the streams that are read below.
        process.toHandle().destroy();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(err).contains("stopping: what is done so far will be written");
        assertThat(Files.readString(report)).contains("This report is partial", "wdbc: mlp");
        assertThat(Files.readString(folder.resolve("results.json"))).contains("\"complete\" : false");
        assertThat(work).exists();
    }
}
