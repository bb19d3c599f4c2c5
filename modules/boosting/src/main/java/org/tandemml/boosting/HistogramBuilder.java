package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Parallel;

/// Builds the histogram of a node from its rows: for each column and cell value the packed sum of the rows that have
/// it.
///
/// Large nodes are cut by lanes of rows, and the lanes' histograms are added up; small ones by groups of eight columns,
/// which need no adding up. Rows are gathered 8,192 at a time into a buffer that the groups then read one after the
/// other, see [BinKernels].
final class HistogramBuilder {
    private static final int GATHER = 8_192;
    /// Fewer rows than this are added to the result directly.
    private static final int DIRECT = 1024;
    /// Most rows that a node must have to be worth a histogram a lane; fewer where histograms are small.
    private static final int BY_LANES = 16_384;

    private final DenseBins bins;
    private final RowLists lists;
    private final Scratch[] scratch;
    private final long[][] laneHistograms;
    private final boolean[] active;

    /// What one thread needs.
    private static final class Scratch {
        final long[] words;
        final long[] sums;

        Scratch(int rows) {
            words = new long[4 * rows];
            sums = new long[rows];
        }
    }

    HistogramBuilder(DenseBins bins, RowLists lists, int threads) {
        this.bins = bins;
        this.lists = lists;
        scratch = new Scratch[Math.max(threads, lists.lanes)];
        laneHistograms = new long[lists.lanes][];
        active = new boolean[bins.groups()];
    }

    /// Leaves out groups of columns none of whose features may split the next tree; null for all.
    void choose(boolean @Nullable [] features) {
        Arrays.fill(active, true);
        for (int g = 0; features != null && g < active.length; g++) {
            active[g] = false;
            for (int c = 8 * g; c < Math.min(8 * g + 8, bins.narrow); c++) {
                for (int f : bins.members[c]) {
                    active[g] |= features[f];
                }
            }
        }
    }

    /// Whether a node is cut by lanes.
    boolean byLanes(GrowingNode node) {
        return lists.lanes > 1 && node.rows >= Math.min(BY_LANES, 2L * bins.totalSlots + 2048) && bins.sparse == null;
    }

    /// Fills a histogram for each lane; [#merge] adds them up.
    void buildLanes(GrowingNode node, boolean contiguous, Parallel loop) {
        loop.run(lists.lanes, t -> {
            long[] histogram = laneHistograms[t];
            if (histogram == null) {
                histogram = new long[bins.totalSlots];
                laneHistograms[t] = histogram;
            } else {
                Arrays.fill(histogram, 0);
            }
            build(node, t, t + 1, 0, bins.members.length, contiguous, histogram, scratch(t, GATHER));
        });
    }

    /// Writes the sum of the lanes' histograms over columns `c0 .. c1 - 1`.
    void merge(long[] histogram, int c0, int c1) {
        int from = bins.slotAt[c0];
        int to = bins.slotAt[c1];
        System.arraycopy(laneHistograms[0], from, histogram, from, to - from);
        for (int t = 1; t < laneHistograms.length; t++) {
            long[] part = laneHistograms[t];
            for (int s = from; s < to; s++) {
                histogram[s] += part[s];
            }
        }
    }

    /// Adds all rows of a node to columns `c0 .. c1 - 1`, where c0 is a multiple of 8, of a histogram that is zero.
    ///
    /// @param task numbers what runs at once, so that each has its own memory
    void build(GrowingNode node, int c0, int c1, boolean contiguous, long[] histogram, int task) {
        int rows = Math.min(GATHER, Math.max(64, node.rows));
        build(node, 0, lists.lanes, c0, c1, contiguous, histogram, scratch(task, rows));
    }

    private Scratch scratch(int task, int rows) {
        Scratch mine = scratch[task];
        if (mine == null || mine.sums.length < rows) {
            mine = new Scratch(Math.max(rows, Math.min(GATHER, lists.rows)));
            scratch[task] = mine;
        }
        return mine;
    }

    private void build(
            GrowingNode node, int t0, int t1, int c0, int c1, boolean contiguous, long[] histogram, Scratch mine) {
        SparseCells sparse = bins.sparse;
        if (sparse != null) {
            int k0 = Arrays.binarySearch(sparse.chunkAt, c0);
            int k1 = Arrays.binarySearch(sparse.chunkAt, c1);
            sparse.add(lists, node, k0, k1, histogram);
            return;
        }
        int narrowEnd = Math.min(c1, bins.narrow);
        long[] entries = lists.entries(node.flipped);
        for (int t = t0; t < t1; t++) {
            int step = mine.sums.length;
            for (int from = node.from[t]; from < node.to[t]; from += step) {
                int count = Math.min(step, node.to[t] - from);
                long[] sums = mine.sums;
                for (int i = 0; i < count; i++) {
                    sums[i] = lists.packed(entries[from + i]);
                }
                for (int c = c0; c < narrowEnd; c = Math.min(narrowEnd, (c / 32 + 1) * 32)) {
                    int end = Math.min(narrowEnd, (c / 32 + 1) * 32);
                    if (contiguous && count >= DIRECT) {
                        runs(t, from, count, c, end, sums, histogram);
                    } else {
                        scattered(entries, from, count, c, end, mine, histogram);
                    }
                }
            }
            for (int c = Math.max(c0, bins.narrow); c < c1; c++) {
                BinKernels.wide(
                        lists,
                        node.flipped,
                        node.from[t],
                        node.to[t],
                        bins.chars[c - bins.narrow],
                        histogram,
                        bins.slotAt[c]);
            }
        }
    }

    /// The columns c0 … c1 − 1 of one chunk for rows that lie in blocks one after the other.
    private void runs(int lane, int from, int count, int c0, int c1, long[] sums, long[] histogram) {
        int block = Derivatives.BLOCK;
        int done = from - lists.laneAt[lane];
        int firstRow = (lane + done / block * lists.lanes) * block;
        long[] words = bins.words[c0 / 32];
        int w = bins.width[c0 / 32];
        int jump = lists.lanes * block * w;
        for (int c = c0; c < c1; c += 8) {
            if (!active[c / 8]) {
                continue;
            }
            int columns = Math.min(8, c1 - c);
            int at = firstRow * w + c % 32 / 8;
            if (columns > 4) {
                BinKernels.eight(words, at, w, block, jump, count, sums, histogram, bins.slotAt, c, columns);
            } else {
                BinKernels.four(words, at, w, block, jump, count, sums, histogram, bins.slotAt, c, columns);
            }
        }
    }

    /// The same for rows anywhere.
    private void scattered(long[] entries, int from, int count, int c0, int c1, Scratch mine, long[] histogram) {
        long[] words = bins.words[c0 / 32];
        int w = bins.width[c0 / 32];
        int g0 = c0 % 32 / 8;
        int groups = (c1 - c0 + 7) / 8;
        long[] buffer = mine.words;
        // Rows of three groups have the width of four, and one copy of four longs is quicker than three of one.
        boolean whole = groups >= 3;
        int step = whole ? 4 : groups;
        if (whole) {
            RowGather.four(words, entries, from, count, lists.rowMask, buffer);
        } else {
            RowGather.some(words, w, g0, groups, entries, from, count, lists.rowMask, buffer);
        }
        for (int c = c0; c < c1; c += 8) {
            if (!active[c / 8]) {
                continue;
            }
            int columns = Math.min(8, c1 - c);
            int at = (c - c0) / 8 + (whole ? g0 : 0);
            if (count < DIRECT) {
                BinKernels.direct(buffer, at, step, count, mine.sums, histogram, bins.slotAt, c, columns);
            } else if (columns > 4) {
                BinKernels.eight(buffer, at, step, count, 0, count, mine.sums, histogram, bins.slotAt, c, columns);
            } else {
                BinKernels.four(buffer, at, step, count, 0, count, mine.sums, histogram, bins.slotAt, c, columns);
            }
        }
    }
}
