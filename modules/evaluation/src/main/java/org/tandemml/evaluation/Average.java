package org.tandemml.evaluation;

/// How the values of several classes (or pairs of classes) become one number.
public enum Average {
    /// All rows and classes in one pot: each row is asked once for each class whether it belongs to it.
    MICRO,
    /// Each class or pair counts the same.
    MACRO,
    /// Each class or pair counts by the weight of its rows.
    WEIGHTED
}
