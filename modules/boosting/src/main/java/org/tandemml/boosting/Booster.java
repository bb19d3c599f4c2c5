package org.tandemml.boosting;

import org.tandemml.core.Setting;

/// How the trees of the rounds add up.
public enum Booster {
    /// Each corrects the sum of those before it.
    @Setting(aliases = {"gbtree", "gbdt"})
    TREES,
    /// Each round leaves out trees drawn at random, fits to what the others leave, and scales the new tree and the ones
    /// left out so that their sum stays where it was. Only training leaves trees out: a model predicts with all of
    /// them.
    ///
    /// With k of the trees left out and learning rate η (over the number of outputs), the new tree gets the weight 1/(k
    /// + η) and the others k/(k + η). **Source**: Rashmi and Gilad-Bachrach, *DART: dropouts meet multiple additive
    /// regression trees*, AISTATS 2015; the weights are XGBoost's `normalize_type=tree`.
    DART,
    /// The mean of trees that are all fitted to the start, without learning rate, each on its own draw of rows and
    /// columns. **Source**: Breiman, *Random forests*, Machine Learning 45, 2001.
    @Setting(aliases = "rf")
    RANDOM_FOREST
}
