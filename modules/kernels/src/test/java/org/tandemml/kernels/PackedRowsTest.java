package org.tandemml.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Products with rows packed before have the bits of the other products.
class PackedRowsTest {
    private final FloatKernels active = Kernels.floats();
    private final FloatKernels scalar = Kernels.scalarFloats();

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,20,5", "4,64,392", "33,100,393", "130,200,100", "5,577,784", "129,65,1000"})
    void productsHaveTheBitsOfGemm(int m, int n, int k) {
        float[] a = values(m * k + 3, 1);
        float[] b = values(n * k + 2, 2);
        for (FloatKernels kernels : new FloatKernels[] {active, scalar}) {
            PackedRows packed = kernels.packedRows(n, k);
            for (int first = 0; first < n; first += PackedRows.GROUP) {
                packed.set(first, Math.min(PackedRows.GROUP, n - first), b, 2 + first * k, k);
            }
            for (int first = 0; first < n; first += 2 * PackedRows.GROUP) {
                int width = Math.min(n - first, 150);
                float[] expected = values(m * (width + 1), 3);
                float[] actual = expected.clone();
                active.gemm(
                        m,
                        width,
                        k,
                        0.7f,
                        a,
                        3,
                        k,
                        false,
                        b,
                        2 + first * k,
                        k,
                        true,
                        1,
                        expected,
                        0,
                        width + 1,
                        BlockLoop.SEQUENTIAL);
                kernels.multiplyPacked(m, first, width, 0.7f, a, 3, k, packed, actual, 0, width + 1);
                assertArrayEquals(expected, actual);
            }
            float[] row = new float[k + 1];
            packed.copyRow(n - 1, row, 1);
            for (int p = 0; p < k; p++) {
                assertThat(row[1 + p]).isEqualTo(b[2 + (n - 1) * k + p]);
            }
        }
    }

    @Test
    void badUseIsRefused() {
        PackedRows packed = active.packedRows(100, 3);
        float[] ten = new float[1000];
        assertThatThrownBy(() -> packed.set(10, 5, ten, 0, 3)).hasMessageContaining("begin at a multiple of 64");
        assertThatThrownBy(() -> packed.set(64, 37, ten, 0, 3)).hasMessageContaining("rows 64..100");
        assertThatThrownBy(() -> packed.copyRow(100, ten, 0)).hasMessageContaining("was 100");
        assertThatThrownBy(() -> active.packedRows(1 << 20, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
        PackedRows narrow = scalar.packedRows(100, 3);
        if (narrow.width != packed.width) {
            assertThatThrownBy(() -> active.multiplyPacked(1, 0, 1, 1, ten, 0, 3, narrow, ten, 0, 1))
                    .hasMessageContaining("another implementation");
        }
    }

    private static float[] values(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
