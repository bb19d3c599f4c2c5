package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The command as a process of its own, started on the class path as the launcher starts it.
class ProcessTest {
    private record Ended(int exit, String out, String err) {}

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        String classPath = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Dtandem.simd=required"));
        command.addAll(List.of("-cp", classPath, "org.tandemml.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
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
}
