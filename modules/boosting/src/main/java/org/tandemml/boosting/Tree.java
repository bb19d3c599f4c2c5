package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One regression tree as flat arrays over its nodes; node 0 is the root, and children have larger numbers than
/// their parent (so a walk always ends).
///
/// A row with value `x` of the node's feature goes **left** if `x < threshold`, else right. At a categorical node it
/// takes the side of the members if the code `x` is in the node's set, the other side if not. A missing value takes the
/// node's default side; [Missing] says which values count as missing.
///
/// Thresholds and leaf values are doubles. A tree grown here has thresholds that are `float` numbers wherever two
/// neighbouring feature values differ as floats, so that a comparison of `x` rounded *down* to a float gives the same
/// answer as one in double, and the tree survives a trip through formats that hold floats.
///
/// Immutable; arrays given to the constructor are kept, not copied.
public final class Tree {

    /// The feature number of a leaf.
    public static final int LEAF = -1;

    /// Which values take the default side: NaN only, NaN and zeros (magnitude at most 1e-35), or none (NaN counts
    /// as 0, the reading of LightGBM's missing type `None`).
    public enum Missing {
        NAN,
        ZERO,
        NONE
    }

    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final double[] value;
    private final boolean[] defaultLeft;
    private final double[] gain;
    private final double[] cover;
    private final Missing[] missing;
    private final @Nullable CategorySet[] categories;

    /// @param feature the feature each node splits, [#LEAF] at a leaf
    /// @param value the threshold of a numeric split, the output of a leaf (shrinkage included)
    /// @param gain the loss reduction of each split (not halved, gamma not taken off); 0 at leaves
    /// @param cover the sum of Hessians of the training rows in each node
    /// @param categories the set of a categorical split, null at other nodes
    public Tree(
            int[] left,
            int[] right,
            int[] feature,
            double[] value,
            boolean[] defaultLeft,
            double[] gain,
            double[] cover,
            Missing[] missing,
            @Nullable CategorySet[] categories) {
        this.left = left;
        this.right = right;
        this.feature = feature;
        this.value = value;
        this.defaultLeft = defaultLeft;
        this.gain = gain;
        this.cover = cover;
        this.missing = missing;
        this.categories = categories;
    }

    /// A tree of numeric splits whose only missing values are NaN: what the trainer grows without categories.
    public static Tree numeric(
            int[] left,
            int[] right,
            int[] feature,
            double[] value,
            boolean[] defaultLeft,
            double[] gain,
            double[] cover) {
        Missing[] missing = new Missing[left.length];
        Arrays.fill(missing, Missing.NAN);
        return new Tree(
                left, right, feature, value, defaultLeft, gain, cover, missing, new @Nullable CategorySet[left.length]);
    }

    public int nodes() {
        return left.length;
    }

    public int leaves() {
        int count = 0;
        for (int f : feature) {
            if (f == LEAF) {
                count++;
            }
        }
        return count;
    }

    public boolean isLeaf(int node) {
        return feature[node] == LEAF;
    }

    public int left(int node) {
        return left[node];
    }

    public int right(int node) {
        return right[node];
    }

    public int feature(int node) {
        return feature[node];
    }

    /// The threshold of a numeric split, or the output of a leaf.
    public double value(int node) {
        return value[node];
    }

    public boolean defaultLeft(int node) {
        return defaultLeft[node];
    }

    public double gain(int node) {
        return gain[node];
    }

    public double cover(int node) {
        return cover[node];
    }

    public Missing missing(int node) {
        return missing[node];
    }

    /// The set of a categorical split, null at a numeric split or a leaf.
    public @Nullable CategorySet categories(int node) {
        return categories[node];
    }
}
