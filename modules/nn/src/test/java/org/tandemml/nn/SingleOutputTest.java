package org.tandemml.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.Seed;
import org.tandemml.kernels.BlockLoop;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// The products of a layer with one output have the bits of the blocked product.
class SingleOutputTest {
    private final FloatKernels kernels = Kernels.floats();
    private final BlockLoop one = BlockLoop.SEQUENTIAL;

    @ParameterizedTest
    @CsvSource({"1,1", "7,3", "32,64", "13,300", "600,33", "520,784"})
    void theBitsAreThoseOfTheBlockedProduct(int count, int in) {
        Seed.Stream random = new Seed(3).stream();
        int at = 5;
        float[] x = normal(random, count * in);
        float[] w = normal(random, at + in);
        float[] g = normal(random, count);
        float[] expected = new float[count];
        kernels.gemm(count, 1, in, 1, x, 0, in, false, w, at, 1, false, 0, expected, 0, 1, one);
        float[] z = normal(random, count);
        SingleOutput.forward(count, in, x, w, at, z);
        assertArrayEquals(expected, z);

        float[] sums = new float[at + in];
        kernels.gemm(in, 1, count, 1, x, 0, in, true, g, 0, 1, false, 0, sums, at, 1, one);
        float[] byWeights = normal(random, at + in);
        System.arraycopy(byWeights, 0, sums, 0, at);
        SingleOutput.byWeights(count, in, x, g, byWeights, at, new float[in]);
        assertArrayEquals(sums, byWeights);

        float[] back = new float[count * in];
        kernels.gemm(count, in, 1, 1, g, 0, 1, false, w, at, 1, true, 0, back, 0, in, one);
        float[] byInputs = normal(random, count * in);
        SingleOutput.byInputs(count, in, g, w, at, byInputs);
        assertArrayEquals(back, byInputs);
    }

    private static float[] normal(Seed.Stream random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
