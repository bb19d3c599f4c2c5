package org.tandemml.evaluation;

/// Turns a score into the probability of a class; never falling where it was fitted on scores that mean anything.
public sealed interface ScoreMap permits PlattScaling, IsotonicRegression {
    /// The probability for a score.
    double probability(double score);
}
