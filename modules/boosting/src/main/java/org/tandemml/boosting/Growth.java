package org.tandemml.boosting;

import org.tandemml.core.Setting;

/// In which order the leaves of a growing tree are split.
public enum Growth {
    /// The leaf of largest gain first, LightGBM's way.
    @Setting(aliases = "lossguide")
    LEAF_WISE,
    /// Level by level, XGBoost's way.
    DEPTH_WISE
}
