package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tandemml.core.Cancellation;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;

/// Solves a [DualProblem] by decomposition on two levels.
///
/// Few points: the whole kernel matrix in double and [PairDescent] on all variables, of which those held at a bound are
/// left out for a while (shrinking); before the end all are looked at again, so that the optimum is that of all. Many:
/// rounds in each of which a
/// working set of the worst violators, filled up from the set before, is solved by [PairDescent] with kernel rows from
/// a
/// [RowCache] (float), and then all of `v = c − Ka` is brought up to date in double. The pair of the largest violation
/// is always in the set, so the rounds converge as SMO does.
///
/// At the end v is computed anew from kernel values in double for the rows that bound the violation and an even sample
/// of others. If what it differs by matters at the tolerance, all of v is computed anew in double and the rounds go on
/// from there: what float rows do to the answer vanishes with the size of the changes.
///
/// **Source**: Joachims, *Making large-scale SVM learning practical*, 1999 (decomposition); Wen et al., *ThunderSVM*,
/// JMLR 19, 2018 (working sets of hundreds, solved with cached blocks). **Cost**: O(n·p) for each new kernel row, O(n)
/// for each row used; memory 4·n bytes a cached row. **Determinism**: same bits for any number of threads and any
/// cache.
final class DualSolver {
    /// Variables up to which the kernel matrix is held in double.
    static final int FEW = 1_200;

    private static final int CHECKED_ROWS = 128;
    private static final int RUN = 2048;
    /// The solver stops a little below the tolerance, so that the recheck has room.
    private static final double ROOM = 0.97;
    private static final int REFINEMENTS = 6;
    private static final int CHUNK = 2_000;
    /// Share of the variables from which those held at a bound are not worth leaving out.
    private static final double SHRUNK = 0.7;
    private static final int MOST_ROUNDS = 200_000;

    private final KernelRows rows;
    private final DualProblem problem;
    private final double tolerance;
    private final Parallel loop;
    private final Cancellation cancellation;
    private final int n;
    private final int[] point;
    private final double[] a;
    private final double[] v;
    private final long mostSteps;
    private double[] trace = new double[16];
    private int traced;
    private long steps;
    private boolean shrinking = true;
    private double drift;
    private RoundWatch watch = (round, violation, objective) -> {};
    private Judge judge = (a, v) -> {};

    /// Hears of rounds.
    interface RoundWatch {
        void round(int round, double violation, double objective);
    }

    /// Looks at the variables after a round, and throws if there is no optimum to go on for.
    interface Judge {
        void look(double[] a, double[] v);
    }

    DualSolver(KernelRows rows, DualProblem problem, double tolerance, Parallel loop, Cancellation cancellation) {
        this.rows = rows;
        this.problem = problem;
        this.tolerance = tolerance;
        this.loop = loop;
        this.cancellation = cancellation;
        n = problem.size();
        point = problem.point();
        a = problem.start().clone();
        v = problem.c().clone();
        mostSteps = Math.max(10_000_000L, 100L * n);
    }

    DualSolver watched(RoundWatch newWatch) {
        watch = newWatch;
        return this;
    }

    /// Leaves no variables out of any step.
    DualSolver withoutShrinking() {
        shrinking = false;
        return this;
    }

    DualSolver judged(Judge newJudge) {
        judge = newJudge;
        return this;
    }

    /// Whether the kernel matrix is to be held in double: [#small], else [#large].
    boolean isSmall() {
        return n <= FEW;
    }

    int working() {
        return Math.min(n, n >= 6000 ? 512 : 128);
    }

    /// Solves with the whole kernel matrix of the points.
    DualSolution small(double[][] matrix) {
        double[][] kernel = new double[n][];
        boolean own = n == rows.size();
        double[][] wide = new double[rows.size()][];
        for (int i = 0; i < n; i++) {
            int p = point[i];
            if (wide[p] == null) {
                double[] row = matrix[p];
                wide[p] = own
                        ? row
                        : IntStream.range(0, n).mapToDouble(k -> row[point[k]]).toArray();
            }
            kernel[i] = wide[p];
        }
        boolean mayShrink = shrinking;
        for (int pass = 0; pass < REFINEMENTS && steps < mostSteps; pass++) {
            fresh(kernel);
            if (violation() <= (pass == 0 ? ROOM : 1) * tolerance) {
                break;
            }
            PairDescent descent =
                    new PairDescent(kernel, a, v, problem.low(), problem.high(), problem.group(), n, problem.groups());
            long before = steps;
            boolean done = false;
            while (!done && steps < mostSteps) {
                cancellation.check();
                done = descent.run(ROOM * tolerance, CHUNK);
                steps = before + descent.steps();
                told(descent.violation());
                int[] active = mayShrink && !done ? active() : new int[0];
                if (active.length > 0 && active.length <= SHRUNK * n) {
                    // Whatever was left out wrongly shows in the fresh v of the next pass, which leaves nothing out.
                    mayShrink = false;
                    done = true;
                    among(active, kernel);
                }
            }
        }
        fresh(kernel);
        return finished(rows.size());
    }

    /// The variables that are not held at a bound by all others: a variable at its lower bound whose v is below that of
    /// every one that could fall has no partner, and likewise above.
    private int[] active() {
        double[] up = new double[problem.groups()];
        double[] low = new double[problem.groups()];
        Arrays.fill(up, Double.NEGATIVE_INFINITY);
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            int g = problem.group()[i];
            up[g] = a[i] < problem.high()[i] ? Math.max(up[g], v[i]) : up[g];
            low[g] = a[i] > problem.low()[i] ? Math.min(low[g], v[i]) : low[g];
        }
        return IntStream.range(0, n)
                .filter(i -> {
                    int g = problem.group()[i];
                    boolean rises = a[i] < problem.high()[i] && v[i] >= low[g];
                    boolean falls = a[i] > problem.low()[i] && v[i] <= up[g];
                    return rises || falls;
                })
                .toArray();
    }

    /// Solves over some variables, the others held where they are.
    private void among(int[] active, double[][] kernel) {
        int size = active.length;
        double[][] square = new double[size][size];
        double[] own = new double[size];
        double[] value = new double[size];
        double[] low = new double[size];
        double[] high = new double[size];
        int[] group = new int[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                square[i][j] = kernel[active[i]][active[j]];
            }
            own[i] = a[active[i]];
            value[i] = v[active[i]];
            low[i] = problem.low()[active[i]];
            high[i] = problem.high()[active[i]];
            group[i] = problem.group()[active[i]];
        }
        PairDescent descent = new PairDescent(square, own, value, low, high, group, size, problem.groups());
        boolean done = false;
        while (!done && steps + descent.steps() < mostSteps) {
            cancellation.check();
            done = descent.run(ROOM * tolerance, CHUNK);
        }
        steps += descent.steps();
        for (int i = 0; i < size; i++) {
            a[active[i]] = own[i];
        }
    }

    /// v from the start: sums of many steps drift by rounding.
    private void fresh(double[][] kernel) {
        loop.forWork(2.0 * n * n).run((n + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            int to = Math.min(n, from + RUN);
            System.arraycopy(problem.c(), from, v, from, to - from);
            for (int j = 0; j < n; j++) {
                if (a[j] != 0) {
                    double by = a[j];
                    double[] row = kernel[j];
                    for (int i = from; i < to; i++) {
                        v[i] -= by * row[i];
                    }
                }
            }
        });
    }

    /// Rounds with rows from a cache that may be shared by problems over the same points.
    DualSolution large(RowCache cache) {
        long before = cache.computed();
        begin(cache);
        WorkingSet set = new WorkingSet(problem, working());
        rounds(set, cache);
        recheck();
        for (int refined = 0; refined < REFINEMENTS && violation() + 2 * drift > tolerance; refined++) {
            if (steps >= mostSteps) {
                break;
            }
            exact();
            drift = 0;
            if (violation() <= tolerance) {
                break;
            }
            rounds(set, cache);
            recheck();
        }
        return finished(cache.computed() - before);
    }

    private void rounds(WorkingSet set, RowCache cache) {
        double goal = ROOM * tolerance;
        for (int round = 0; round < MOST_ROUNDS && steps < mostSteps; round++) {
            cancellation.check();
            double outer = set.choose(a, v, goal);
            if (outer < goal) {
                return;
            }
            solveSet(set, cache, Math.max(goal / 2, 0.1 * outer));
            told(outer);
        }
    }

    private void told(double violation) {
        double objective = objective();
        if (traced == trace.length) {
            trace = Arrays.copyOf(trace, 2 * traced);
        }
        trace[traced++] = objective;
        watch.round(traced, violation, objective);
        judge.look(a, v);
    }

    private double objective() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum -= a[i] * (problem.c()[i] + v[i]);
        }
        return sum / 2;
    }

    /// v for a start that is not 0.
    private void begin(RowCache cache) {
        double[] byPoint = new double[rows.size()];
        for (int i = 0; i < n; i++) {
            byPoint[point[i]] += a[i];
        }
        int[] started =
                IntStream.range(0, byPoint.length).filter(p -> byPoint[p] != 0).toArray();
        int at = working();
        for (int from = 0; from < started.length; from += at) {
            int count = Math.min(at, started.length - from);
            int[] ids = Arrays.copyOfRange(started, from, from + count);
            float[][] kernel = new float[count][];
            int[] offsets = new int[count];
            cache.rows(ids, count, kernel, offsets, loop);
            double[] delta = Arrays.stream(ids).mapToDouble(p -> byPoint[p]).toArray();
            update(kernel, offsets, delta, count);
        }
    }

    private void solveSet(WorkingSet set, RowCache cache, double goal) {
        int size = set.size();
        int[] chosen = set.members();
        int[] points = new int[size];
        int[] column = new int[size];
        int count = set.points(points, column);
        float[][] kernel = new float[count][];
        int[] offsets = new int[count];
        cache.rows(points, count, kernel, offsets, loop);
        double[][] square = new double[count][size];
        loop.forWork(20.0 * count * size).run(count, i -> {
            double[] row = square[i];
            float[] from = kernel[i];
            int at = offsets[i];
            for (int j = 0; j < size; j++) {
                row[j] = from[at + point[chosen[j]]];
            }
        });
        double[][] byVariable = new double[size][];
        double[] own = new double[size];
        double[] value = new double[size];
        double[] low = new double[size];
        double[] high = new double[size];
        int[] group = new int[size];
        for (int i = 0; i < size; i++) {
            byVariable[i] = square[column[i]];
            own[i] = a[chosen[i]];
            value[i] = v[chosen[i]];
            low[i] = problem.low()[chosen[i]];
            high[i] = problem.high()[chosen[i]];
            group[i] = problem.group()[chosen[i]];
        }
        PairDescent descent = new PairDescent(byVariable, own, value, low, high, group, size, problem.groups());
        descent.run(goal, 100L * size);
        steps += descent.steps();
        double[] delta = new double[count];
        for (int i = 0; i < size; i++) {
            delta[column[i]] += own[i] - a[chosen[i]];
            a[chosen[i]] = own[i];
        }
        update(kernel, offsets, delta, count);
    }

    /// `v −= Σ delta·row`, four rows at a time.
    private void update(float[][] kernel, int[] offsets, double[] delta, int count) {
        float[][] used = new float[count][];
        int[] at = new int[count];
        double[] by = new double[count + 3];
        int number = 0;
        for (int i = 0; i < count; i++) {
            if (delta[i] != 0) {
                used[number] = kernel[i];
                at[number] = offsets[i];
                by[number++] = delta[i];
            }
        }
        int moved = number;
        int wide = rows.size();
        loop.forWork(2.0 * wide * moved).run((wide + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            double[] sum = new double[Math.min(wide, from + RUN) - from];
            for (int k = 0; k < moved; k += 4) {
                int k1 = Math.min(k + 1, moved - 1);
                int k2 = Math.min(k + 2, moved - 1);
                int k3 = Math.min(k + 3, moved - 1);
                add(
                        used[k],
                        at[k] + from,
                        by[k],
                        used[k1],
                        at[k1] + from,
                        by[k + 1],
                        used[k2],
                        at[k2] + from,
                        by[k + 2],
                        used[k3],
                        at[k3] + from,
                        by[k + 3],
                        sum);
            }
            // Variable i and, in regression, i + n stand for point i.
            for (int base = from; base < n; base += wide) {
                for (int j = 0; j < sum.length; j++) {
                    v[base + j] -= sum[j];
                }
            }
        });
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

    /// Sets v anew in double at the rows that bound the violation of each group and at an even sample of others.
    private void recheck() {
        int[] checked = new int[Math.min(n, CHECKED_ROWS)];
        int count = 0;
        for (int g = 0; g < problem.groups(); g++) {
            int up = -1;
            int low = -1;
            for (int i = 0; i < n; i++) {
                if (problem.group()[i] == g) {
                    up = a[i] < problem.high()[i] && (up < 0 || v[i] > v[up]) ? i : up;
                    low = a[i] > problem.low()[i] && (low < 0 || v[i] < v[low]) ? i : low;
                }
            }
            checked[count++] = Math.max(up, 0);
            checked[count++] = Math.max(low, 0);
        }
        for (int i = count; i < checked.length; i++) {
            checked[i] = (int) ((long) i * n / checked.length);
        }
        drift = anew(checked);
    }

    /// Sets all of v anew in double.
    private void exact() {
        anew(IntStream.range(0, n).toArray());
    }

    /// Sets v anew in double at some variables and returns by how much it differed at most.
    private double anew(int[] variables) {
        double[] byPoint = new double[rows.size()];
        for (int i = 0; i < n; i++) {
            byPoint[point[i]] += a[i];
        }
        int[] support =
                IntStream.range(0, byPoint.length).filter(p -> byPoint[p] != 0).toArray();
        int[] global = Arrays.stream(support).map(p -> rows.members[p]).toArray();
        double[] differences = new double[variables.length];
        int block = 16;
        loop.run((variables.length + block - 1) / block, b -> {
            double[] row = new double[support.length];
            for (int c = b * block; c < Math.min(variables.length, (b + 1) * block); c++) {
                int i = variables[c];
                rows.exactRow(point[i], global, global.length, row);
                double sum = problem.c()[i];
                for (int j = 0; j < support.length; j++) {
                    sum -= byPoint[support[j]] * row[j];
                }
                differences[c] = Math.abs(sum - v[i]);
                v[i] = sum;
            }
        });
        return Arrays.stream(differences).max().orElse(0);
    }

    private double violation() {
        double most = 0;
        for (int g = 0; g < problem.groups(); g++) {
            double up = Double.NEGATIVE_INFINITY;
            double low = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                if (problem.group()[i] == g) {
                    up = a[i] < problem.high()[i] ? Math.max(up, v[i]) : up;
                    low = a[i] > problem.low()[i] ? Math.min(low, v[i]) : low;
                }
            }
            most = Double.isFinite(up) && Double.isFinite(low) ? Math.max(most, up - low) : most;
        }
        return most;
    }

    private DualSolution finished(long rowsComputed) {
        for (double value : v) {
            if (!Double.isFinite(value)) {
                throw new InputException("the kernel of these rows is too large to compute with: scale the columns");
            }
        }
        double[] thresholds = new double[problem.groups()];
        for (int g = 0; g < thresholds.length; g++) {
            thresholds[g] = threshold(g);
        }
        double gap = 0;
        for (int i = 0; i < n; i++) {
            double slope = v[i] - thresholds[problem.group()[i]];
            double best = slope > 0 ? problem.high()[i] : problem.low()[i];
            gap += slope == 0 || Double.isInfinite(best) ? 0 : slope * (best - a[i]);
        }
        double violation = violation() + 2 * drift;
        return new DualSolution(
                a,
                v,
                thresholds,
                violation,
                gap,
                objective(),
                drift,
                steps,
                rowsComputed,
                violation <= tolerance,
                Arrays.copyOf(trace, traced));
    }

    /// The mean of v at free variables of a group, or the middle of where it may lie.
    private double threshold(int g) {
        double up = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double free = 0;
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (problem.group()[i] == g) {
                boolean rises = a[i] < problem.high()[i];
                boolean falls = a[i] > problem.low()[i];
                up = rises ? Math.max(up, v[i]) : up;
                low = falls ? Math.min(low, v[i]) : low;
                if (rises && falls) {
                    free += v[i];
                    count++;
                }
            }
        }
        if (count > 0) {
            return free / count;
        }
        boolean both = Double.isFinite(up) && Double.isFinite(low);
        return both ? (up + low) / 2 : Double.isFinite(up) ? up : Double.isFinite(low) ? low : 0;
    }
}
