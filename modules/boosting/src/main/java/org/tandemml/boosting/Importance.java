package org.tandemml.boosting;

/// How much a feature matters to an ensemble of trees, told from its splits. (What a feature does to the error on data
/// is permutation importance, in `evaluation`.)
public enum Importance {
    /// The mean loss reduction of the feature's splits (not halved).
    GAIN,
    /// The mean cover (sum of Hessians) of the nodes that split the feature.
    COVER,
    /// The number of the feature's splits.
    WEIGHT,
    /// The summed loss reduction of the feature's splits.
    TOTAL_GAIN,
    /// The summed cover of the nodes that split the feature.
    TOTAL_COVER;

    /// The importance of each of `features` features; 0 for one that no tree splits.
    public double[] of(TreeEnsemble ensemble, int features) {
        double[] sum = new double[features];
        double[] count = new double[features];
        for (Tree tree : ensemble.trees()) {
            for (int i = 0; i < tree.nodes(); i++) {
                if (!tree.isLeaf(i)) {
                    int j = tree.feature(i);
                    count[j]++;
                    sum[j] += switch (this) {
                        case GAIN, TOTAL_GAIN -> tree.gain(i);
                        case COVER, TOTAL_COVER -> tree.cover(i);
                        case WEIGHT -> 1;
                    };
                }
            }
        }
        if (this == GAIN || this == COVER) {
            for (int j = 0; j < features; j++) {
                sum[j] = count[j] == 0 ? 0 : sum[j] / count[j];
            }
        }
        return sum;
    }
}
