package org.tandemml.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.DenseMatrix;

/// What a model predicted for the rows of one fold, which it had not seen, and the evaluation of that.
///
/// Immutable; the matrix is shared, read only. Equal if rows and predictions are.
public final class OutOfFold {
    private final int[] rows;
    private final DenseMatrix outputs;
    private final Evaluation evaluation;

    /// The rows of the data in test order, and the output for each: a row of `outputs`.
    OutOfFold(int[] rows, DenseMatrix outputs, Evaluation evaluation) {
        Check.length("rows", rows.length, outputs.rows());
        this.rows = rows.clone();
        this.outputs = outputs;
        this.evaluation = evaluation;
    }

    /// The rows of the data set that make the fold, as a copy.
    public int[] rows() {
        return rows.clone();
    }

    /// Fold rows × classes: probabilities, or scores of a classifier without probabilities; × 1 for numbers.
    public DenseMatrix outputs() {
        return outputs;
    }

    /// Curves and further metrics of the fold.
    public Evaluation evaluation() {
        return evaluation;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutOfFold that && Arrays.equals(rows, that.rows) && outputs.equals(that.outputs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rows) + outputs.hashCode();
    }

    @Override
    public String toString() {
        return "OutOfFold[" + rows.length + " rows x " + outputs.columns() + "]";
    }
}
