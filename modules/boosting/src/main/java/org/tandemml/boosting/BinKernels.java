package org.tandemml.boosting;

/// The innermost loops: adding packed gradients to histograms.
///
/// The histogram of eight columns is an array made inside the method: its constant length lets the compiler leave out
/// the range check of an index masked to it (0.55 → 0.40 ns an addition), and its 16 KB stay in the first cache.
final class BinKernels {
    private BinKernels() {}

    /// Adds rows to the histograms of eight columns whose cells are the bytes of one long a row.
    ///
    /// The longs are read in runs: `run` of them `step` apart, the next run `jump` after the start of the last.
    ///
    /// @param sums packed sums of the rows, from place 0
    /// @param slotAt where the histogram of column `c` begins in `out`
    static void eight(
            long[] words,
            int at,
            int step,
            int run,
            int jump,
            int count,
            long[] sums,
            long[] out,
            int[] slotAt,
            int c,
            int columns) {
        long[] h = new long[2048];
        for (int from = 0, start = at; from < count; from += run, start += jump) {
            int end = Math.min(count, from + run);
            for (int i = from, p = start; i < end; i++, p += step) {
                long b = words[p];
                long v = sums[i];
                h[(int) b & 255] += v;
                h[256 + ((int) (b >>> 8) & 255)] += v;
                h[512 + ((int) (b >>> 16) & 255)] += v;
                h[768 + ((int) (b >>> 24) & 255)] += v;
                h[1024 + ((int) (b >>> 32) & 255)] += v;
                h[1280 + ((int) (b >>> 40) & 255)] += v;
                h[1536 + ((int) (b >>> 48) & 255)] += v;
                h[1792 + ((int) (b >>> 56) & 255)] += v;
            }
        }
        flush(h, out, slotAt, c, columns);
    }

    /// [#eight] for at most four columns.
    static void four(
            long[] words,
            int at,
            int step,
            int run,
            int jump,
            int count,
            long[] sums,
            long[] out,
            int[] slotAt,
            int c,
            int columns) {
        long[] h = new long[1024];
        for (int from = 0, start = at; from < count; from += run, start += jump) {
            int end = Math.min(count, from + run);
            for (int i = from, p = start; i < end; i++, p += step) {
                long b = words[p];
                long v = sums[i];
                h[(int) b & 255] += v;
                h[256 + ((int) (b >>> 8) & 255)] += v;
                h[512 + ((int) (b >>> 16) & 255)] += v;
                h[768 + ((int) (b >>> 24) & 255)] += v;
            }
        }
        flush(h, out, slotAt, c, columns);
    }

    private static void flush(long[] h, long[] out, int[] slotAt, int c, int columns) {
        for (int k = 0; k < columns; k++) {
            int to = slotAt[c + k];
            int count = slotAt[c + k + 1] - to;
            int from = 256 * k;
            for (int s = 0; s < count; s++) {
                out[to + s] += h[from + s];
            }
        }
    }

    /// Adds few rows, without a histogram in between.
    static void direct(
            long[] words, int at, int step, int count, long[] sums, long[] out, int[] slotAt, int c, int columns) {
        if (columns == 8) {
            int o0 = slotAt[c];
            int o1 = slotAt[c + 1];
            int o2 = slotAt[c + 2];
            int o3 = slotAt[c + 3];
            int o4 = slotAt[c + 4];
            int o5 = slotAt[c + 5];
            int o6 = slotAt[c + 6];
            int o7 = slotAt[c + 7];
            for (int i = 0, p = at; i < count; i++, p += step) {
                long b = words[p];
                long v = sums[i];
                out[o0 + ((int) b & 255)] += v;
                out[o1 + ((int) (b >>> 8) & 255)] += v;
                out[o2 + ((int) (b >>> 16) & 255)] += v;
                out[o3 + ((int) (b >>> 24) & 255)] += v;
                out[o4 + ((int) (b >>> 32) & 255)] += v;
                out[o5 + ((int) (b >>> 40) & 255)] += v;
                out[o6 + ((int) (b >>> 48) & 255)] += v;
                out[o7 + ((int) (b >>> 56) & 255)] += v;
            }
            return;
        }
        for (int i = 0, p = at; i < count; i++, p += step) {
            long b = words[p];
            long v = sums[i];
            for (int k = 0; k < columns; k++) {
                out[slotAt[c + k] + ((int) b & 255)] += v;
                b >>>= 8;
            }
        }
    }

    /// Adds the rows of entries to the histogram of one column of chars.
    static void wide(RowLists lists, boolean flipped, int from, int to, char[] column, long[] out, int at) {
        long[] entries = lists.entries(flipped);
        for (int i = from; i < to; i++) {
            long entry = entries[i];
            out[at + column[lists.row(entry)]] += lists.packed(entry);
        }
    }
}
