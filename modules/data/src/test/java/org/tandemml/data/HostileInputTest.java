package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;

/// Reads the seeds and former findings of [HostileInputFuzzTest].
class HostileInputTest {
    private static final Path SEEDS = Path.of("src/test/resources/org/tandemml/data/HostileInputFuzzTestInputs");
    private static final int LONGEST_MESSAGE = 2000;

    private static SourceFile source(String name, byte[] content) {
        return new SourceFile(name, name.endsWith(".gz"), Optional.empty(), () -> new ByteArrayInputStream(content));
    }

    private static Optional<Dataset> read(String name, FileFormat format, ReadOptions options, byte[] content) {
        try {
            return Optional.of(Datasets.read(source(name, content), options.withFormat(format), "fuzz", false)
                    .data());
        } catch (InputException refused) {
            String message = String.valueOf(refused.getMessage());
            assertThat(message).hasSizeLessThan(LONGEST_MESSAGE + 4 * content.length);
            assertThat(message.lines()).hasSize(1);
            return Optional.empty();
        }
    }

    private static ReadOptions quiet() {
        return ReadOptions.defaults().withThreads(1);
    }

    /// Reads all but the first byte as the kind of file which that byte names.
    static void check(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0]) {
            case 'a' -> read("f.arff", FileFormat.ARFF, quiet(), content);
            case 'l' -> read("f.libsvm", FileFormat.LIBSVM, quiet(), content);
            case 'i' -> read("f.idx", FileFormat.IDX, quiet(), content);
            case 'g' -> read("f.csv.gz", FileFormat.CSV, quiet(), content);
            default -> csv(content);
        }
    }

    private static void csv(byte[] content) {
        Optional<Dataset> fast = read("f.csv", FileFormat.CSV, quiet(), content);
        if (new String(content, StandardCharsets.ISO_8859_1).contains("98765.4321")) {
            // Jazzer traces comparisons and finds the marker below, which does make a difference.
            return;
        }
        // With a marker that is a number only the general reader reads.
        ReadOptions markers = quiet().withMissing("", "NA", "NaN", "nan", "?", "null", "NULL", "-98765.4321e77");
        Optional<Dataset> general = read("f.csv", FileFormat.CSV, markers, content);
        assertThat(fast.map(Dataset::fingerprint)).isEqualTo(general.map(Dataset::fingerprint));
    }

    static Stream<Path> seeds() throws IOException {
        return Files.walk(SEEDS).filter(Files::isRegularFile).sorted();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySeedGivesDataOrOneClearError(Path seed) throws IOException {
        check(Files.readAllBytes(seed));
    }

    @Test
    void bombsAreRefusedByTheirRatio() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            byte[] lines = "0\n".repeat(1 << 19).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 500; i++) {
                zip.write(lines);
            }
        }
        SourceFile bomb = source("bomb.csv.gz", bytes.toByteArray());
        ReadOptions options = quiet().withFormat(FileFormat.CSV);
        assertThatThrownBy(() -> Datasets.read(bomb, options, "bomb", false))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("bomb.csv.gz", "more than 250 times its size");
    }
}
