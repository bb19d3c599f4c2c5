package org.tandemml.nn;

/// How the terms of a loss become one number.
public enum Reduction {
    /// Not at all: [Loss#value] is their sum, [Loss.Terms#values()] holds each.
    NONE,
    /// The mean; by weight where a loss weighs classes.
    MEAN,
    /// The sum.
    SUM
}
