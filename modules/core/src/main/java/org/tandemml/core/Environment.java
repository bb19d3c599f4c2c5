package org.tandemml.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.tandemml.kernels.Kernels;

/// What seconds were measured on; whoever compares times must compare this first.
///
/// @param version of Tandem
/// @param jvm name and version of the Java virtual machine
/// @param system operating system and processor architecture
/// @param processor the name of the processor, where the system tells it
/// @param cpus processors that this process may use
/// @param threads threads a fit may use
/// @param simd the numeric kernels in use, with the width of their vectors
/// @param memory the largest heap in bytes
public record Environment(
        String version, String jvm, String system, String processor, int cpus, int threads, String simd, long memory) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /// The environment of this process.
    public static Environment current(int threads) {
        return new Environment(
                Provenance.VERSION,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                processorName().orElse("not told by the system"),
                Runtime.getRuntime().availableProcessors(),
                threads,
                Kernels.description(),
                Runtime.getRuntime().maxMemory());
    }

    private static Optional<String> processorName() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"));
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name") && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
