package org.tandemml.boosting;

import org.tandemml.core.Setting;

/// How the rows of a round are drawn when they are not all taken.
public enum RowSampling {
    /// Each with the same probability.
    @Setting(aliases = "bagging")
    UNIFORM,
    /// With a probability in proportion to √(g² + λ·h²), at most 1, and the inverse of it as weight: fewer rows do,
    /// down to a tenth. **Source**: Ibragimov and Gusev, *Minimal variance sampling in stochastic gradient boosting*,
    /// NeurIPS 2019.
    @Setting(aliases = {"gradient-based", "goss"})
    GRADIENT
}
