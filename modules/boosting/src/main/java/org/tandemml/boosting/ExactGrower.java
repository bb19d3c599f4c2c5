package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.boosting.ExactNode.ExactSplit;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// Grows trees by exact split finding: every place between two different values of every column is tried.
///
/// Columns are sorted once; with each split the entries of the node are parted, in their order, into those of its
/// children, so that a node reads its entries of a column in one run. A split needs a gain above rounding; γ prunes
/// bottom-up when the tree is grown, so a poor split above a good one stays, unlike with histograms.
///
/// **Source**: Chen and Guestrin, *XGBoost: a scalable tree boosting system*, KDD 2016, algorithm 1 and section 4.1;
/// the parting of sorted lists: Shafer, Agrawal and Mehta, *SPRINT*, VLDB 1996. **Cost**: O(cells) a level, 24 bytes a
/// cell. **Determinism**: each column is summed in its own order on one thread.
final class ExactGrower implements TreeGrower {
    private final SortedColumns columns;
    private final TreeSettings settings;
    private final Matrix features;
    private final ExactSearch search;
    private final int lists;
    private final long[][][] entries;
    private final double[] pairs;
    private final byte[] side;
    private final int[] nodeOf;

    ExactGrower(SortedColumns columns, Matrix features, TreeSettings settings) {
        this.columns = columns;
        this.features = features;
        this.settings = settings;
        search = new ExactSearch(columns, settings);
        lists = columns.columns + 1;
        entries = new long[2][lists][];
        for (int c = 0; c < lists; c++) {
            int length = c == columns.columns ? columns.rows : columns.entries[c].length;
            entries[0][c] = new long[length];
            entries[1][c] = new long[length];
        }
        pairs = new double[2 * columns.rows];
        side = new byte[columns.rows];
        nodeOf = new int[columns.rows];
    }

    @Override
    public Grown grow(double[] gradient, double[] hessian, int offset, RoundContext round) {
        Parallel loop = round.loop();
        boolean[] sampled = round.sampled();
        double g = 0;
        double h = 0;
        for (int i = 0; i < columns.rows; i++) {
            double gi = gradient[offset + i];
            double hi = hessian[offset + i];
            if (!Double.isFinite(gi) || !(hi >= 0) || Double.isInfinite(hi)) {
                throw Derivatives.insane(round.where(), i, gi, hi);
            }
            pairs[2 * i] = gi;
            pairs[2 * i + 1] = hi;
            if (sampled == null || sampled[i]) {
                g += gi;
                h += hi;
            }
        }
        int[] ends = new int[lists];
        work(loop, columns.rows).run(lists, c -> ends[c] = fill(c, sampled));
        ExactNode root = new ExactNode(0, 0, new int[lists], ends, false, g, h);
        ColumnSampling drawn = new ColumnSampling(settings, columns.columns, round.seed());
        root.path = settings.interactions() == null ? null : new boolean[columns.columns];
        root.allowed = drawn.of(0, 0, null);
        Arrays.fill(nodeOf, sampled == null ? 0 : -1);
        if (sampled != null) {
            for (int i = 0; i < ends[lists - 1]; i++) {
                nodeOf[(int) entries[0][lists - 1][i]] = 0;
            }
        }
        List<ExactNode> nodes = new ArrayList<>(List.of(root));
        List<ExactNode> open = new ArrayList<>();
        evaluate(List.of(root), open, loop);
        int leaves = 1;
        int most = settings.maxLeaves() == 0 ? Integer.MAX_VALUE : settings.maxLeaves();
        while (!open.isEmpty() && leaves < most) {
            List<ExactNode> batch = next(open, most - leaves);
            leaves += batch.size();
            // The columns of leaves that are split no further are not read again.
            boolean last =
                    leaves >= most || settings.maxDepth() > 0 && batch.getLast().depth + 1 >= settings.maxDepth();
            split(batch, nodes, drawn, last, loop);
            List<ExactNode> children = new ArrayList<>();
            for (ExactNode node : batch) {
                for (ExactNode child : new ExactNode[] {node.left, node.right}) {
                    if (child != null && (settings.maxDepth() == 0 || child.depth < settings.maxDepth())) {
                        children.add(child);
                    }
                }
            }
            if (leaves < most) {
                evaluate(children, open, loop);
            }
        }
        for (ExactNode node : nodes.reversed()) {
            prune(node);
        }
        return new ExactGrown(root, nodes.size(), nodeOf.clone(), features, settings, search, loop);
    }

    private Parallel work(Parallel loop, double rows) {
        return loop.forWork(5 * rows * lists);
    }

    /// Copies the entries of the rows that take part; returns how many.
    private int fill(int c, boolean @Nullable [] sampled) {
        long[] to = entries[0][c];
        if (c == columns.columns) {
            int count = 0;
            for (int i = 0; i < columns.rows; i++) {
                if (sampled == null || sampled[i]) {
                    to[count++] = i;
                }
            }
            return count;
        }
        long[] from = columns.entries[c];
        if (sampled == null) {
            System.arraycopy(from, 0, to, 0, from.length);
            return from.length;
        }
        int count = 0;
        for (long entry : from) {
            if (sampled[(int) entry]) {
                to[count++] = entry;
            }
        }
        return count;
    }

    /// The leaves to split next: the best one, or all of the least depth, the best ones if there is no room for all.
    private List<ExactNode> next(List<ExactNode> open, int room) {
        Comparator<ExactNode> byNumber = Comparator.comparingInt(node -> node.id);
        Comparator<ExactNode> byGain = Comparator.<ExactNode>comparingDouble(
                        node -> node.split == null ? 0 : -(float) node.split.gain())
                .thenComparing(byNumber);
        List<ExactNode> batch;
        if (settings.growth() == Growth.LEAF_WISE && settings.maxLeaves() > 0) {
            batch = open.stream().sorted(byGain).limit(1).toList();
        } else {
            int depth = open.stream().mapToInt(node -> node.depth).min().orElse(0);
            batch = open.stream()
                    .filter(node -> node.depth == depth)
                    .sorted(byGain)
                    .limit(room)
                    .sorted(byNumber)
                    .toList();
        }
        open.removeAll(batch);
        return batch;
    }

    private void evaluate(List<ExactNode> nodes, List<ExactNode> open, Parallel loop) {
        if (nodes.isEmpty()) {
            return;
        }
        @Nullable ExactSplit[][] found = new @Nullable ExactSplit[columns.columns][nodes.size()];
        double rows = nodes.stream().mapToDouble(ExactNode::rows).sum();
        work(loop, rows).run(columns.columns, c -> {
            for (int k = 0; k < nodes.size(); k++) {
                ExactNode node = nodes.get(k);
                if ((node.allowed == null || node.allowed[c]) && mayBeSplit(node)) {
                    found[c][k] = search.find(node, c, entries[node.flipped ? 1 : 0][c], pairs);
                }
            }
        });
        for (int k = 0; k < nodes.size(); k++) {
            ExactNode node = nodes.get(k);
            for (int c = 0; c < columns.columns; c++) {
                node.split = ExactSplit.better(node.split, found[c][k]);
            }
            if (node.split != null) {
                open.add(node);
            }
        }
    }

    private boolean mayBeSplit(ExactNode node) {
        return node.rows() >= Math.max(2, 2L * settings.minRows()) && node.hessian >= 2 * settings.minChildWeight();
    }

    /// @param last whether the children are leaves for good
    private void split(
            List<ExactNode> batch, List<ExactNode> nodes, ColumnSampling drawn, boolean last, Parallel loop) {
        double rows = batch.stream().mapToDouble(ExactNode::rows).sum();
        int[][] middle = new int[batch.size()][lists];
        loop.forWork(5 * rows).run(batch.size(), k -> {
            mark(batch.get(k));
            part(batch.get(k), lists - 1, middle[k]);
        });
        work(loop, rows).run(last ? 0 : lists - 1, c -> {
            for (int k = 0; k < batch.size(); k++) {
                part(batch.get(k), c, middle[k]);
            }
        });
        for (int k = 0; k < batch.size(); k++) {
            ExactNode node = batch.get(k);
            ExactSplit split = split(node);
            ExactNode left = new ExactNode(
                    nodes.size(),
                    node.depth + 1,
                    node.from,
                    middle[k],
                    !node.flipped,
                    split.leftGradient(),
                    split.leftHessian());
            ExactNode right = new ExactNode(
                    nodes.size() + 1,
                    node.depth + 1,
                    middle[k],
                    node.to,
                    !node.flipped,
                    node.gradient - split.leftGradient(),
                    node.hessian - split.leftHessian());
            node.left = left;
            node.right = right;
            nodes.add(left);
            nodes.add(right);
            bound(node, left, right, split.feature());
            long[] list = entries[left.flipped ? 1 : 0][lists - 1];
            for (ExactNode child : new ExactNode[] {left, right}) {
                for (int i = child.from[lists - 1]; i < child.to[lists - 1]; i++) {
                    nodeOf[(int) list[i]] = child.id;
                }
                if (node.path != null) {
                    child.path = node.path.clone();
                    child.path[split.feature()] = true;
                }
                child.allowed = drawn.of(child.id, child.depth, child.path);
            }
        }
    }

    private static ExactSplit split(ExactNode node) {
        if (node.split == null) {
            throw new IllegalStateException("only nodes with a split are split");
        }
        return node.split;
    }

    /// Writes the side of each row of the node: 1 for the left.
    private void mark(ExactNode node) {
        ExactSplit split = split(node);
        int f = split.feature();
        long[] own = entries[node.flipped ? 1 : 0][lists - 1];
        int zero = columns.zero[f];
        byte ofZero = (byte) (zero >= 0 && zero < split.rank() ? 1 : 0);
        if (zero >= 0) {
            for (int i = node.from[lists - 1]; i < node.to[lists - 1]; i++) {
                side[(int) own[i]] = ofZero;
            }
        }
        long[] list = entries[node.flipped ? 1 : 0][f];
        int missing = columns.distinct[f].length;
        byte ofMissing = (byte) (split.missingLeft() ? 1 : 0);
        for (int i = node.from[f]; i < node.to[f]; i++) {
            int rank = (int) (list[i] >>> 32);
            side[(int) list[i]] = rank == missing ? ofMissing : (byte) (rank < split.rank() ? 1 : 0);
        }
    }

    /// Parts the entries of a column, or the rows themselves first of all, by the side of their rows, in their order.
    private void part(ExactNode node, int c, int[] middle) {
        int now = node.flipped ? 1 : 0;
        int start = node.from[c];
        int end = node.to[c];
        long[] from = entries[now][c];
        int own = lists - 1;
        int left;
        if (c != own && end - start == node.rows()) {
            left = start + middle[own] - node.from[own];
        } else {
            left = start;
            for (int i = start; i < end; i++) {
                left += side[(int) from[i]];
            }
        }
        part(from, start, end, left, side, entries[1 - now][c]);
        middle[c] = left;
    }

    // Which side comes next is as good as random, so it is no branch.
    private static void part(long[] from, int start, int end, int left, byte[] side, long[] to) {
        int at = start;
        int right = left;
        for (int i = start; i < end; i++) {
            long entry = from[i];
            int goesLeft = side[(int) entry];
            to[right ^ (at ^ right) & -goesLeft] = entry;
            at += goesLeft;
            right += 1 - goesLeft;
        }
    }

    private void bound(ExactNode node, ExactNode left, ExactNode right, int feature) {
        left.least = node.least;
        left.most = node.most;
        right.least = node.least;
        right.most = node.most;
        int direction = settings.isMonotone() ? settings.monotone()[feature] : 0;
        if (direction == 0) {
            return;
        }
        double middle =
                (search.weight(node, left.gradient, left.hessian) + search.weight(node, right.gradient, right.hessian))
                        / 2;
        if (direction > 0) {
            left.most = middle;
            right.least = middle;
        } else {
            left.least = middle;
            right.most = middle;
        }
    }

    /// Takes back a split of less than γ whose children are leaves.
    private void prune(ExactNode node) {
        if (node.left != null
                && node.right != null
                && node.left.left == null
                && node.right.left == null
                && split(node).gain() < settings.gamma()) {
            node.left = null;
            node.right = null;
        }
    }
}
