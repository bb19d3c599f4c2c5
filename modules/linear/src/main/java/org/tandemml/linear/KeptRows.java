package org.tandemml.linear;

import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;

/// The rows of a data set that have a weight above 0: rows of weight 0 must not move a mean, not even through rounding.
///
/// @param features their features; the data set's own if all rows count
/// @param positions their positions in the data set
record KeptRows(Matrix features, int[] positions) {
    static KeptRows of(Dataset data) {
        int n = data.rows();
        int[] kept = IntStream.range(0, n).filter(i -> data.weight(i) > 0).toArray();
        return new KeptRows(kept.length == n ? data.features() : data.features().select(kept), kept);
    }

    /// A sum of weights that they can be divided by. Throws [InputException] for one that is not.
    static double checkedSum(double sum) {
        if (sum < Double.MIN_NORMAL || !Double.isFinite(sum)) {
            throw new InputException("the weights of the rows, times those of their classes, add up to " + sum
                    + ": multiply them by a constant, only their ratios matter to the fit");
        }
        return sum;
    }

    int count() {
        return positions.length;
    }
}
