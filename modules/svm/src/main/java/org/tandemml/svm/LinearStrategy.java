package org.tandemml.svm;

/// How a linear machine tells more than two classes apart.
public enum LinearStrategy {
    /// One vector a class, each fitted against all others.
    ONE_VS_REST,
    /// One vector a class, all fitted together: the loss is `max(0, 1 − f_y + max over k ≠ y of f_k)`.
    CRAMMER_SINGER
}
