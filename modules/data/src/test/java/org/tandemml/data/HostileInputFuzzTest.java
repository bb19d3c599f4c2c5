package org.tandemml.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/// Whatever a file holds, reading it gives data or one [org.tandemml.core.InputException] of one line.
///
/// Jazzer looks for inputs that break this, guided by coverage; it fuzzes one method a JVM, so the first byte of an
/// input says what kind of file the rest is. Findings are written beside the seeds, which [HostileInputTest] reads in
/// every build.
@Tag("slow")
class HostileInputFuzzTest {
    @FuzzTest(maxDuration = "4m")
    void anyFile(byte[] input) {
        HostileInputTest.check(input);
    }
}
