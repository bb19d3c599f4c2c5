package org.tandemml.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The choice of the implementation, each case in a JVM of its own because it is made once.
class KernelsTest {
    @Test
    void activeKernelsAreVectorOnesWhenSimdIsRequired() {
        if (System.getProperty("tandem.simd", "auto").equals("required")) {
            assertThat(Kernels.simd()).isTrue();
            assertThat(Kernels.doubles()).isNotSameAs(Kernels.scalarDoubles());
            assertThat(Kernels.description()).matches("SIMD \\d+-bit");
        } else {
            assertThat(Kernels.simd()).isFalse();
            assertThat(Kernels.floats()).isSameAs(Kernels.scalarFloats());
        }
    }

    @Test
    void fallsBackWithOneLineThatNamesTheCure() throws Exception {
        Run run = java();
        assertThat(run.exit).isZero();
        assertThat(run.lines).contains("scalar (add --add-modules jdk.incubator.vector for 5-10x)", "32.0");
        assertThat(run.lines.stream().filter(line -> line.contains("Tandem runs on scalar kernels")))
                .hasSize(1)
                .allMatch(line -> line.contains("--add-modules jdk.incubator.vector"));
    }

    @Test
    void offTakesScalarWithoutAWord() throws Exception {
        Run run = java("-Dtandem.simd=off");
        assertThat(run.lines).containsExactly("scalar (tandem.simd is off)", "32.0");
    }

    @Test
    void requiredFailsWithTheCureWhenTheModuleIsMissing() throws Exception {
        Run run = java("-Dtandem.simd=required");
        assertThat(run.exit).isNotZero();
        assertThat(String.join("\n", run.lines))
                .contains("IllegalStateException: tandem.simd is \"required\"")
                .contains("start java with --add-modules jdk.incubator.vector");
    }

    @Test
    void unknownSettingIsNamed() throws Exception {
        Run run = java("-Dtandem.simd=on");
        assertThat(String.join("\n", run.lines)).contains("tandem.simd must be auto, off or required, was \"on\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void everyVectorWidthComputesTheSameProduct(int bytes) throws Exception {
        Run run = java("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
        assertThat(run.exit).isZero();
        // A machine with narrower vectors keeps its own width.
        assertThat(run.lines.stream().filter(line -> line.startsWith("SIMD "))).hasSize(1);
        assertThat(run.lines).contains("32.0");
    }

    @Test
    void vectorsOf64BitsLeaveTheScalarKernels() throws Exception {
        Run run = java("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=8");
        assertThat(run.exit).isZero();
        assertThat(run.lines)
                .contains("scalar (the vectors of this JVM hold 64 bits, the SIMD kernels take 128 to 512)", "32.0");
    }

    @Test
    void operandsOutsideTheirArrayAreNamedBeforeAnythingIsWritten() {
        double[] a = new double[10];
        double[] c = {7, 7, 7, 7};
        for (DoubleKernels kernels : List.of(Kernels.doubles(), Kernels.scalarDoubles())) {
            assertThatThrownBy(() -> kernels.dot(a, 3, a, 0, 8))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("a: 8 elements from offset 3 must lie inside an array of length 10");
            assertThatThrownBy(() ->
                            kernels.gemm(2, 2, 6, 1, a, 0, 6, false, a, 0, 2, false, 0, c, 0, 2, BlockLoop.SEQUENTIAL))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("a: a 2 x 6 matrix from offset 0 with row stride 6 ends at 12, "
                            + "beyond the array of length 10");
            assertThatThrownBy(() -> kernels.gemv(2, 5, a, 0, 4, a, 0, c, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("a: row stride must be >= the 5 columns, was 4");
            assertThat(c).containsOnly(7);
        }
    }

    /// What the forked JVMs run: what was chosen, and one element of a product of ones.
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            System.out.println(Kernels.description());
            double[] ones = new double[33 * 33];
            java.util.Arrays.fill(ones, 1);
            double[] c = new double[33 * 33];
            Kernels.doubles()
                    .gemm(33, 33, 32, 1, ones, 0, 33, false, ones, 0, 33, true, 0, c, 0, 33, BlockLoop.SEQUENTIAL);
            System.out.println(c[33 * 33 - 1]);
        }
    }

    private record Run(int exit, List<String> lines) {}

    private static Run java(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        // As modules the test classes are patched in; for the probe the plain class path serves.
        Path classes = Path.of("target", "classes");
        Path tests = Path.of("target", "test-classes");
        command.addAll(List.of("-cp", classes + java.io.File.pathSeparator + tests, Probe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Run(process.waitFor(), lines);
    }
}
