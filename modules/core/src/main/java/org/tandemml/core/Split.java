package org.tandemml.core;

/// Two disjoint parts of one data set: what is fitted on, and what is judged on.
public record Split(Dataset train, Dataset test) {}
