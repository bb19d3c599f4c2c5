package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Parallel;

/// Rounds of decomposition: a [WorkingSet] of the worst violators is solved by [PairDescent] with rows from a
/// [RowCache], then all of v is brought up to date in double.
final class SetRounds {
    private static final int RUN = 2048;
    /// Steps in a set at most, times its size.
    private static final long PATIENCE = 100;

    private final DualState state;
    private final DualProblem problem;
    private final RowCache cache;
    private final WorkingSet set;
    private final int most;
    private final Parallel loop;
    private long steps;

    SetRounds(DualState state, RowCache cache, int most, Parallel loop) {
        this.state = state;
        this.cache = cache;
        this.most = most;
        this.loop = loop;
        problem = state.problem;
        set = new WorkingSet(problem, most);
    }

    /// Pairs of variables moved so far.
    long steps() {
        return steps;
    }

    /// The violation of all variables; the set for [#solve] is chosen unless that is below `goal`.
    double choose(double goal) {
        return set.choose(state.a, state.v, goal);
    }

    /// Solves the chosen set to a violation of `goal` within it; returns by how much the objective fell.
    double solve(double goal) {
        int size = set.size();
        int[] chosen = set.members();
        int[] points = new int[size];
        int[] column = new int[size];
        int count = set.points(points, column);
        float[][] kernel = new float[count][];
        int[] offsets = new int[count];
        cache.rows(points, count, kernel, offsets, loop);
        double[][] square = square(kernel, offsets, points, column, count);
        double[][] byVariable = new double[size][];
        double[] own = new double[size];
        double[] value = new double[size];
        double[] low = new double[size];
        double[] high = new double[size];
        int[] group = new int[size];
        for (int i = 0; i < size; i++) {
            byVariable[i] = square[column[i]];
            own[i] = state.a[chosen[i]];
            value[i] = state.v[chosen[i]];
            low[i] = problem.low()[chosen[i]];
            high[i] = problem.high()[chosen[i]];
            group[i] = problem.group()[chosen[i]];
        }
        PairDescent descent = new PairDescent(byVariable, own, value, low, high, group, size, problem.groups());
        descent.run(goal, PATIENCE * size);
        steps += descent.steps();
        double[] delta = new double[count];
        double gain = 0;
        for (int i = 0; i < size; i++) {
            double change = own[i] - state.a[chosen[i]];
            delta[column[i]] += change;
            gain += change * (state.v[chosen[i]] + value[i]) / 2;
            state.a[chosen[i]] = own[i];
        }
        update(kernel, offsets, delta, count);
        return gain;
    }

    /// The kernels of the points of the set with its variables.
    private double[][] square(float[][] kernel, int[] offsets, int[] points, int[] column, int count) {
        int size = set.size();
        double[][] square = new double[count][size];
        KernelRows rows = cache.source();
        if (rows.squareIsQuicker(count)) {
            float[] cells = rows.square(points, count, loop);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < size; j++) {
                    square[i][j] = cells[i * count + column[j]];
                }
            }
            return square;
        }
        loop.forWork(20.0 * count * size).run(count, i -> {
            float[] from = kernel[i];
            int at = offsets[i];
            for (int j = 0; j < size; j++) {
                square[i][j] = from[at + points[column[j]]];
            }
        });
        return square;
    }

    /// Brings v up to date with changes of the variables of all points.
    void changed(double[] change) {
        int[] points =
                IntStream.range(0, change.length).filter(p -> change[p] != 0).toArray();
        for (int from = 0; from < points.length; from += most) {
            int[] ids = Arrays.copyOfRange(points, from, Math.min(points.length, from + most));
            float[][] kernel = new float[ids.length][];
            int[] offsets = new int[ids.length];
            cache.rows(ids, ids.length, kernel, offsets, loop);
            update(
                    kernel,
                    offsets,
                    Arrays.stream(ids).mapToDouble(p -> change[p]).toArray(),
                    ids.length);
        }
    }

    /// `v −= Σ delta·row`, four rows at a time.
    private void update(float[][] kernel, int[] offsets, double[] delta, int count) {
        float[][] used = new float[count + 3][];
        int[] at = new int[count + 3];
        double[] by = new double[count + 3];
        int moved = 0;
        for (int i = 0; i < count; i++) {
            if (delta[i] != 0) {
                used[moved] = kernel[i];
                at[moved] = offsets[i];
                by[moved++] = delta[i];
            }
        }
        if (moved == 0) {
            return;
        }
        // The last four may hold rows that count 0 times.
        Arrays.fill(used, moved, moved + 3, used[0]);
        Arrays.fill(at, moved, moved + 3, at[0]);
        int rows = moved;
        int wide = cache.width();
        loop.forWork(2.0 * wide * rows).run((wide + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            double[] sum = new double[Math.min(wide, from + RUN) - from];
            for (int k = 0; k < rows; k += 4) {
                add(used, at, by, k, from, sum);
            }
            // Variable i and, in regression, i + n stand for point i.
            for (int base = from; base < state.v.length; base += wide) {
                for (int j = 0; j < sum.length; j++) {
                    state.v[base + j] -= sum[j];
                }
            }
        });
    }

    private static void add(float[][] rows, int[] at, double[] by, int k, int from, double[] sum) {
        add(
                rows[k],
                at[k] + from,
                by[k],
                rows[k + 1],
                at[k + 1] + from,
                by[k + 1],
                rows[k + 2],
                at[k + 2] + from,
                by[k + 2],
                rows[k + 3],
                at[k + 3] + from,
                by[k + 3],
                sum);
    }

    private static void add(
            float[] r0,
            int o0,
            double d0,
            float[] r1,
            int o1,
            double d1,
            float[] r2,
            int o2,
            double d2,
            float[] r3,
            int o3,
            double d3,
            double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += (d0 * r0[o0 + j] + d1 * r1[o1 + j]) + (d2 * r2[o2 + j] + d3 * r3[o3 + j]);
        }
    }
}
