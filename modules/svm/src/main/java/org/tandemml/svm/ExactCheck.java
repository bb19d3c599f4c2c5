package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Parallel;

/// v computed anew from kernel values in double.
final class ExactCheck {
    private static final int CHECKED_ROWS = 128;
    private static final int BLOCK = 32;
    /// Points whose rows a block goes through before the next ones: they stay in cache for all of the block.
    private static final int STRIP = 256;

    private final KernelRows rows;
    private final DualState state;
    private final Parallel loop;

    ExactCheck(KernelRows rows, DualState state, Parallel loop) {
        this.rows = rows;
        this.state = state;
        this.loop = loop;
    }

    /// Sets v anew at the variables that bound the violation of each group and at an even sample of others; returns by
    /// how much it differed at most.
    double sample() {
        int n = state.size();
        int[] worst = state.worst();
        int[] checked = Arrays.copyOf(worst, Math.max(worst.length, Math.min(n, CHECKED_ROWS)));
        for (int i = worst.length; i < checked.length; i++) {
            checked[i] = (int) ((long) i * n / checked.length);
        }
        return anew(Arrays.stream(checked).distinct().toArray());
    }

    /// Sets all of v anew.
    void all() {
        anew(IntStream.range(0, state.size()).toArray());
    }

    private double anew(int[] variables) {
        double[] byPoint = state.byPoint(rows.size());
        int[] support =
                IntStream.range(0, byPoint.length).filter(p -> byPoint[p] != 0).toArray();
        int[] supportMembers = Arrays.stream(support).map(p -> rows.members[p]).toArray();
        ExactProducts products = rows.exactProducts();
        double[] differences = new double[variables.length];
        loop.run((variables.length + BLOCK - 1) / BLOCK, b -> {
            int first = b * BLOCK;
            int count = Math.min(BLOCK, variables.length - first);
            double[] tile = new double[count * STRIP];
            double[] left =
                    products == null ? new double[0] : products.rows(members(variables, first, count), 0, count);
            double[] sums = new double[count];
            for (int c = 0; c < count; c++) {
                sums[c] = state.problem.c()[variables[first + c]];
            }
            for (int from = 0; from < support.length; from += STRIP) {
                int width = Math.min(STRIP, support.length - from);
                if (products != null) {
                    double[] right = products.rows(supportMembers, from, width);
                    products.kernels(left, count, right, width, tile);
                } else {
                    exactRows(variables, first, count, Arrays.copyOfRange(supportMembers, from, from + width), tile);
                }
                for (int c = 0; c < count; c++) {
                    for (int j = 0; j < width; j++) {
                        sums[c] -= byPoint[support[from + j]] * tile[c * width + j];
                    }
                }
            }
            for (int c = 0; c < count; c++) {
                int i = variables[first + c];
                differences[first + c] = Math.abs(sums[c] - state.v[i]);
                state.v[i] = sums[c];
            }
        });
        return Arrays.stream(differences).max().orElse(0);
    }

    /// The points of some variables.
    private int[] members(int[] variables, int first, int count) {
        int[] point = state.problem.point();
        return IntStream.range(0, count)
                .map(c -> rows.members[point[variables[first + c]]])
                .toArray();
    }

    private void exactRows(int[] variables, int first, int count, int[] members, double[] tile) {
        int width = members.length;
        double[] row = new double[width];
        for (int c = 0; c < count; c++) {
            rows.exactRow(state.problem.point()[variables[first + c]], members, width, row);
            System.arraycopy(row, 0, tile, c * width, width);
        }
    }
}
