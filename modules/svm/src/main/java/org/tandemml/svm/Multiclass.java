package org.tandemml.svm;

/// How machines that tell two classes apart are put together for more.
public enum Multiclass {
    /// A machine for each pair of classes; each votes for one of its two.
    ONE_VS_ONE,

    /// A machine for each class against all others; the largest decision value wins.
    ONE_VS_REST
}
