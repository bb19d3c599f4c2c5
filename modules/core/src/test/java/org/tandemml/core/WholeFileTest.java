package org.tandemml.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        assertThat(WholeFile.write(file, out -> out.write(new byte[] {1, 2, 3})))
                .isEqualTo(3);
        assertThat(WholeFile.write(file, out -> out.write(9))).isEqualTo(1);
        assertThat(Files.readAllBytes(file)).containsExactly(9);
        assertThat(files()).containsExactly("a.txt");
    }

    @Test
    void failingWriterLeavesTheOldFileAndNothingBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.txt cannot be written (No space left on device)")
                .hasMessageContaining("free space");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Files.readString(file)).isEqualTo("old");
        assertThat(files()).containsExactly("a.txt");
    }

    @Test
    void interruptedThreadLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        try {
            assertThatThrownBy(() -> WholeFile.write(file, out -> {
                        Thread.currentThread().interrupt();
                        out.write(new byte[1 << 20]);
                    }))
                    .isInstanceOf(InputException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(Files.readString(file)).isEqualTo("old");
        assertThat(files()).containsExactly("a.txt");
    }

    @Test
    void fullDiskIsOneError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs the device /dev/full");
        assertThatThrownBy(() -> WholeFile.write(full, out -> out.write(new byte[100])))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("/dev/full cannot be written (No space left on device)");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void followsLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        WholeFile.write(link, out -> out.write('n'));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(file)).isEqualTo("n");
    }

    @Test
    void refusesFoldersAndMissingOnes() {
        assertThatThrownBy(() -> WholeFile.write(folder, out -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("no/a"), out -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
    }
}
