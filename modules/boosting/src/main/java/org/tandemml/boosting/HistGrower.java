package org.tandemml.boosting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Grows trees on binned features: a histogram of packed derivatives for each node, the smaller child's built from its
/// rows and the larger one's by subtraction from the parent's.
///
/// **Source**: Ke et al., *LightGBM*, NIPS 2017, section 2; Shi et al., *Quantized training of gradient boosting
/// decision trees*, NeurIPS 2022, for integer gradients. **Cost**: O(rows of the smaller child × features / 8 passes)
/// and O(bins) a split. **Determinism**: sums are of integers, so the tree does not depend on the number of threads.
final class HistGrower implements TreeGrower {
    /// Additions that are worth a further thread: 4 µs, where calling one that is awake takes one.
    private static final int WORTHWHILE = 5_000;
    /// Cells that are worth a thread each: in smaller trees nodes with enough work for it are too few, and the compiler
    /// needs the other processors while fits are short.
    private static final long CELLS_A_THREAD = 125_000;
    /// The same for lanes, two blocks of rows.
    private static final int ROWS_A_LANE = 2 * Derivatives.BLOCK;

    private final DenseBins bins;
    private final TreeSettings settings;
    private final RowLists lists;
    private final HistogramBuilder builder;
    private final SplitFinder finder;
    private final HistogramPool pool;
    private final int threads;
    /// Additions that are worth all threads.
    private final long worthwhile;
    private final SplitFinder.Scratch[] scratch;
    private final int[] taskBounds;
    private final char[] marks;

    /// @param most threads that may grow one tree
    HistGrower(DenseBins bins, TreeSettings settings, int most) {
        this.bins = bins;
        this.settings = settings;
        threads = (int) Math.clamp((long) bins.rows * bins.members.length / CELLS_A_THREAD, 1, most);
        worthwhile = (long) WORTHWHILE * (threads - 1);
        lists = new RowLists(bins.rows, Math.clamp(bins.rows / ROWS_A_LANE, 1, threads));
        taskBounds = taskBounds(bins, threads);
        int tasks = taskBounds.length - 1;
        builder = new HistogramBuilder(bins, lists, tasks);
        finder = new SplitFinder(settings, bins);
        marks = bins.marks();
        pool = new HistogramPool(bins.totalSlots, lists.lanes);
        scratch = new SplitFinder.Scratch[tasks];
        Arrays.setAll(scratch, k -> new SplitFinder.Scratch());
    }

    /// Where the columns of each task begin: groups of eight byte columns, then char columns, about the same slots.
    private static int[] taskBounds(DenseBins bins, int threads) {
        if (bins.sparse != null) {
            return bins.sparse.chunkAt;
        }
        int units = bins.groups() + bins.chars.length;
        int tasks = Math.max(1, Math.min(units, threads));
        int[] bounds = new int[tasks + 1];
        for (int k = 1; k <= tasks; k++) {
            int unit = (int) ((long) units * k / tasks);
            bounds[k] = unit <= bins.groups() ? Math.min(8 * unit, bins.narrow) : bins.narrow + unit - bins.groups();
        }
        return bounds;
    }

    @Override
    public Grown grow(double[] gradient, double[] hessian, int offset, RoundContext round) {
        return grow(new Derivatives.OfArrays(gradient, hessian, offset), round);
    }

    HistGrown grow(Derivatives derivatives, RoundContext round) {
        Parallel loop = round.loop();
        int rounding = (int) round.seed().child("rounding").value();
        long[] sum = new long[1];
        int[] ends = lists.fill(
                derivatives, new RowLists.Source(bins.rows, round.sampled(), rounding, round.where(), loop), sum);
        finder.units(lists.gradientUnit, lists.hessianUnit, Derivatives.isCoarse(bins.rows));
        ColumnSampling columns = new ColumnSampling(settings, bins.features.length, round.seed());
        builder.choose(columns.ofTree());
        GrowingTree tree = new GrowingTree();
        GrowingNode root = new GrowingNode(0, 0, Arrays.copyOf(lists.laneAt, lists.lanes), ends, false, sum[0]);
        root.path = settings.interactions() == null ? null : new boolean[bins.features.length];
        root.allowed = columns.of(0, 0, null);
        tree.addRoot(root);
        PriorityQueue<GrowingNode> open = new PriorityQueue<>(order());
        pool.evictFrom(open);
        if (maySplit(root, 1)) {
            evaluate(root, null, null, loop);
            offer(root, open);
        }
        int most = settings.maxLeaves() == 0 ? Integer.MAX_VALUE : settings.maxLeaves();
        while (!open.isEmpty() && tree.leaves < most) {
            GrowingNode node = open.poll();
            split(node, tree, columns, tree.leaves + 1 < most, open, loop);
        }
        for (GrowingNode node : open) {
            pool.give(node);
        }
        return new HistGrown(bins, lists, tree, tree.tree(finder, bins.features, settings.learningRate()), round);
    }

    private Comparator<GrowingNode> order() {
        Comparator<GrowingNode> byNumber = Comparator.comparingInt(n -> n.id);
        return settings.growth() == Growth.DEPTH_WISE
                ? byNumber
                : Comparator.<GrowingNode>comparingDouble(n -> n.split == null ? 0 : -n.split.rank)
                        .thenComparing(byNumber);
    }

    private boolean maySplit(GrowingNode node, int leaves) {
        return finder.mayBeSplit(node)
                && (settings.maxDepth() == 0 || node.depth < settings.maxDepth())
                && (settings.maxLeaves() == 0 || leaves < settings.maxLeaves());
    }

    private void offer(GrowingNode node, PriorityQueue<GrowingNode> open) {
        if (node.split != null) {
            open.add(node);
        } else {
            pool.give(node);
        }
    }

    /// Splits a node; unless the tree is full then, looks how its children may be split.
    private void split(
            GrowingNode node,
            GrowingTree tree,
            ColumnSampling columns,
            boolean more,
            PriorityQueue<GrowingNode> open,
            Parallel loop) {
        Split split = node.split;
        if (split == null) {
            throw new IllegalStateException("only nodes with a split are split");
        }
        int[] middle = partition(node, split, loop);
        int id = tree.nodes.size();
        GrowingNode left = new GrowingNode(id, node.depth + 1, node.from, middle, !node.flipped, split.leftSum);
        GrowingNode right = new GrowingNode(id + 1, node.depth + 1, middle, node.to, !node.flipped, split.rightSum);
        tree.addChildren(node, left, right);
        bound(node, split, left, right);
        if (node.path != null) {
            left.path = node.path.clone();
            left.path[split.feature] = true;
            right.path = left.path;
        }
        boolean leftOpen = more && maySplit(left, tree.leaves);
        boolean rightOpen = more && maySplit(right, tree.leaves);
        if (!leftOpen && !rightOpen) {
            pool.give(node);
            return;
        }
        left.allowed = leftOpen ? columns.of(left.id, left.depth, left.path) : null;
        right.allowed = rightOpen ? columns.of(right.id, right.depth, right.path) : null;
        left.open = leftOpen;
        right.open = rightOpen;
        GrowingNode small = left.rows <= right.rows ? left : right;
        GrowingNode large = small == left ? right : left;
        long[] parent = node.histogram;
        node.histogram = null;
        if (parent == null) {
            if (small.open) {
                evaluate(small, null, null, loop);
            }
            if (large.open) {
                evaluate(large, null, null, loop);
            }
        } else if (large.open) {
            evaluate(small, large, parent, loop);
        } else {
            pool.give(parent);
            evaluate(small, null, null, loop);
        }
        for (GrowingNode child : new GrowingNode[] {left, right}) {
            if (child.open) {
                offer(child, open);
            } else {
                pool.give(child);
            }
        }
    }

    /// Monotone constraints: the middle of the children's values bounds what grows below them.
    private void bound(GrowingNode node, Split split, GrowingNode left, GrowingNode right) {
        left.least = node.least;
        left.most = node.most;
        right.least = node.least;
        right.most = node.most;
        int direction = settings.isMonotone() ? settings.monotone()[split.feature] : 0;
        if (direction == 0) {
            return;
        }
        double middle = (finder.weight(split.leftSum, node.least, node.most)
                        + finder.weight(split.rightSum, node.least, node.most))
                / 2;
        if (direction > 0) {
            left.most = middle;
            right.least = middle;
        } else {
            left.least = middle;
            right.most = middle;
        }
    }

    private int[] partition(GrowingNode node, Split split, Parallel loop) {
        byte[] sides = bins.sides(split);
        int c = bins.column[split.feature];
        char[] cells = c < bins.narrow ? marks : bins.cells(c, marks);
        int[] middle = new int[lists.lanes];
        Parallel workers = node.rows > worthwhile ? loop : Parallel.SEQUENTIAL;
        workers.run(lists.lanes, t -> {
            middle[t] = c < bins.narrow
                    ? lists.partition(node.flipped, node.from[t], node.to[t], bins.bytes[c], sides)
                    : lists.partition(node.flipped, node.from[t], node.to[t], cells, sides);
        });
        return middle;
    }

    /// Builds the histogram of `small`, takes it off that of its parent, which becomes that of `large`, and looks for
    /// the best split of both, unless they are closed.
    private void evaluate(GrowingNode small, @Nullable GrowingNode large, long @Nullable [] parent, Parallel loop) {
        boolean contiguous = small.depth == 0 && lists.complete;
        boolean byLanes = builder.byLanes(small);
        long[] built = pool.take();
        small.histogram = built;
        if (large != null) {
            large.histogram = parent;
        }
        if (byLanes) {
            builder.buildLanes(small, contiguous, loop);
        }
        double work =
                (byLanes ? 0.0 : (double) small.rows * Math.min(100, bins.members.length)) + 4.0 * bins.totalSlots;
        boolean parallel = threads > 1 && work > worthwhile;
        int tasks = parallel ? taskBounds.length - 1 : 1;
        @Nullable Split[] ofSmall = new @Nullable Split[tasks];
        @Nullable Split[] ofLarge = new @Nullable Split[tasks];
        (parallel ? loop : Parallel.SEQUENTIAL).run(tasks, k -> {
            int c0 = parallel ? taskBounds[k] : 0;
            int c1 = parallel ? taskBounds[k + 1] : bins.members.length;
            if (byLanes) {
                builder.merge(built, c0, c1);
            } else {
                Arrays.fill(built, bins.slotAt[c0], bins.slotAt[c1], 0);
                builder.build(small, c0, c1, contiguous, built, k);
            }
            if (small.open) {
                ofSmall[k] = finder.find(small, built, c0, c1, scratch[k]);
            }
            if (large != null && parent != null) {
                for (int s = bins.slotAt[c0]; s < bins.slotAt[c1]; s++) {
                    parent[s] -= built[s];
                }
                ofLarge[k] = finder.find(large, parent, c0, c1, scratch[k]);
            }
        });
        for (int k = 0; k < tasks; k++) {
            small.split = Split.better(small.split, ofSmall[k]);
            if (large != null) {
                large.split = Split.better(large.split, ofLarge[k]);
            }
        }
        if (settings.minRows() > 1) {
            withEnoughRows(small);
            if (large != null) {
                withEnoughRows(large);
            }
        }
    }

    /// Histograms do not count rows. Where a split would leave a child too few, rows are counted and the search done
    /// again.
    private void withEnoughRows(GrowingNode node) {
        Split split = node.split;
        if (split == null || node.histogram == null) {
            return;
        }
        int left = RowCounts.left(bins, lists, node, split, marks);
        if (left >= settings.minRows() && node.rows - left >= settings.minRows()) {
            return;
        }
        Split best = null;
        SplitFinder.Scratch mine = scratch[0];
        for (int f = 0; f < bins.features.length; f++) {
            if (node.allowed == null || node.allowed[f]) {
                mine.atLeast(bins.features[f].bins() + 2);
                bins.extract(node.histogram, f, node.sum, mine.sums);
                int[] counts = RowCounts.ofBins(bins, lists, node, f, marks);
                best = Split.better(best, finder.find(node, f, mine.sums, 0, counts, finder.threshold(node), mine));
            }
        }
        node.split = best;
    }

    boolean isReorderable() {
        return bins.sparse == null;
    }

    /// Rearranges all rows by the leaves of a tree; returns where each row now at place i was.
    int[] reorder(HistGrown grown, Parallel loop) {
        int[] order = grown.rowsByLeaf();
        bins.reorder(order, loop);
        return order;
    }
}
