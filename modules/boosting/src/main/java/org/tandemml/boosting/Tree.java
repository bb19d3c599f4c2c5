package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

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

    // What LightGBM takes for zero: 1e-35 as a float.
    private static final double ZERO_AT_MOST = 1e-35f;

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
        check();
    }

    /// Every node but the root has exactly one parent, which comes before it; so a walk ends, and node counts bound all
    /// work.
    private void check() {
        int n = left.length;
        if (n == 0) {
            throw new InputException("a tree needs at least one node");
        }
        Check.length("right children", right.length, n);
        Check.length("features", feature.length, n);
        Check.length("values", value.length, n);
        Check.length("default directions", defaultLeft.length, n);
        Check.length("gains", gain.length, n);
        Check.length("covers", cover.length, n);
        Check.length("kinds of missing value", missing.length, n);
        Check.length("categories", categories.length, n);
        boolean[] hasParent = new boolean[n];
        int children = 0;
        for (int i = 0; i < n; i++) {
            if (feature[i] < LEAF) {
                throw new InputException("node " + i + " splits feature " + feature[i]);
            }
            if (Double.isNaN(value[i])) {
                throw new InputException("node " + i + " has the value NaN");
            }
            if (feature[i] == LEAF) {
                continue;
            }
            adopt(i, left[i], hasParent);
            adopt(i, right[i], hasParent);
            children += 2;
        }
        if (children != n - 1) {
            throw new InputException(n - 1 - children + " nodes of " + n + " cannot be reached from the root");
        }
    }

    private static void adopt(int parent, int child, boolean[] hasParent) {
        if (child <= parent || child >= hasParent.length) {
            throw new InputException("node " + parent + " has the child " + child + ", must be between " + (parent + 1)
                    + " and " + (hasParent.length - 1));
        }
        if (hasParent[child]) {
            throw new InputException("node " + child + " has two parents, or is both children of node " + parent);
        }
        hasParent[child] = true;
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

    /// One more than the largest feature number in use.
    public int featureCount() {
        int largest = LEAF;
        for (int f : feature) {
            largest = Math.max(largest, f);
        }
        return largest + 1;
    }

    /// The leaf that a row reaches.
    public int leaf(double[] row) {
        int node = 0;
        while (feature[node] != LEAF) {
            node = goesLeft(node, row[feature[node]]) ? left[node] : right[node];
        }
        return node;
    }

    /// The leaf that a row reaches whose values are rounded to the nearest float first.
    public int leafOfFloats(double[] row) {
        int node = 0;
        while (feature[node] != LEAF) {
            node = goesLeft(node, (float) row[feature[node]]) ? left[node] : right[node];
        }
        return node;
    }

    /// True if a row with the value `x` of the node's feature goes left.
    public boolean goesLeft(int node, double x) {
        double seen = x;
        switch (missing[node]) {
            case NAN -> {
                if (Double.isNaN(x)) {
                    return defaultLeft[node];
                }
            }
            case ZERO -> {
                if (Double.isNaN(x) || Math.abs(x) <= ZERO_AT_MOST) {
                    return defaultLeft[node];
                }
            }
            case NONE -> seen = Double.isNaN(x) ? 0 : x;
        }
        CategorySet set = categories[node];
        return set == null ? seen < value[node] : set.goesLeft(seen);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tree that
                && Arrays.equals(left, that.left)
                && Arrays.equals(right, that.right)
                && Arrays.equals(feature, that.feature)
                && Arrays.equals(value, that.value)
                && Arrays.equals(defaultLeft, that.defaultLeft)
                && Arrays.equals(gain, that.gain)
                && Arrays.equals(cover, that.cover)
                && Arrays.equals(missing, that.missing)
                && Arrays.equals(categories, that.categories);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(feature) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Tree[" + nodes() + " nodes, " + leaves() + " leaves]";
    }
}
