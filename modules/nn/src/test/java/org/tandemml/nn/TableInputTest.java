package org.tandemml.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;

/// Means and deviations of columns that come block by block, beside two passes column by column.
class TableInputTest {
    private static final int COLUMNS = 37;

    private static double[] values(int rows, double gaps) {
        Seed.Stream random = new Seed(8).stream();
        double[] x = new double[rows * COLUMNS];
        for (int i = 0; i < x.length; i++) {
            int j = i % COLUMNS;
            // Far from 0, where one sum of squares would cancel; the last but one constant and huge.
            x[i] = j == COLUMNS - 2 ? 1e150 : 1000 * j + (1 + j) * random.nextGaussian();
            if (random.nextDouble() < gaps && j < COLUMNS - 2) {
                x[i] = Double.NaN;
            }
        }
        return x;
    }

    private static double[] weights(int rows) {
        Seed.Stream random = new Seed(9).stream();
        double[] weights = new double[rows];
        Arrays.setAll(weights, i -> 0.1 + random.nextDouble());
        return weights;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0.3", "255, 0", "256, 0.001", "1500, 0", "1500, 0.0005", "1500, 0.2"})
    void columnsAreStandardisedByTheirWeightedMoments(int rows, double gaps) {
        double[] x = values(rows, gaps);
        double[] w = weights(rows);
        TableInput input = TableInput.of(Schema.numeric(COLUMNS), new DenseMatrix(rows, COLUMNS, x), w);
        for (int j = 0; j < COLUMNS; j++) {
            double weight = 0;
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                double value = x[i * COLUMNS + j];
                weight += Double.isNaN(value) ? 0 : w[i];
                mean += Double.isNaN(value) ? 0 : w[i] * value;
            }
            mean = weight > 0 ? mean / weight : 0;
            double squares = 0;
            boolean gap = false;
            for (int i = 0; i < rows; i++) {
                double away = x[i * COLUMNS + j] - mean;
                gap |= Double.isNaN(away);
                squares += Double.isNaN(away) ? 0 : w[i] * away * away;
            }
            assertEquals(gap ? 1 : 0, input.indicator()[j]);
            assertEquals(mean, input.centre()[j], 1e-14 * Math.abs(mean) + 1e-14 * (1 + j));
            if (rows > 2 && j != COLUMNS - 2) {
                assertEquals(Math.sqrt(weight / squares), input.inverseScale()[j], 1e-11 * input.inverseScale()[j]);
            }
        }
        assertEquals(0, input.inverseScale()[COLUMNS - 2]);
    }

    /// A row without gaps is encoded by another loop than one whose last column is missing.
    @ParameterizedTest
    @CsvSource({"0", "0.1"})
    void aGapChangesNoOtherNumber(double gaps) {
        int rows = 40;
        DenseMatrix matrix = new DenseMatrix(rows, COLUMNS, values(rows, gaps));
        TableInput input = TableInput.of(Schema.numeric(COLUMNS), matrix, weights(rows));
        double[] row = new double[COLUMNS];
        Arrays.setAll(row, j -> j == 3 ? 1e30 : j == 4 ? Double.NEGATIVE_INFINITY : 1000.0 * j + j % 5);
        float[] whole = new float[input.dense()];
        input.encode(row, whole, 0, new int[0], 0);
        assertThat(whole[3]).isEqualTo(1e4f);
        assertThat(whole[4]).isEqualTo(-1e4f);
        row[COLUMNS - 1] = Double.NaN;
        float[] other = new float[input.dense()];
        input.encode(row, other, 0, new int[0], 0);
        assertThat(other[COLUMNS - 1]).isZero();
        other[COLUMNS - 1] = whole[COLUMNS - 1];
        assertArrayEquals(whole, other);
    }
}
