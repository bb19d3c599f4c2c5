package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns feature values into ints that compare as the values do at the splits of an ensemble: `x < t` exactly if
/// `key(x) < key(t)`.
///
/// The key is the order of the bits of a float: of the nearest one in XGBoost's arithmetic, of the next one below where
/// all thresholds are floats; else the rank of the value among the thresholds of its feature. Each pair of a feature
/// and its kind of missing value is a **group** of two keys: a missing value is the least of all in the first, which
/// nodes use whose missing values go left, and the largest in the second.
final class SplitKeys {
    /// The key of a missing value in a group's first and second key.
    static final int LOW = Integer.MIN_VALUE;

    static final int HIGH = Integer.MAX_VALUE;

    /// The key of values that are no category code.
    static final int NO_CODE = -1;

    private static final double ZERO_AT_MOST = 1e-35f;
    private static final int LARGEST_CODE = (1 << 24) - 1;

    private enum Scale {
        NEAREST_FLOAT,
        FLOOR_FLOAT,
        RANK
    }

    private record Group(int feature, Tree.Missing missing, boolean codes) {}

    private final Scale scale;
    private final boolean inFloat;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Group, Integer> numbers = new HashMap<>();
    private final double[][] thresholds;

    SplitKeys(TreeEnsemble ensemble) {
        inFloat = ensemble.arithmetic() == TreeEnsemble.Arithmetic.FLOAT;
        boolean floats = true;
        for (Tree tree : ensemble.trees()) {
            for (int i = 0; i < tree.nodes(); i++) {
                floats &= tree.isLeaf(i) || (float) tree.value(i) == tree.value(i);
            }
        }
        scale = inFloat ? Scale.NEAREST_FLOAT : floats ? Scale.FLOOR_FLOAT : Scale.RANK;
        thresholds = scale == Scale.RANK ? thresholds(ensemble) : new double[0][];
        // Number 0 is a constant, for leaves that lead to themselves.
        groups.add(new Group(-1, Tree.Missing.NONE, false));
        for (Tree tree : ensemble.trees()) {
            for (int i = 0; i < tree.nodes(); i++) {
                if (!tree.isLeaf(i)) {
                    Group group = group(tree, i);
                    if (numbers.putIfAbsent(group, groups.size()) == null) {
                        groups.add(group);
                    }
                }
            }
        }
    }

    private static Group group(Tree tree, int node) {
        return new Group(tree.feature(node), tree.missing(node), tree.categories(node) != null);
    }

    private static double[][] thresholds(TreeEnsemble ensemble) {
        double[][] all = new double[ensemble.featureCount()][];
        int[] counts = new int[all.length];
        for (int pass = 0; pass < 2; pass++) {
            for (Tree tree : ensemble.trees()) {
                for (int i = 0; i < tree.nodes(); i++) {
                    if (!tree.isLeaf(i) && tree.categories(i) == null) {
                        int f = tree.feature(i);
                        if (pass == 1) {
                            // Zero has one sign, so that sorting and comparing agree.
                            all[f][counts[f]] = tree.value(i) + 0.0;
                        }
                        counts[f]++;
                    }
                }
            }
            if (pass == 0) {
                for (int f = 0; f < all.length; f++) {
                    all[f] = new double[counts[f]];
                }
                Arrays.fill(counts, 0);
            }
        }
        for (int f = 0; f < all.length; f++) {
            all[f] = Arrays.stream(all[f]).sorted().distinct().toArray();
        }
        return all;
    }

    /// The number of groups, the constant one included.
    int groups() {
        return groups.size();
    }

    /// The place of the key that a node compares: twice its group, plus 1 if missing values go right.
    int place(Tree tree, int node) {
        Integer number = numbers.get(group(tree, node));
        if (number == null) {
            throw new IllegalStateException("node " + node + " belongs to another ensemble");
        }
        // Category keys are tested for being missing, so they need no second form.
        return 2 * number + (tree.categories(node) == null && !tree.defaultLeft(node) ? 1 : 0);
    }

    /// The key of a node's threshold.
    int threshold(Tree tree, int node) {
        double t = tree.value(node);
        return scale == Scale.RANK ? Arrays.binarySearch(thresholds[tree.feature(node)], t + 0.0) + 1 : bits((float) t);
    }

    private static int bits(float x) {
        int bits = Float.floatToRawIntBits(x + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    /// Writes the keys of one row: two a group.
    void ofRow(double[] row, int[] keys) {
        keys[0] = 0;
        keys[1] = 0;
        for (int g = 1; g < groups.size(); g++) {
            int key = key(groups.get(g), row[groups.get(g).feature()]);
            keys[2 * g] = key;
            keys[2 * g + 1] = key == LOW ? HIGH : key;
        }
    }

    /// Writes the first keys of a group for `count` rows to `keys[to ..]`; row i begins at `values[offset + i·stride]`.
    /// True if a value was missing.
    boolean ofColumn(int number, double[] values, int offset, int stride, int count, int[] keys, int to) {
        Group group = groups.get(number);
        int at = offset + group.feature();
        int least = 0;
        if (scale == Scale.NEAREST_FLOAT && group.missing() == Tree.Missing.NAN && !group.codes()) {
            for (int i = 0; i < count; i++, at += stride) {
                double x = values[at];
                int key = bits((float) x);
                keys[to + i] = Double.isNaN(x) ? LOW : key;
                least |= Double.isNaN(x) ? 1 : 0;
            }
            return least != 0;
        }
        if (scale == Scale.FLOOR_FLOAT && group.missing() == Tree.Missing.NAN && !group.codes()) {
            for (int i = 0; i < count; i++, at += stride) {
                double x = values[at];
                float near = (float) x;
                // The sign of x - near instead of a comparison, whose branch would be mispredicted half the time.
                // Not the raw bits: infinity minus itself is a NaN, which may have a sign.
                int key = bits(near) + (int) (Double.doubleToLongBits(x - near) >> 63);
                keys[to + i] = Double.isNaN(x) ? LOW : key;
                least |= Double.isNaN(x) ? 1 : 0;
            }
            return least != 0;
        }
        if (scale == Scale.RANK && group.missing() == Tree.Missing.NAN && !group.codes()) {
            double[] ascending = thresholds[group.feature()];
            for (int i = 0; i < count; i++, at += stride) {
                double x = values[at];
                int key = rank(ascending, x);
                keys[to + i] = Double.isNaN(x) ? LOW : key;
                least |= Double.isNaN(x) ? 1 : 0;
            }
            return least != 0;
        }
        boolean missing = false;
        for (int i = 0; i < count; i++, at += stride) {
            int key = key(group, values[at]);
            keys[to + i] = key;
            missing |= key == LOW;
        }
        return missing;
    }

    private int key(Group group, double x) {
        double seen = x;
        switch (group.missing()) {
            case NAN -> {
                if (Double.isNaN(x)) {
                    return LOW;
                }
            }
            case ZERO -> {
                if (Double.isNaN(x) || Math.abs(inFloat ? (float) x : x) <= ZERO_AT_MOST) {
                    return LOW;
                }
            }
            case NONE -> seen = Double.isNaN(x) ? 0 : x;
        }
        if (group.codes()) {
            double code = inFloat ? (float) seen : seen;
            return code >= 0 && code < LARGEST_CODE + 1.0 ? (int) code : NO_CODE;
        }
        return switch (scale) {
            case NEAREST_FLOAT -> bits((float) seen);
            case FLOOR_FLOAT -> bits((float) seen) - ((float) seen > seen ? 1 : 0);
            case RANK -> rank(thresholds[group.feature()], seen);
        };
    }

    /// How many of the ascending thresholds are at most x: a search whose steps depend on the number of thresholds
    /// alone,
    /// and by the sign of a difference, since a branch would be mispredicted half the time.
    private static int rank(double[] thresholds, double x) {
        if (Math.abs(x) == Double.POSITIVE_INFINITY) {
            return (int) Arrays.stream(thresholds).filter(t -> t <= x).count();
        }
        // Minus zero less zero would have a sign.
        double seen = x + 0.0;
        int from = 0;
        int length = thresholds.length;
        while (length > 1) {
            int half = length >>> 1;
            from += half & ~(int) (Double.doubleToRawLongBits(seen - thresholds[from + half - 1]) >> 63);
            length -= half;
        }
        return length == 0 ? 0 : from + 1 + (int) (Double.doubleToRawLongBits(seen - thresholds[from]) >> 63);
    }
}
