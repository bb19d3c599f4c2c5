package org.tandemml.svm;

/// What a linear machine pays for a row whose residual `r` lies on the wrong side of its margin.
///
/// For classes `r = max(0, 1 − y·f)`, for numbers `r = max(0, |y − f| − ε)`.
public enum LinearLoss {
    /// `r`: outliers count in proportion, rows beyond the margin not at all.
    HINGE,
    /// `r²`: smooth, so Newton's method ends after a few steps; outliers count more.
    SQUARED_HINGE
}
