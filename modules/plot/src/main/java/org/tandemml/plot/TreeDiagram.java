package org.tandemml.plot;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.plot.Drawing.Anchor;

/// Draws a binary tree from the root down: boxes with texts, edges with labels, leaves in their order from left to
/// right.
///
/// Leaves stand beside each other at their depth, an inner node above the middle of its children. Long texts are cut
/// and shown when pointed at.
///
/// **Cost**: linear in the nodes. **Determinism**: the same calls give the same bytes anywhere.
/// **Errors**: `IllegalArgumentException` for a child that does not follow its parent.
public final class TreeDiagram {
    private static final double SLOT = 96;
    private static final double BOX = 88;
    private static final double LINE = 15;
    private static final double LEVEL = 84;
    private static final double TOP = 44;
    private static final double MARGIN = 12;
    private static final double SMALL = 11;

    /// One node.
    ///
    /// @param lines what its box says, at most three lines
    /// @param left the number of its left child, below 0 at a leaf
    /// @param right the number of its right child
    /// @param leftLabel what the edge to the left child says
    /// @param rightLabel what the edge to the right child says
    /// @param series the colour of the box, 0 to 5
    /// @param strength how strong the colour is, 0 to 1
    public record Node(
            List<String> lines, int left, int right, String leftLabel, String rightLabel, int series, double strength) {
        public Node {
            lines = List.copyOf(lines);
        }

        boolean isLeaf() {
            return left < 0;
        }
    }

    private final String title;
    private final String description;
    private final List<Node> nodes;
    private final double[] x;
    private final int[] depth;

    /// A tree whose root is the first node; children follow their parents in the list.
    public TreeDiagram(String title, String description, List<Node> nodes) {
        this.title = title;
        this.description = description;
        this.nodes = List.copyOf(nodes);
        this.x = new double[nodes.size()];
        this.depth = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (!node.isLeaf()) {
                for (int child : List.of(node.left(), node.right())) {
                    if (child <= i || child >= nodes.size()) {
                        throw new IllegalArgumentException("node " + i + " has the child " + child);
                    }
                    depth[child] = depth[i] + 1;
                }
            }
        }
    }

    /// The finished picture.
    public Picture picture() {
        int leaves = placeLeaves();
        int deepest = 0;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            deepest = Math.max(deepest, depth[i]);
            if (!node.isLeaf()) {
                x[i] = (x[node.left()] + x[node.right()]) / 2;
            }
        }
        Drawing edges = new Drawing();
        Drawing boxes = new Drawing();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (!node.isLeaf()) {
                edge(edges, boxes, i, node.left(), node.leftLabel());
                edge(edges, boxes, i, node.right(), node.rightLabel());
            }
            box(boxes, i);
        }
        double width = Math.max(2 * MARGIN + leaves * SLOT, 320);
        double height = TOP + deepest * LEVEL + 4 * LINE + MARGIN;
        Drawing head = new Drawing().text("title", MARGIN, 22, Anchor.START, title, width - 2 * MARGIN, 14);
        return new Picture(
                (int) Math.ceil(width), (int) Math.ceil(height), title, description, head + edges.toString() + boxes);
    }

    /// Leaves take slots in the order of a walk from left to right; gives their number.
    private int placeLeaves() {
        List<Integer> open = new ArrayList<>(List.of(0));
        int count = 0;
        while (!open.isEmpty()) {
            int i = open.removeLast();
            Node node = nodes.get(i);
            if (node.isLeaf()) {
                x[i] = MARGIN + (count++ + 0.5) * SLOT;
            } else {
                open.add(node.right());
                open.add(node.left());
            }
        }
        return count;
    }

    private double y(int i) {
        return TOP + depth[i] * LEVEL;
    }

    private double boxHeight(int i) {
        return 8 + LINE * nodes.get(i).lines().size();
    }

    private void edge(Drawing edges, Drawing labels, int parent, int child, String label) {
        double bottom = y(parent) + boxHeight(parent);
        StringBuilder d = new StringBuilder();
        Drawing.point(d, 'M', x[parent], bottom);
        Drawing.point(d, 'L', x[child], y(child));
        edges.path("thin", "", d);
        boolean left = x[child] < x[parent];
        labels.text(
                "soft",
                0.35 * x[parent] + 0.65 * x[child] + (left ? -5 : 5),
                0.35 * bottom + 0.65 * y(child),
                left ? Anchor.END : Anchor.START,
                label,
                SLOT,
                SMALL);
    }

    private void box(Drawing out, int i) {
        Node node = nodes.get(i);
        double strength = Math.clamp(node.strength(), 0, 1);
        double left = x[i] - BOX / 2;
        out.rectangle("page", " rx=\"4\"", left, y(i), BOX, boxHeight(i));
        StringBuilder attributes = new StringBuilder(" rx=\"4\" fill-opacity=\"");
        Drawing.number(attributes, 0.08 + 0.4 * strength).append("\" stroke-opacity=\"0.6\"");
        out.rectangle("bar s" + node.series(), attributes.toString(), left, y(i), BOX, boxHeight(i));
        for (int l = 0; l < node.lines().size(); l++) {
            out.text(
                    "", x[i], y(i) + LINE * (l + 1), Anchor.MIDDLE, node.lines().get(l), BOX - 8, SMALL);
        }
    }
}
