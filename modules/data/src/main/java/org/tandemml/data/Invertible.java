package org.tandemml.data;

import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Transformer;

/// A fitted step whose result can be turned back: `inverse(transform(x))` is `x` as far as the step keeps it.
///
/// What a step loses stays lost: values that were clipped, directions that PCA dropped. **Errors**: [InputException]
/// for rows of another width than [#output()].
public interface Invertible extends Transformer {
    /// Rows of the columns of [#output()] as rows of the columns of [#schema()].
    Matrix inverse(Matrix rows);

    /// Turns back one row of `output().size()` values into `out[0 .. schema().size()-1]`. Allocates nothing.
    void inverse(double[] row, double[] out);

    /// Refuses a matrix or row that this step cannot have made.
    default void checkOutputWidth(int columns) {
        if (columns != output().size()) {
            throw new InputException("the step gives " + output().size() + " columns, this has " + columns);
        }
    }
}
