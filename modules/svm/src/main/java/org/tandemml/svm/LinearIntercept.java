package org.tandemml.svm;

/// Whether the scores of a linear machine have a constant term, and whether the penalty acts on it.
public enum LinearIntercept {
    /// A constant term without penalty: moving the data changes nothing.
    FREE,
    /// A constant term that is the coefficient of a column of ones, penalised like the others: LIBLINEAR's `-B 1` and
    /// scikit-learn's `LinearSVC`.
    PENALIZED,
    /// No constant term: LIBLINEAR's default.
    NONE
}
