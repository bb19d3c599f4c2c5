package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.tandemml.core.InputException;

class FailureTest {
    @Test
    void failureOfOursIsExitOneAndSaysHowToLearnMore() {
        Failure failure = Failure.of(new IllegalStateException("sum was NaN"));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.message())
                .contains("IllegalStateException: sum was NaN")
                .contains("run again with --debug");
    }

    @Test
    void exhaustedMemoryNamesTheCure() {
        Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.message()).contains("not enough memory").contains("TANDEM_JAVA_OPTS=-Xmx");
    }

    @Test
    void filesThatCannotBeReadAreTheUsersToMend() {
        assertThat(Failure.of(new UncheckedIOException(new AccessDeniedException("secret.csv"))))
                .isEqualTo(new Failure("permission denied: secret.csv", 2));
        assertThat(Failure.of(new IOException("No space left on device")).message())
                .contains("free some space");
        assertThat(Failure.of(new InputException("k must be > 0")).exitCode()).isEqualTo(2);
    }

    @Test
    void messageIsOneLineWithoutControlCharacters() {
        assertThat(Console.oneLine("a\nb\u001b[31mc\u202e\td")).isEqualTo("a b\uFFFD[31mc\uFFFD d");
    }
}
