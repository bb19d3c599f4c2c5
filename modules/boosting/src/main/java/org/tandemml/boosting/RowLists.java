package org.tandemml.boosting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;

/// The rows of each node of a growing tree, and with each row its gradient and Hessian, so that neither is looked up
/// again: an entry is a long of gradient, Hessian and row number.
///
/// Rows belong to **lanes**, at most one a thread, by blocks of 4096 dealt in turn; a node has a segment in each lane,
/// which a
/// thread splits alone. The lanes change neither the sums nor the tree, see [Derivatives].
final class RowLists {
    private static final int BLOCK = Derivatives.BLOCK;
    /// What a row costs in passes over all of them, in floating-point operations: memory is what takes the time.
    static final double ROW_COST = 40;

    private static final double BIAS = 1 << 30;
    /// The numbers 0 … 4095: a loop that reads them turns into vector code, one that counts does not.
    private static final int[] PLACES = places();

    final int rows;
    final int lanes;
    /// Where each lane begins in the arrays.
    final int[] laneAt;
    final int rowBits;
    final long rowMask;
    private final int gradientShift;
    private final long hessianMask;
    private long[] front;
    private long[] back;
    /// Whether the last fill took all rows, so that lanes hold runs of consecutive rows.
    boolean complete;
    double gradientUnit;
    double hessianUnit;

    RowLists(int rows, int lanes) {
        this.rows = rows;
        this.lanes = lanes;
        laneAt = new int[lanes + 1];
        int blocks = (rows + BLOCK - 1) / BLOCK;
        for (int b = 0; b < blocks; b++) {
            laneAt[b % lanes + 1] += Math.min(BLOCK, rows - b * BLOCK);
        }
        for (int t = 0; t < lanes; t++) {
            laneAt[t + 1] += laneAt[t];
        }
        rowBits = Math.max(1, 32 - Integer.numberOfLeadingZeros(rows));
        rowMask = (1L << rowBits) - 1;
        int hessianBits = Math.min(29, (64 - rowBits) / 2);
        gradientShift = rowBits + hessianBits;
        hessianMask = (1L << hessianBits) - 1;
        front = new long[rows];
        back = new long[rows];
    }

    /// Which rows a tree is grown from.
    ///
    /// @param sampled which rows take part, null for all
    /// @param seed of the rounding
    /// @param where the round and output, for errors
    @SuppressWarnings("ArrayRecordComponent")
    record Source(int rows, boolean @Nullable [] sampled, int seed, String where, Parallel loop) {
        boolean has(int row) {
            return sampled == null || sampled[row];
        }

        InputException insane(int from, double[] g, double[] h) {
            for (int i = 0; i < g.length; i++) {
                if (has(from + i) && (!Double.isFinite(g[i]) || !(h[i] >= 0) || Double.isInfinite(h[i]))) {
                    return Derivatives.insane(where, from + i, g[i], h[i]);
                }
            }
            return new InputException(where + ": the sum of gradients or Hessians overflows: scale the target down");
        }
    }

    long[] entries(boolean flipped) {
        return flipped ? back : front;
    }

    /// The packed sum of an entry.
    long packed(long entry) {
        return ((entry >> gradientShift) << 32) + (entry >>> rowBits & hessianMask);
    }

    int row(long entry) {
        return (int) (entry & rowMask);
    }

    /// Fills the lanes for a new tree and returns the end of each; `sum[0]` receives the packed sum of all rows.
    int[] fill(Derivatives derivatives, Source source, long[] sum) {
        double[] bounds = derivatives.bounds(source);
        double g = scale(bounds[0], bounds[1], (1L << 31) - 1, (1L << Math.min(29, 63 - gradientShift)) - 1);
        double h = scale(bounds[2], bounds[3], (1L << 32) - 1, hessianMask);
        gradientUnit = 1 / g;
        hessianUnit = 1 / h;
        complete = source.sampled() == null;
        int[] ends = new int[lanes];
        long[] sums = new long[lanes];
        source.loop().forWork(ROW_COST * rows).run(lanes, t -> fill(derivatives, source, t, g, h, ends, sums));
        for (long part : sums) {
            sum[0] += part;
        }
        return ends;
    }

    /// The largest power of two that keeps the sum below `total` and each below `each`, rounding up included.
    private double scale(double sum, double largest, long total, long each) {
        if (!(largest > 0)) {
            return 1;
        }
        double bound = Math.min((total - Math.min(rows, total / 2)) / sum, (each - 1) / largest);
        // Beyond this neither the scale nor its inverse would be a normal number.
        int exponent = Math.clamp(Math.getExponent(bound), -1000, 1000);
        return Math.scalb(1.0, exponent);
    }

    private void fill(
            Derivatives derivatives, Source source, int lane, double gScale, double hScale, int[] ends, long[] sums) {
        double[] g = new double[BLOCK];
        double[] h = new double[BLOCK];
        double[] up = new double[BLOCK];
        double[] hUp = new double[BLOCK];
        int[] q = new int[BLOCK];
        int[] r = new int[BLOCK];
        int to = laneAt[lane];
        long sum = 0;
        // Rounds down after a half, or after a number between 0 and 1 that is as good as random.
        Arrays.fill(up, 0.5);
        Arrays.fill(hUp, 0.5);
        for (int from = lane * BLOCK; from < rows && from >= 0; from += lanes * BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            derivatives.block(from, from + count, g, h);
            if (Derivatives.isCoarse(rows)) {
                dither(up, hUp, q, from, count, source.seed());
            }
            rounded(g, up, gScale, count, q);
            rounded(h, hUp, hScale, count, r);
            boolean[] sampled = source.sampled();
            if (sampled == null) {
                sum += pack(q, r, from, count, to);
                to += count;
                continue;
            }
            for (int i = 0; i < count; i++) {
                if (sampled[from + i]) {
                    long gradient = q[i];
                    long hessian = r[i];
                    front[to++] = gradient << gradientShift | hessian << rowBits | (from + i);
                    sum += (gradient << 32) + hessian;
                }
            }
        }
        ends[lane] = to;
        sums[lane] = sum;
    }

    private static int[] places() {
        int[] places = new int[BLOCK];
        Arrays.setAll(places, i -> i);
        return places;
    }

    /// Writes the entries of rows `from …` and returns their sum.
    private long pack(int[] q, int[] r, int from, int count, int to) {
        entries(q, r, from, count, gradientShift, rowBits, front, to);
        return sum(q, r, count);
    }

    private static void entries(int[] q, int[] r, int from, int count, int gShift, int hShift, long[] out, int to) {
        for (int i = 0; i < count; i++) {
            long g = q[i];
            long h = r[i];
            long row = PLACES[i] + from;
            out[to + i] = g << gShift | h << hShift | row;
        }
    }

    private static long sum(int[] q, int[] r, int count) {
        long g = 0;
        long h = 0;
        for (int i = 0; i < count; i++) {
            g += q[i];
            h += r[i];
        }
        return (g << 32) + h;
    }

    /// The casts of positive numbers cut off their fraction: all of it turns into vector code.
    private static void rounded(double[] x, double[] up, double scale, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (int) (x[i] * scale + up[i] + BIAS) - (1 << 30);
        }
    }

    /// Three loops, each of which turns into vector code: 1 instead of 1.8 ns a row.
    private static void dither(double[] up, double[] hUp, int[] hash, int from, int count, int seed) {
        for (int i = 0; i < count; i++) {
            int x = (PLACES[i] + from) * 0x9E3779B1 ^ seed;
            x = (x ^ x >>> 15) * 0x85EBCA6B;
            x = (x ^ x >>> 13) * 0xC2B2AE35;
            hash[i] = x ^ x >>> 16;
        }
        for (int i = 0; i < count; i++) {
            up[i] = (hash[i] & 0xFFFF) * 0x1p-16 + 0x1p-17;
        }
        for (int i = 0; i < count; i++) {
            hUp[i] = (hash[i] >>> 16) * 0x1p-16 + 0x1p-17;
        }
    }

    /// Splits a segment by the side of each row's cell: the left rows to the front of the same range of the other
    /// array, the right ones to its end in reverse. Both are always stored and one place advances, so there is no
    /// branch to mispredict. Returns where the right rows begin.
    int partition(boolean flipped, int from, int to, byte[] column, byte[] sides) {
        long[] source = entries(flipped);
        long[] target = entries(!flipped);
        // An array made here has a length the compiler knows.
        byte[] side = new byte[256];
        System.arraycopy(sides, 0, side, 0, 256);
        long mask = rowMask;
        int left = from;
        int right = to - 1;
        for (int i = from; i < to; i++) {
            long entry = source[i];
            int s = side[column[(int) (entry & mask)] & 255];
            target[left] = entry;
            target[right] = entry;
            left += 1 - s;
            right -= s;
        }
        return left;
    }

    /// [#partition(boolean, int, int, byte[], byte[])] for a column of chars.
    int partition(boolean flipped, int from, int to, char[] column, byte[] sides) {
        long[] source = entries(flipped);
        long[] target = entries(!flipped);
        int left = from;
        int right = to - 1;
        for (int i = from; i < to; i++) {
            long entry = source[i];
            int s = sides[column[(int) (entry & rowMask)]];
            target[left] = entry;
            target[right] = entry;
            left += 1 - s;
            right -= s;
        }
        return left;
    }
}
