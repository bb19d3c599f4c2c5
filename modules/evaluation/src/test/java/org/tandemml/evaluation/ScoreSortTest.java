package org.tandemml.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreSortTest {
    private static final double[] SPECIAL = {
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE,
        -1,
        -Double.MIN_VALUE,
        0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0.5,
        Math.nextDown(1.0),
        1,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
    };

    private static double[] values(int n) {
        SplittableRandom random = new SplittableRandom(n + 1L);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(3) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : Math.scalb(random.nextGaussian(), random.nextInt(-600, 600));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 13, 1000, 3999, 4000, 50_001})
    void sortsLikeTheLibrary(int n) {
        double[] sorted = values(n);
        Arrays.sort(sorted);
        double[] ours = values(n);
        ScoreSort.sort(ours, null);
        assertArrayEquals(sorted, ours);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 13, 1000, 3999, 4000, 50_001})
    void weightsFollowTheirValuesAndTiesKeepTheirOrder(int n) {
        double[] values = values(n);
        double[] ours = values.clone();
        double[] positions = new double[n];
        Arrays.setAll(positions, i -> i);
        ScoreSort.sort(ours, positions);
        for (int i = 0; i < n; i++) {
            assertEquals(values[(int) positions[i]], ours[i]);
            if (i > 0 && ours[i - 1] == ours[i]) {
                assertEquals(-1, Double.compare(positions[i - 1], positions[i]));
            }
        }
        Arrays.sort(values);
        assertArrayEquals(values, ours);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000, 1 << 19})
    void sortsValuesThatDifferInTheirLastBitsOnly(int distinct) {
        SplittableRandom random = new SplittableRandom(distinct);
        double[] values = new double[20_000];
        for (int i = 0; i < values.length; i++) {
            double close = 0.75 + random.nextInt(distinct) * Math.ulp(0.75);
            values[i] = i % 3 == 0 ? close : i % 3 == 1 ? -close : close - 0.25;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        ScoreSort.sort(values, null);
        assertArrayEquals(sorted, values);
    }

    @Test
    void leavesAloneWhatComesAfterTheCount() {
        double[] values = values(9000);
        double[] sorted = values.clone();
        Arrays.sort(sorted, 0, 8000);
        ScoreSort.sort(values, null, 8000);
        assertArrayEquals(sorted, values);
    }
}
