package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;

/// An [Ensemble] as the fields of a model file: the trees' arrays end to end.
final class EnsembleFields {
    private static final String TREES = "trees";
    private static final String LINEAR = "linear";
    private static final int DEFAULT_LEFT = 1;
    private static final int MISSING_SHIFT = 1;
    private static final int CATEGORICAL = 8;
    private static final int MEMBERS_LEFT = 16;

    private EnsembleFields() {}

    static void write(Ensemble ensemble, Fields.Writer out) {
        out.numbers("base", ensemble.base());
        out.text("arithmetic", ensemble.arithmetic().name());
        switch (ensemble) {
            case TreeEnsemble trees -> {
                out.text("booster", TREES);
                writeTrees(trees, out);
            }
            case LinearEnsemble linear -> {
                out.text("booster", LINEAR);
                out.integer("features", linear.featureCount());
                out.integer("rounds", linear.rounds());
                out.numbers("weights", linear.weights());
                out.numbers("bias", linear.bias());
            }
        }
    }

    private static void writeTrees(TreeEnsemble ensemble, Fields.Writer out) {
        List<Tree> trees = ensemble.trees();
        int nodes = 0;
        int words = 0;
        for (Tree tree : trees) {
            nodes = Math.addExact(nodes, tree.nodes());
            for (int i = 0; i < tree.nodes(); i++) {
                CategorySet set = tree.categories(i);
                words = Math.addExact(words, set == null ? 0 : 1 + 2 * set.bits().length);
            }
        }
        int[] counts = new int[trees.size()];
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        int[] feature = new int[nodes];
        int[] flags = new int[nodes];
        double[] value = new double[nodes];
        double[] gain = new double[nodes];
        double[] cover = new double[nodes];
        int[] categories = new int[words];
        int at = 0;
        int word = 0;
        for (int t = 0; t < counts.length; t++) {
            Tree tree = trees.get(t);
            counts[t] = tree.nodes();
            for (int i = 0; i < tree.nodes(); i++, at++) {
                left[at] = tree.left(i);
                right[at] = tree.right(i);
                feature[at] = tree.feature(i);
                value[at] = tree.value(i);
                gain[at] = tree.gain(i);
                cover[at] = tree.cover(i);
                flags[at] = (tree.defaultLeft(i) ? DEFAULT_LEFT : 0)
                        | tree.missing(i).ordinal() << MISSING_SHIFT;
                CategorySet set = tree.categories(i);
                if (set != null) {
                    flags[at] |= CATEGORICAL | (set.membersLeft() ? MEMBERS_LEFT : 0);
                    categories[word++] = set.bits().length;
                    for (long bits : set.bits()) {
                        categories[word++] = (int) bits;
                        categories[word++] = (int) (bits >>> 32);
                    }
                }
            }
        }
        out.integers("outputs", ensemble.outputs());
        out.numbers("weights", ensemble.factors());
        out.flag("mean", ensemble.isMean());
        out.integers("roundEnds", ensemble.roundEnds());
        out.text("absent", ensemble.absent().name());
        out.integers("nodes", counts);
        out.integers("left", left);
        out.integers("right", right);
        out.integers("feature", feature);
        out.integers("flags", flags);
        out.numbers("value", value);
        out.numbers("gain", gain);
        out.numbers("cover", cover);
        out.integers("categories", categories);
    }

    static Ensemble read(Fields.Reader in) {
        double[] base = in.numbers("base");
        TreeEnsemble.Arithmetic arithmetic = constant(TreeEnsemble.Arithmetic.values(), in.text("arithmetic"));
        String booster = in.text("booster");
        return switch (booster) {
            case TREES -> readTrees(in, base, arithmetic);
            case LINEAR ->
                new LinearEnsemble(
                        in.integer("features", 0, Integer.MAX_VALUE),
                        in.numbers("weights"),
                        in.numbers("bias"),
                        base,
                        in.integer("rounds", 0, Integer.MAX_VALUE),
                        arithmetic);
            default -> throw new InputException("the model file names the unknown booster \"" + booster + "\"");
        };
    }

    private static TreeEnsemble readTrees(Fields.Reader in, double[] base, TreeEnsemble.Arithmetic arithmetic) {
        int[] counts = in.integers("nodes");
        int[] left = in.integers("left");
        int[] right = in.integers("right");
        int[] feature = in.integers("feature");
        int[] flags = in.integers("flags");
        double[] value = in.numbers("value");
        double[] gain = in.numbers("gain", value.length);
        double[] cover = in.numbers("cover", value.length);
        int[] categories = in.integers("categories");
        long total = 0;
        for (int count : counts) {
            if (count < 1) {
                throw new InputException("a tree has " + count + " nodes");
            }
            total += count;
        }
        if (total != value.length
                || left.length != total
                || right.length != total
                || feature.length != total
                || flags.length != total) {
            throw new InputException("the trees have " + total + " nodes, their fields " + left.length + ", "
                    + right.length + ", " + feature.length + ", " + flags.length + " and " + value.length);
        }
        List<Tree> trees = new ArrayList<>(counts.length);
        int at = 0;
        int word = 0;
        for (int count : counts) {
            boolean[] defaultLeft = new boolean[count];
            Tree.Missing[] missing = new Tree.Missing[count];
            @Nullable CategorySet[] sets = new @Nullable CategorySet[count];
            for (int i = 0; i < count; i++) {
                int flag = flags[at + i];
                int kind = flag >> MISSING_SHIFT & 3;
                if (flag < 0 || flag >= 2 * MEMBERS_LEFT || kind >= Tree.Missing.values().length) {
                    throw new InputException("node " + i + " has the flags " + flag);
                }
                defaultLeft[i] = (flag & DEFAULT_LEFT) != 0;
                missing[i] = Tree.Missing.values()[kind];
                if ((flag & CATEGORICAL) != 0) {
                    sets[i] = readSet(categories, word, (flag & MEMBERS_LEFT) != 0);
                    word += 1 + 2 * categories[word];
                }
            }
            int end = at + count;
            trees.add(new Tree(
                    Arrays.copyOfRange(left, at, end),
                    Arrays.copyOfRange(right, at, end),
                    Arrays.copyOfRange(feature, at, end),
                    Arrays.copyOfRange(value, at, end),
                    defaultLeft,
                    Arrays.copyOfRange(gain, at, end),
                    Arrays.copyOfRange(cover, at, end),
                    missing,
                    sets));
            at = end;
        }
        if (word != categories.length) {
            throw new InputException("categories have " + (categories.length - word) + " words too many");
        }
        return new TreeEnsemble(
                trees,
                in.integers("outputs"),
                in.numbers("weights"),
                in.flag("mean"),
                base,
                in.integers("roundEnds"),
                arithmetic,
                constant(TreeEnsemble.Absent.values(), in.text("absent")));
    }

    private static CategorySet readSet(int[] words, int at, boolean membersLeft) {
        if (at >= words.length || words[at] < 0 || words[at] > (words.length - at - 1) / 2) {
            throw new InputException("a set of categories runs past the end of its field");
        }
        long[] bits = new long[words[at]];
        for (int w = 0; w < bits.length; w++) {
            bits[w] = words[at + 1 + 2 * w] & 0xFFFFFFFFL | (long) words[at + 2 + 2 * w] << 32;
        }
        return new CategorySet(bits, membersLeft);
    }

    static <E extends Enum<E>> E constant(E[] values, String name) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new InputException("the model file names \"" + name + "\", known are " + List.of(values));
    }
}
