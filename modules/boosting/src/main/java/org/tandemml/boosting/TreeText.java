package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tandemml.core.Column;
import org.tandemml.core.Schema;
import org.tandemml.plot.Picture;
import org.tandemml.plot.TreeDiagram;

/// One tree as indented text and as a picture, with the names of columns and categories.
public final class TreeText {
    private static final int MOST_MEMBERS = 6;

    private TreeText() {}

    /// The tree as text, a node a line: the condition under which a row goes to the first of the two lines below, where
    /// missing values go, gain and cover; at a leaf what it adds to the margin.
    public static String of(Tree tree, Schema schema) {
        StringBuilder out = new StringBuilder();
        append(tree, schema, 0, "", out);
        return out.toString();
    }

    private static void append(Tree tree, Schema schema, int root, String first, StringBuilder out) {
        // A stack of its own: trees may be as deep as they have leaves.
        List<Integer> nodes = new ArrayList<>(List.of(root));
        List<String> prefixes = new ArrayList<>(List.of(first));
        while (!nodes.isEmpty()) {
            int node = nodes.removeLast();
            String prefix = prefixes.removeLast();
            out.append(prefix);
            if (tree.isLeaf(node)) {
                out.append(String.format(Locale.ROOT, "%+.6g  (cover %.5g)\n", tree.value(node), tree.cover(node)));
                continue;
            }
            out.append(name(tree, node, schema))
                    .append(' ')
                    .append(condition(tree, node, schema, MOST_MEMBERS))
                    .append(String.format(
                            Locale.ROOT,
                            "?  (%s, gain %.5g, cover %.5g)\n",
                            missing(tree, node),
                            tree.gain(node),
                            tree.cover(node)));
            String indent = " ".repeat(prefix.length() - prefix.stripLeading().length());
            nodes.add(tree.right(node));
            prefixes.add(indent + "  no:  ");
            nodes.add(tree.left(node));
            prefixes.add(indent + "  yes: ");
        }
    }

    /// The tree as a picture: rows for which a condition holds go left. Boxes of splits are the stronger the more cover
    /// they have, those of leaves the larger their value, in blue above zero and in orange below.
    public static Picture picture(String title, Tree tree, Schema schema) {
        double largest = 0;
        for (int i = 0; i < tree.nodes(); i++) {
            largest = tree.isLeaf(i) ? Math.max(largest, Math.abs(tree.value(i))) : largest;
        }
        List<TreeDiagram.Node> nodes = new ArrayList<>();
        for (int i = 0; i < tree.nodes(); i++) {
            String cover = String.format(Locale.ROOT, "cover %.4g", tree.cover(i));
            if (tree.isLeaf(i)) {
                nodes.add(new TreeDiagram.Node(
                        List.of(String.format(Locale.ROOT, "%+.4g", tree.value(i)), cover),
                        -1,
                        -1,
                        "",
                        "",
                        tree.value(i) < 0 ? 1 : 0,
                        largest > 0 ? Math.abs(tree.value(i)) / largest : 0));
                continue;
            }
            boolean missingLeft = tree.goesLeft(i, Double.NaN);
            nodes.add(new TreeDiagram.Node(
                    List.of(name(tree, i, schema), condition(tree, i, schema, 2), cover),
                    tree.left(i),
                    tree.right(i),
                    missingLeft ? "yes, NaN" : "yes",
                    missingLeft ? "no" : "no, NaN",
                    2,
                    tree.cover(0) > 0 ? tree.cover(i) / tree.cover(0) : 0));
        }
        String description = tree.leaves() + " leaves; the first split is of "
                + (tree.isLeaf(0) ? "nothing" : name(tree, 0, schema) + " " + condition(tree, 0, schema, MOST_MEMBERS))
                + ".";
        return new TreeDiagram(title, description, nodes).picture();
    }

    private static String name(Tree tree, int node, Schema schema) {
        return schema.column(tree.feature(node)).name();
    }

    /// The condition of the left child.
    private static String condition(Tree tree, int node, Schema schema, int most) {
        CategorySet set = tree.categories(node);
        if (set == null) {
            return "< " + shortest(tree.value(node));
        }
        Column column = schema.column(tree.feature(node));
        BitSet members = BitSet.valueOf(set.bits());
        String names = members.stream()
                .limit(most)
                .mapToObj(code -> column instanceof Column.Categorical categorical
                                && code < categorical.levels().size()
                        ? categorical.levels().get(code)
                        : Integer.toString(code))
                .collect(Collectors.joining(", "));
        String rest = members.cardinality() > most ? ", " + (members.cardinality() - most) + " more" : "";
        return (set.membersLeft() ? "in {" : "not in {") + names + rest + "}";
    }

    private static String shortest(double value) {
        return (float) value == value ? Float.toString((float) value) : Double.toString(value);
    }

    private static String missing(Tree tree, int node) {
        String side = tree.goesLeft(node, Double.NaN) ? "yes" : "no";
        return switch (tree.missing(node)) {
            case NAN -> "missing: " + side;
            case ZERO -> "missing or zero: " + side;
            case NONE -> "missing as zero: " + side;
        };
    }
}
