package org.tandemml.core;

import java.util.Arrays;

/// One division of rows into those to fit on and those to judge on, by row number; the arrays are shared, read only.
///
/// @param repeat which division of the data it belongs to, from 0
/// @param number which fold of that division it is, from 0
/// @param train rows to fit on; a bootstrap sample holds some of them several times
/// @param test rows to judge on, ascending, none of them in `train`
public record Fold(int repeat, int number, int[] train, int[] test) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Fold that
                && repeat == that.repeat
                && number == that.number
                && Arrays.equals(train, that.train)
                && Arrays.equals(test, that.test);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * repeat + number) + Arrays.hashCode(train)) + Arrays.hashCode(test);
    }

    @Override
    public String toString() {
        return "Fold[" + repeat + "." + number + ", " + train.length + " train, " + test.length + " test]";
    }
}
