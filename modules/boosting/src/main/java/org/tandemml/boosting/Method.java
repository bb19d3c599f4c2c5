package org.tandemml.boosting;

import org.tandemml.core.Setting;

/// How splits are found.
public enum Method {
    /// On histograms of values that are cut into bins once.
    @Setting(aliases = "auto")
    HIST,
    /// At every place between two values, on columns that are sorted once.
    EXACT,
    /// On histograms of bins that each round cuts anew, so that they hold equal sums of Hessians: the weighted
    /// quantiles of Chen and Guestrin, *XGBoost*, KDD 2016, section 3.3, taken from sorted columns instead of a sketch.
    APPROX
}
