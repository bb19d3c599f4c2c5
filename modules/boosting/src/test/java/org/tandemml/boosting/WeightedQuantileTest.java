package org.tandemml.boosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Seed;

class WeightedQuantileTest {
    private static double of(double level, double[] weights, double... values) {
        return WeightedQuantile.of(values.clone(), weights.clone(), values.length, level);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void knownQuantiles() {
        assertEquals(2, of(0.5, ones(3), 3, 1, 2));
        assertEquals(2.5, of(0.5, ones(4), 4, 1, 2, 3));
        assertEquals(3, of(0.5, new double[] {1, 1, 5}, 1, 2, 3));
        assertEquals(1, of(0.1, ones(4), 4, 1, 2, 3));
        assertEquals(4, of(0.9, ones(4), 4, 1, 2, 3));
        assertEquals(7, of(0.5, ones(1), 7));
        assertEquals(9, of(0.5, new double[] {0, 0, 2}, 1, 2, 9));
        assertEquals(0, of(0.5, new double[] {0, 0}, 1, 2));
    }

    /// Against sorting the repeated values: weight is repetition, and the middle is taken where a level falls between.
    @Test
    void agreesWithTheSortedRepetitions() {
        Seed.Stream random = new Seed(5).stream();
        for (int trial = 0; trial < 500; trial++) {
            int n = 1 + random.nextInt(40);
            double[] values = new double[n];
            double[] weights = new double[n];
            Arrays.setAll(values, i -> random.nextInt(12));
            Arrays.setAll(weights, i -> random.nextInt(4));
            weights[0] = 1;
            double[] repeated = new double[(int) Arrays.stream(weights).sum()];
            int at = 0;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < weights[i]; k++) {
                    repeated[at++] = values[i];
                }
            }
            Arrays.sort(repeated);
            for (int tenth = 1; tenth < 10; tenth++) {
                int mark = tenth * at;
                double expected =
                        mark % 10 == 0 ? (repeated[mark / 10 - 1] + repeated[mark / 10]) / 2 : repeated[mark / 10];
                double found = WeightedQuantile.of(values.clone(), weights.clone(), n, tenth / 10.0);
                assertEquals(expected, found, "trial " + trial + " level " + tenth + "/10");
            }
        }
    }

    @Test
    void isLinearOnSortedAndConstantInput() {
        int n = 200_000;
        double[] values = new double[n];
        Arrays.setAll(values, i -> i);
        assertEquals(n / 2 - 0.5, WeightedQuantile.of(values, ones(n), n, 0.5));
        Arrays.fill(values, 3);
        assertTrue(WeightedQuantile.of(values, ones(n), n, 0.9) == 3);
    }
}
