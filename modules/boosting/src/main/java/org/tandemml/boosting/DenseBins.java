package org.tandemml.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;
import org.tandemml.core.SparseMatrix;

/// The bins of all features and rows, each a byte or a char, by columns; and, to build histograms from, the byte
/// columns again by rows, eight to a long.
///
/// A **column** here holds one feature or, as the digits of a mixed radix, several features of few bins: their joint
/// histogram has at most 256 slots and costs one addition a row where they would cost one each. A feature's own
/// histogram is a sum over it.
final class DenseBins {
    static final int SLOTS = 256;
    /// Rows binned at a time, so that they stay in cache while each of their columns is visited.
    private static final int STRIP = 1024;

    final int rows;
    final FeatureBins[] features;
    /// Where feature f is: state `(cell / divisor[f]) % states[f]` of `column[f]` is bin `state + first[f]`.
    final int[] column;
    final int[] divisor;
    final int[] states;
    final int[] first;
    /// The features of each column.
    final int[][] members;
    /// The number of values of each column, and where its slots begin in a histogram of all.
    final int[] slots;
    final int[] slotAt;
    final int totalSlots;
    /// Columns before this are bytes, the others chars.
    final int narrow;
    final byte[][] bytes;
    final char[][] chars;
    /// All columns if they are kept sparse, else null.
    @Nullable
    SparseCells sparse;
    /// Byte columns 32k … 32k + 31 by rows: `width[k]` longs a row.
    long[][] words = new long[0][];
    int[] width = new int[0];

    private DenseBins(
            int rows, FeatureBins[] features, int[][] members, byte[][] bytes, char[][] chars, boolean[] gap) {
        this.rows = rows;
        this.features = features;
        this.members = members;
        this.bytes = bytes;
        this.chars = chars;
        narrow = bytes.length;
        int p = features.length;
        column = new int[p];
        divisor = new int[p];
        states = new int[p];
        first = new int[p];
        slots = new int[members.length];
        slotAt = new int[members.length + 1];
        for (int c = 0; c < members.length; c++) {
            int product = 1;
            boolean joint = members[c].length > 1;
            for (int f : members[c]) {
                column[f] = c;
                divisor[f] = product;
                first[f] = joint && !gap[f] ? 1 : 0;
                states[f] = features[f].bins() + 1 - first[f];
                product *= states[f];
            }
            slots[c] = product;
            slotAt[c + 1] = slotAt[c] + product;
        }
        totalSlots = slotAt[members.length];
    }

    private DenseBins(SparseMatrix x, FeatureBins[] features, Parallel loop) {
        this(
                x.rows(),
                features,
                alone(IntStream.range(0, features.length).toArray(), features.length),
                new byte[0][],
                new char[0][],
                new boolean[features.length]);
        sparse = new SparseCells(x, features, slotAt, loop);
    }

    /// Whether a sparse matrix is binned by its stored cells alone.
    static boolean staysSparse(Matrix x) {
        return x instanceof SparseMatrix cells && cells.stored() * 4 < (long) x.rows() * x.columns();
    }

    /// The bins of a matrix.
    ///
    /// @param forTraining whether histograms will be made: joins small features and keeps the columns by rows too
    static DenseBins of(Matrix x, FeatureBins[] features, boolean forTraining, Parallel loop) {
        if (x instanceof SparseMatrix cells && staysSparse(x)) {
            return new DenseBins(cells, features, loop);
        }
        int n = x.rows();
        int p = features.length;
        int[] order = byWidth(features);
        int narrow = 0;
        while (narrow < p && features[order[narrow]].bins() < SLOTS) {
            narrow++;
        }
        byte[][] raw = new byte[narrow][n];
        char[][] wide = new char[p - narrow][n];
        int strips = (n + STRIP - 1) / STRIP;
        boolean[][] gaps = new boolean[strips][];
        int narrowCount = narrow;
        Parallel workers = loop.forWork(10.0 * n * p);
        workers.run(strips, s -> {
            int from = s * STRIP;
            int count = Math.min(STRIP, n - from);
            gaps[s] = strip(x, features, order, narrowCount, from, count, raw, wide);
        });
        boolean[] gap = new boolean[p];
        for (boolean[] some : gaps) {
            for (int f = 0; f < p; f++) {
                gap[f] |= some[f];
            }
        }
        int[][] members = forTraining ? joined(features, order, narrow, gap) : alone(order, narrow);
        int columns = members.length;
        int[][] all = Arrays.copyOf(members, columns + wide.length);
        for (int k = 0; k < wide.length; k++) {
            all[columns + k] = new int[] {order[narrow + k]};
        }
        int[] place = new int[p];
        for (int k = 0; k < narrow; k++) {
            place[order[k]] = k;
        }
        byte[][] bytes = new byte[columns][];
        DenseBins bins = new DenseBins(n, features, all, bytes, wide, gap);
        loop.forWork(2.0 * n * narrow).run(columns, c -> bytes[c] = bins.combined(members[c], place, raw));
        if (forTraining) {
            bins.pack(workers);
        }
        return bins;
    }

    /// Byte features in their order, then char features.
    private static int[] byWidth(FeatureBins[] features) {
        List<Integer> order = new ArrayList<>();
        for (int f = 0; f < features.length; f++) {
            order.add(f);
        }
        order.sort(Comparator.comparing(f -> features[f].bins() >= SLOTS));
        return order.stream().mapToInt(f -> f).toArray();
    }

    private static boolean[] strip(
            Matrix x,
            FeatureBins[] features,
            int[] order,
            int narrow,
            int from,
            int count,
            byte[][] raw,
            char[][] wide) {
        int p = features.length;
        double[] cells;
        int at;
        if (x instanceof DenseMatrix dense && dense.isContiguous()) {
            cells = dense.values();
            at = dense.offset(from);
        } else {
            cells = new double[count * p];
            at = 0;
            for (int i = 0; i < count; i++) {
                x.copyRow(from + i, cells, i * p);
            }
        }
        boolean[] gap = new boolean[p];
        for (int k = 0; k < order.length; k++) {
            int f = order[k];
            boolean missing = false;
            if (k < narrow) {
                byte[] out = raw[k];
                features[f].bins(cells, at + f, p, count, out, from);
                for (int i = from; i < from + count; i++) {
                    missing |= out[i] == 0;
                }
            } else {
                char[] out = wide[k - narrow];
                for (int i = 0, q = at + f; i < count; i++, q += p) {
                    int bin = features[f].bin(cells[q]);
                    out[from + i] = (char) bin;
                    missing |= bin == 0;
                }
            }
            gap[f] = missing;
        }
        return gap;
    }

    private static int[][] alone(int[] order, int narrow) {
        int[][] members = new int[narrow][];
        for (int k = 0; k < narrow; k++) {
            members[k] = new int[] {order[k]};
        }
        return members;
    }

    /// Joins features of few bins, smallest first, where that saves additions: they are made for eight columns at once,
    /// at the end for four if no more are left, see [BinKernels].
    private static int[][] joined(FeatureBins[] features, int[] order, int narrow, boolean[] gap) {
        List<int[]> joint = new ArrayList<>();
        boolean[] isJoint = new boolean[features.length];
        Integer[] bySize = new Integer[narrow];
        for (int k = 0; k < narrow; k++) {
            bySize[k] = order[k];
        }
        Arrays.sort(bySize, Comparator.comparingInt(f -> features[f].bins() + (gap[f] ? 1 : 0)));
        int next = 0;
        while (next < narrow) {
            int product = 1;
            int from = next;
            while (next < narrow) {
                int size = features[bySize[next]].bins() + (gap[bySize[next]] ? 1 : 0);
                if (product * size > SLOTS) {
                    break;
                }
                product *= size;
                next++;
            }
            if (next - from < 2) {
                break;
            }
            int[] group = new int[next - from];
            for (int k = from; k < next; k++) {
                group[k - from] = bySize[k];
                isJoint[bySize[k]] = true;
            }
            Arrays.sort(group);
            joint.add(group);
        }
        int left = narrow;
        for (int[] group : joint) {
            left -= group.length - 1;
        }
        if ((left + 3) / 4 == (narrow + 3) / 4) {
            return alone(order, narrow);
        }
        List<int[]> members = new ArrayList<>();
        for (int k = 0; k < narrow; k++) {
            if (!isJoint[order[k]]) {
                members.add(new int[] {order[k]});
            }
        }
        members.addAll(joint);
        return members.toArray(int[][]::new);
    }

    private byte[] combined(int[] group, int[] place, byte[][] raw) {
        if (group.length == 1) {
            return raw[place[group[0]]];
        }
        byte[] cells = new byte[rows];
        for (int f : group) {
            byte[] bin = raw[place[f]];
            int factor = divisor[f];
            int shift = first[f];
            for (int i = 0; i < rows; i++) {
                cells[i] += (byte) (((bin[i] & 255) - shift) * factor);
            }
        }
        return cells;
    }

    /// Makes [#words] from the byte columns.
    private void pack(Parallel loop) {
        int chunks = (narrow + 31) / 32;
        words = new long[chunks][];
        width = new int[chunks];
        for (int k = 0; k < chunks; k++) {
            int groups = (Math.min(32, narrow - 32 * k) + 7) / 8;
            width[k] = groups == 3 ? 4 : groups;
            words[k] = new long[Math.multiplyExact(rows, width[k])];
        }
        loop.run((rows + STRIP - 1) / STRIP, s -> {
            int from = s * STRIP;
            int to = Math.min(rows, from + STRIP);
            for (int c = 0; c < narrow; c++) {
                byte[] cells = bytes[c];
                long[] out = words[c / 32];
                int w = width[c / 32];
                int group = c / 8 % 4;
                int shift = c % 8 * 8;
                for (int i = from; i < to; i++) {
                    out[i * w + group] |= (cells[i] & 255L) << shift;
                }
            }
        });
    }

    /// Puts row `order[i]` at place i, everywhere.
    void reorder(int[] order, Parallel loop) {
        for (int k = 0; k < words.length; k++) {
            long[] old = words[k];
            long[] moved = new long[old.length];
            int w = width[k];
            loop.run((rows + STRIP - 1) / STRIP, s -> {
                for (int i = s * STRIP; i < Math.min(rows, (s + 1) * STRIP); i++) {
                    int source = order[i] * w;
                    for (int g = 0; g < w; g++) {
                        moved[i * w + g] = old[source + g];
                    }
                }
            });
            words[k] = moved;
        }
        loop.run((rows + STRIP - 1) / STRIP, s -> {
            int from = s * STRIP;
            int to = Math.min(rows, from + STRIP);
            for (int c = 0; c < narrow; c++) {
                byte[] cells = bytes[c];
                long[] in = words[c / 32];
                int w = width[c / 32];
                int group = c / 8 % 4;
                int shift = c % 8 * 8;
                for (int i = from; i < to; i++) {
                    cells[i] = (byte) (in[i * w + group] >>> shift);
                }
            }
        });
        loop.run(chars.length, k -> {
            char[] old = chars[k].clone();
            for (int i = 0; i < rows; i++) {
                chars[k][i] = old[order[i]];
            }
        });
    }

    /// The number of groups of eight byte columns.
    int groups() {
        return (narrow + 7) / 8;
    }

    /// The bin of a feature in a row.
    int bin(int feature, int row) {
        int c = column[feature];
        if (sparse != null) {
            return sparse.bin(c, row);
        }
        int cell = c < narrow ? bytes[c][row] & 255 : chars[c - narrow][row];
        return cell / divisor[feature] % states[feature] + first[feature];
    }

    /// For each cell value of a feature's column, 0 if the row goes left and 1 if right.
    byte[] sides(Split split) {
        int f = split.feature;
        byte[] sides = new byte[Math.max(SLOTS, slots[column[f]])];
        if (members[column[f]].length == 1) {
            for (int bin = 0; bin < states[f]; bin++) {
                sides[bin] = (byte) (split.goesLeft(bin) ? 0 : 1);
            }
            return sides;
        }
        for (int cell = 0; cell < slots[column[f]]; cell++) {
            int bin = cell / divisor[f] % states[f] + first[f];
            sides[cell] = (byte) (split.goesLeft(bin) ? 0 : 1);
        }
        return sides;
    }

    /// The cells of a column that is not of bytes, for all rows. Those of a sparse one are written to `marks`.
    char[] cells(int c, char[] marks) {
        if (sparse == null) {
            return chars[c - narrow];
        }
        sparse.mark(c, marks);
        return marks;
    }

    /// What [#cells] needs.
    char[] marks() {
        return new char[sparse == null ? 0 : rows];
    }

    /// Whether a column's histogram is that of its one feature.
    boolean isAlone(int c) {
        return sparse == null && members[c].length == 1;
    }

    /// Copies the histogram of one feature, bins 0 … B, from that of all columns of a node with this sum.
    void extract(long[] histogram, int feature, long sum, long[] out) {
        int at = slotAt[column[feature]];
        int shift = first[feature];
        int count = states[feature];
        if (sparse != null) {
            long rest = sum;
            for (int b = 0; b < count; b++) {
                out[b] = histogram[at + b];
                rest -= out[b];
            }
            out[sparse.zeroBin[feature]] += rest;
            return;
        }
        if (members[column[feature]].length == 1) {
            System.arraycopy(histogram, at, out, 0, count);
            return;
        }
        out[0] = 0;
        if (count == 2) {
            extractTwo(histogram, at, at + slots[column[feature]], divisor[feature], sum, shift, out);
            return;
        }
        Arrays.fill(out, shift, shift + count, 0);
        int step = divisor[feature];
        int period = step * count;
        int end = at + slots[column[feature]];
        for (int base = at; base < end; base += period) {
            for (int state = 0; state < count; state++) {
                long total = 0;
                int from = base + state * step;
                for (int k = from; k < from + step; k++) {
                    total += histogram[k];
                }
                out[shift + state] += total;
            }
        }
    }

    /// Writes the histogram of the last of the features that a joint histogram still tells apart to places 0 … B, and
    /// leaves the histogram of those before it.
    void takeOut(long[] joint, int feature, long[] out) {
        int step = divisor[feature];
        int count = states[feature];
        int shift = first[feature];
        out[0] = 0;
        for (int state = 0; state < count; state++) {
            long total = 0;
            for (int k = state * step; k < (state + 1) * step; k++) {
                total += joint[k];
            }
            out[shift + state] = total;
        }
        for (int from = step; from < count * step; from += step) {
            for (int k = 0; k < step; k++) {
                joint[k] += joint[from + k];
            }
        }
    }

    /// Of two states: what the second does not have is the first's.
    private static void extractTwo(long[] histogram, int from, int to, int step, long sum, int shift, long[] out) {
        long second = 0;
        for (int base = from + step; base < to; base += 2 * step) {
            for (int k = base; k < base + step; k++) {
                second += histogram[k];
            }
        }
        out[shift] = sum - second;
        out[shift + 1] = second;
    }
}
