package org.tandemml.boosting.foreign;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.CategorySet;
import org.tandemml.boosting.Tree;
import org.tandemml.core.InputException;

/// Reads LightGBM's trees: arrays over the inner nodes and arrays over the leaves, children below zero standing for
/// leaf ~child.
final class LightGbmTrees {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;

    private LightGbmTrees() {}

    /// Inner node i becomes node i, leaf l of L node L − 1 + l.
    static Tree read(LightGbmText.Section in, int features, int fileBytes) {
        if (in.has("is_linear") && in.integer("is_linear", 0, 1) == 1) {
            throw new InputException(in.name() + " has linear models in its leaves: train with linear_tree=false");
        }
        // A leaf takes at least two bytes of text.
        int leaves = in.integer("num_leaves", 1, Math.max(1, fileBytes / 2));
        int inner = leaves - 1;
        int n = inner + leaves;
        int[] left = new int[n];
        int[] right = new int[n];
        int[] feature = new int[n];
        boolean[] defaultLeft = new boolean[n];
        Tree.Missing[] missing = new Tree.Missing[n];
        @Nullable CategorySet[] sets = new @Nullable CategorySet[n];
        Arrays.fill(feature, inner, n, Tree.LEAF);
        Arrays.fill(missing, Tree.Missing.NAN);
        double[] value = new double[n];
        double[] gain = new double[n];
        double[] cover = new double[n];
        System.arraycopy(in.numbers("leaf_value", leaves), 0, value, inner, leaves);
        // A tree of one leaf has its value and nothing else.
        if (inner > 0) {
            System.arraycopy(in.numbersOrZeros("split_gain", inner), 0, gain, 0, inner);
            System.arraycopy(in.numbersOrZeros("internal_count", inner), 0, cover, 0, inner);
            System.arraycopy(in.numbersOrZeros("leaf_count", leaves), 0, cover, inner, leaves);
            System.arraycopy(in.integers("split_feature", inner, 0, features - 1), 0, feature, 0, inner);
            double[] threshold = in.numbers("threshold", inner);
            int[] type = in.integers("decision_type", inner, 0, 15);
            int[] lefts = in.integers("left_child", inner, -leaves, inner - 1);
            int[] rights = in.integers("right_child", inner, -leaves, inner - 1);
            CategorySet[] all = sets(in);
            for (int i = 0; i < inner; i++) {
                left[i] = lefts[i] < 0 ? inner + ~lefts[i] : lefts[i];
                right[i] = rights[i] < 0 ? inner + ~rights[i] : rights[i];
                if ((type[i] & CATEGORICAL) != 0) {
                    int set = (int) threshold[i];
                    if (set != threshold[i] || set < 0 || set >= all.length) {
                        throw new InputException(in.name() + ": node " + i + " takes the set of categories "
                                + threshold[i] + ", there are " + all.length);
                    }
                    sets[i] = all[set];
                } else {
                    defaultLeft[i] = (type[i] & DEFAULT_LEFT) != 0;
                    missing[i] = missing(in, i, type[i] >> MISSING_SHIFT);
                    if (threshold[i] == Double.POSITIVE_INFINITY) {
                        // Whatever is not missing goes left, infinity too, and infinity < infinity is false.
                        sets[i] = new CategorySet(new long[0], false);
                    } else {
                        value[i] = above(in, i, threshold[i]);
                    }
                }
            }
        }
        try {
            return new Tree(left, right, feature, value, defaultLeft, gain, cover, missing, sets);
        } catch (InputException e) {
            throw new InputException(in.name() + ": " + e.getMessage(), e);
        }
    }

    private static Tree.Missing missing(LightGbmText.Section in, int node, int code) {
        return switch (code) {
            case 0 -> Tree.Missing.NONE;
            case 1 -> Tree.Missing.ZERO;
            case 2 -> Tree.Missing.NAN;
            default -> throw new InputException(in.name() + ": node " + node + " has the missing type " + code);
        };
    }

    /// LightGBM sends `x ≤ t` left, a [Tree] `x < value`: the next double above t says the same.
    private static double above(LightGbmText.Section in, int node, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new InputException(in.name() + ": node " + node + " has the threshold NaN");
        }
        return Math.nextUp(threshold);
    }

    /// The sets of categories, 32 codes a word; their members go left.
    private static CategorySet[] sets(LightGbmText.Section in) {
        int count = in.has("num_cat") ? in.integer("num_cat", 0, Integer.MAX_VALUE - 1) : 0;
        if (count == 0) {
            return new CategorySet[0];
        }
        double[] words = in.numbers("cat_threshold");
        int[] ends = in.integers("cat_boundaries", in.numbers("cat_boundaries").length, 0, words.length);
        if (ends.length != count + 1L) {
            throw new InputException(
                    in.name() + ": cat_boundaries must have " + (count + 1L) + " numbers, had " + ends.length);
        }
        CategorySet[] sets = new CategorySet[count];
        for (int k = 0; k < count; k++) {
            if (ends[k + 1] < ends[k]) {
                throw new InputException(in.name() + ": cat_boundaries fall from " + ends[k] + " to " + ends[k + 1]);
            }
            long[] bits = new long[(ends[k + 1] - ends[k] + 1) / 2];
            for (int w = ends[k]; w < ends[k + 1]; w++) {
                double word = words[w];
                if (!(word >= 0 && word <= 0xFFFFFFFFL) || word != Math.rint(word)) {
                    throw new InputException(in.name() + ": cat_threshold holds " + word + ", no 32-bit word");
                }
                bits[(w - ends[k]) / 2] |= (long) word << 32 * (w - ends[k] & 1);
            }
            sets[k] = new CategorySet(bits, true);
        }
        return sets;
    }
}
