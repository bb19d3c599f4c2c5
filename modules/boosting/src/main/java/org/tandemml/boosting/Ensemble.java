package org.tandemml.boosting;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// The fitted function behind a boosted model: a number for each output and row, the **margin**, to which a [Response]
/// is applied. Immutable and safe for any number of threads.
public sealed interface Ensemble permits TreeEnsemble, LinearEnsemble {
    /// The number of outputs: one a class of a multi-class model, else 1.
    int outputCount();

    /// The number of boosting rounds.
    int rounds();

    /// The start value of each output, on the margin scale, as a copy.
    double[] base();

    /// How many numbers were learned.
    long parameters();

    /// How features are compared and sums are made.
    TreeEnsemble.Arithmetic arithmetic();

    /// One more than the largest feature number in use.
    int featureCount();

    /// The same function cut after the first `rounds` rounds.
    Ensemble truncated(int rounds);

    /// The margin of one output for one row. Allocates nothing.
    double margin(double[] row, int output);

    /// Writes the margins of one row to `out[0 .. outputs-1]`. Allocates nothing.
    void margins(double[] row, double[] out);

    /// The margins of all rows, n × outputs: the bits of [#margins(double[], double[])], for any number of threads.
    DenseMatrix margins(Matrix rows, Parallel loop);
}
