package org.tandemml.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Parallel;

/// Kernels by products beside those of single pairs in double, and squares beside the rows they stand for.
class ExactProductsTest {
    private static final int ROWS = 700;
    private static final int COLUMNS = 9;

    @Test
    void productsAgreeWithDistances() {
        for (Kernel.Named kernel :
                new Kernel.Named[] {Kernel.Named.RBF, Kernel.Named.LINEAR, Kernel.Named.POLYNOMIAL, Kernel.Named.SIGMOID
                }) {
            KernelFunction function = new KernelFunction(kernel, 0.1, 3, 0.5);
            Points points = points(kernel == Kernel.Named.RBF ? 1e4 : 0);
            double[] centre = function.shiftInvariant() ? points.means() : new double[COLUMNS];
            ExactProducts exact = new ExactProducts(points, function, centre);
            int[] all = IntStream.range(0, ROWS).toArray();
            double[] tile = new double[5 * 40];
            exact.kernels(exact.rows(all, 10, 5), 5, exact.rows(all, 100, 40), 40, tile);
            double[] row = new double[40];
            int[] others = IntStream.range(100, 140).toArray();
            for (int i = 0; i < 5; i++) {
                function.row(points.matrix, 10 + i, points.matrix, others, 40, row);
                for (int j = 0; j < 40; j++) {
                    assertEquals(row[j], tile[i * 40 + j], 1e-11 * Math.max(1, Math.abs(row[j])), kernel.name());
                }
            }
        }
    }

    @Test
    void pointsFarFromTheCentreAreLeftToDistances() {
        KernelFunction function = new KernelFunction(Kernel.Named.RBF, 0.1, 3, 0);
        ExactProducts exact = new ExactProducts(points(0), function, new double[COLUMNS]);
        assertTrue(exact.suffice(1e4));
        assertFalse(exact.suffice(1e8));
    }

    @Test
    void squaresHaveTheBitsOfRows() {
        KernelFunction function = new KernelFunction(Kernel.Named.RBF, 0.1, 3, 0);
        Points points = points(100);
        int[] all = IntStream.range(0, ROWS).toArray();
        KernelRows rows = new KernelRows(points, all, function, points.means());
        int[] ids = {3, 699, 5, 64, 511, 512, 1};
        float[][] whole = new float[ids.length][ROWS];
        rows.compute(ids, ids.length, whole, new int[ids.length], Parallel.SEQUENTIAL);
        float[] square = rows.square(ids, ids.length, Parallel.SEQUENTIAL);
        float[] expected = new float[ids.length * ids.length];
        for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < ids.length; j++) {
                expected[i * ids.length + j] = whole[i][ids[j]];
            }
        }
        assertArrayEquals(expected, square);
        assertThat(rows.squareIsQuicker(7)).isFalse();
    }

    private static Points points(double shift) {
        Random random = new Random(7);
        double[] values = new double[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() + shift;
        }
        return Points.of(new DenseMatrix(ROWS, COLUMNS, values));
    }
}
