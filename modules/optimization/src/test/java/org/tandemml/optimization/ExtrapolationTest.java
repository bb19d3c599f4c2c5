package org.tandemml.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtrapolationTest {
    /// Five steps of a linear iteration in four variables determine where it ends.
    @Test
    void findsTheEndOfALinearIteration() {
        double[] end = {3, -1, 0.5, 2};
        double[] factor = {0.9, 0.7, 0.5, -0.8};
        double[] point = new double[6];
        point[0] = 17;
        Extrapolation ahead = new Extrapolation(new int[] {1, 2, 4, 5});
        Optional<double[]> guess = Optional.empty();
        for (int step = 0; step < 6; step++) {
            assertThat(guess).isEmpty();
            for (int k = 0; k < 4; k++) {
                int j = new int[] {1, 2, 4, 5}[k];
                point[j] = end[k] + factor[k] * (point[j] - end[k]);
            }
            guess = ahead.next(point);
        }
        assertThat(guess.orElseThrow()).usingComparatorWithPrecision(1e-4).containsExactly(end);
    }

    /// Points that do not move any more have no direction to guess from; none of it becomes NaN.
    @Test
    void staysWhereNothingMoves() {
        double[] point = {1, 2};
        Extrapolation ahead = new Extrapolation(new int[] {0, 1});
        for (int step = 0; step < 12; step++) {
            ahead.next(point).ifPresent(guess -> assertThat(guess).containsExactly(1, 2));
        }
    }
}
