package org.tandemml.linear;

import org.tandemml.core.Dataset;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Objective;
import org.tandemml.regularization.Penalty;

/// One loss on one set of rows, ready to be minimised with one penalty after the other.
interface PathProblem {
    /// The mean loss without any penalty, in the solver's coordinates.
    Objective.WithHessian loss();

    /// The optimum with all coefficients 0.
    double[] start();

    /// A penalty on the coefficients that it means, in the solver's coordinates.
    CoordinatePenalty penalty(Penalty penalty);

    /// What a value of [#loss] must be multiplied by.
    double unit();

    int rows();

    int columns();

    /// Coefficient vectors: one for numbers and for two classes, else one a class.
    int vectors();

    /// The spread of each column, 0 for those that cannot matter.
    double[] spreads();

    /// A point as coefficients and intercepts of the original columns.
    Terms terms(double[] point);

    /// The mean loss of these terms on other rows of the same kind, NaN if all have weight 0; `design` holds their
    /// features.
    double lossOn(Terms terms, Dataset rows, Design design);

    /// Coefficients `vectors × p` in original units, and intercepts.
    record Terms(double[] coefficients, double[] intercepts) {}
}
