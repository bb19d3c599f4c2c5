package org.tandemml.svm;

/// How the optimum of a linear machine is found.
public enum LinearSolver {
    /// By the shape of the data; the report names the choice and its reason.
    AUTO,
    /// One dual variable, hence one row, at a time: for many columns, sparse ones above all. Needs an L2 penalty.
    DUAL_COORDINATE_DESCENT,
    /// Newton's method on the primal, the hinge by the method of multipliers; linear systems by Cholesky where columns
    /// are few, by conjugate gradients otherwise: for many rows.
    PRIMAL_NEWTON
}
