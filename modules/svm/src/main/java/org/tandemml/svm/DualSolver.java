package org.tandemml.svm;

import java.util.Arrays;
import org.tandemml.core.Cancellation;
import org.tandemml.core.InputException;
import org.tandemml.core.Parallel;

/// Solves a [DualProblem] by decomposition on two levels.
///
/// Few points: the whole kernel matrix in double and [PairDescent] on all variables. Many: rounds in each of which a
/// working set of the worst violators, filled up from the set before, is solved by [PairDescent] with kernel rows from a
/// [RowCache] (float), and then all of `v = c − Ka` is brought up to date in double. The pair of the largest violation
/// is always in the set, so the rounds converge as SMO does. At the end v is computed anew in double from exact kernel
/// values for the rows that bound the violation and an even sample of others; what it differs by is added to the
/// violation.
///
/// **Source**: Joachims, *Making large-scale SVM learning practical*, 1999 (decomposition); Wen et al., *ThunderSVM*,
/// JMLR 19, 2018 (working sets of hundreds, solved with cached blocks). **Cost**: O(n·p) for each new kernel row, O(n)
/// for each row used; memory 4·n bytes a cached row. **Determinism**: same bits for any number of threads and any cache.
final class DualSolver {
    /// Variables up to which the kernel matrix is held in double.
    static final int FEW = 1_500;

    private static final int CHECKED_ROWS = 256;
    private static final int RUN = 2048;

    private final KernelRows rows;
    private final DualProblem problem;
    private final double tolerance;
    private final long cacheBytes;
    private final Parallel loop;
    private final Cancellation cancellation;
    private final double[] a;
    private final double[] v;
    private int steps;
    private boolean converged;

    DualSolver(
            KernelRows rows,
            DualProblem problem,
            double tolerance,
            long cacheBytes,
            Parallel loop,
            Cancellation cancellation) {
        this.rows = rows;
        this.problem = problem;
        this.tolerance = tolerance;
        this.cacheBytes = cacheBytes;
        this.loop = loop;
        this.cancellation = cancellation;
        a = problem.start().clone();
        v = problem.c().clone();
    }

    DualSolution solve() {
        return rows.size() <= FEW ? small() : large();
    }

    private DualSolution small() {
        double[][] matrix = rows.matrix(loop);
        int[] point = problem.point();
        for (int j = 0; j < a.length; j++) {
            if (a[j] != 0) {
                for (int i = 0; i < a.length; i++) {
                    v[i] -= a[j] * matrix[point[i]][point[j]];
                }
            }
        }
        PairDescent descent = new PairDescent(
                a.length, i -> matrix[point[i]], point, a, v, problem.low(), problem.high(), problem.group());
        long most = Math.max(10_000_000L, 100L * a.length);
        for (long done = 0; done < most && !converged; done += 100_000) {
            cancellation.check();
            converged = descent.run(tolerance, 100_000, problem.groups());
        }
        steps = descent.steps();
        // Sums of many steps drift by rounding: the reported v is made anew.
        System.arraycopy(problem.c(), 0, v, 0, v.length);
        for (int j = 0; j < a.length; j++) {
            if (a[j] != 0) {
                for (int i = 0; i < a.length; i++) {
                    v[i] -= a[j] * matrix[point[i]][point[j]];
                }
            }
        }
        return finished(0);
    }

    private DualSolution large() {
        int q = Math.min(a.length, rows.size() >= 6000 ? 512 : 128);
        RowCache cache = new RowCache(rows, cacheBytes, 2 * q + 16);
        begin(cache);
        WorkingSet set = new WorkingSet(problem, q);
        long most = 100_000;
        double last = Double.POSITIVE_INFINITY;
        for (long round = 0; round < most; round++) {
            cancellation.check();
            double outer = set.choose(a, v, tolerance);
            if (outer < tolerance) {
                converged = true;
                break;
            }
            last = outer;
            solveSet(set, cache, Math.max(tolerance / 2, 0.1 * last));
        }
        return finished(certify());
    }

    /// v for a start that is not 0.
    private void begin(RowCache cache) {
        int[] one = new int[1];
        for (int j = 0; j < a.length; j++) {
            if (a[j] != 0) {
                one[0] = problem.point()[j];
                update(cache.rows(one, 1, loop), new double[] {a[j]}, 1);
            }
        }
    }

    private void solveSet(WorkingSet set, RowCache cache, double goal) {
        int size = set.size();
        int[] chosen = set.members();
        int[] points = new int[size];
        int[] column = new int[size];
        int count = set.points(points, column);
        float[][] kernel = cache.rows(points, count, loop);
        double[][] square = new double[count][count];
        loop.forWork(20.0 * count * count).run(count, i -> {
            for (int j = 0; j < count; j++) {
                square[i][j] = kernel[i][points[j]];
            }
        });
        double[] own = new double[size];
        double[] value = new double[size];
        double[] low = new double[size];
        double[] high = new double[size];
        int[] group = new int[size];
        for (int i = 0; i < size; i++) {
            own[i] = a[chosen[i]];
            value[i] = v[chosen[i]];
            low[i] = problem.low()[chosen[i]];
            high[i] = problem.high()[chosen[i]];
            group[i] = problem.group()[chosen[i]];
        }
        PairDescent descent =
                new PairDescent(size, i -> square[column[i]], column, own, value, low, high, group);
        descent.run(goal, 100L * size, problem.groups());
        steps += descent.steps();
        double[] delta = new double[count];
        for (int i = 0; i < size; i++) {
            delta[column[i]] += own[i] - a[chosen[i]];
            a[chosen[i]] = own[i];
        }
        update(kernel, delta, count);
    }

    /// `v −= Σ delta·row`, four rows at a time.
    private void update(float[][] kernel, double[] delta, int count) {
        float[][] used = new float[count][];
        double[] by = new double[count + 3];
        int number = 0;
        for (int i = 0; i < count; i++) {
            if (delta[i] != 0) {
                used[number] = kernel[i];
                by[number++] = delta[i];
            }
        }
        int moved = number;
        int n = rows.size();
        loop.forWork(2.0 * n * moved).run((n + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            int to = Math.min(n, from + RUN);
            double[] sum = new double[to - from];
            for (int k = 0; k < moved; k += 4) {
                add(used, by, k, moved, from, sum);
            }
            subtract(sum, from, n);
        });
    }

    private void subtract(double[] sum, int from, int n) {
        // Variable i and, in regression, i + n stand for point i.
        for (int base = from; base < a.length; base += n) {
            for (int j = 0; j < sum.length; j++) {
                v[base + j] -= sum[j];
            }
        }
    }

    private static void add(float[][] used, double[] by, int k, int moved, int from, double[] sum) {
        float[] r0 = used[k];
        float[] r1 = k + 1 < moved ? used[k + 1] : r0;
        float[] r2 = k + 2 < moved ? used[k + 2] : r0;
        float[] r3 = k + 3 < moved ? used[k + 3] : r0;
        double d0 = by[k];
        double d1 = by[k + 1];
        double d2 = by[k + 2];
        double d3 = by[k + 3];
        for (int j = 0; j < sum.length; j++) {
            sum[j] += (d0 * r0[from + j] + d1 * r1[from + j]) + (d2 * r2[from + j] + d3 * r3[from + j]);
        }
    }

    /// The largest difference of v from its value in double over rows that matter most and an even sample.
    private double certify() {
        int n = a.length;
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
        double[] drift = new double[checked.length];
        double[] sums = new double[checked.length];
        loop.run(checked.length, c -> {
            int i = checked[c];
            double sum = problem.c()[i];
            for (int j = 0; j < n; j++) {
                if (a[j] != 0) {
                    sum -= a[j] * rows.exact(problem.point()[i], problem.point()[j]);
                }
            }
            sums[c] = sum;
            drift[c] = Math.abs(sum - v[i]);
        });
        for (int c = 0; c < checked.length; c++) {
            v[checked[c]] = sums[c];
        }
        return Arrays.stream(drift).max().orElse(0);
    }

    private DualSolution finished(double drift) {
        for (double value : v) {
            if (!Double.isFinite(value)) {
                throw new InputException("the kernel of these rows is too large to compute with: scale the columns");
            }
        }
        double[] thresholds = new double[problem.groups()];
        double violation = 0;
        for (int g = 0; g < thresholds.length; g++) {
            double up = Double.NEGATIVE_INFINITY;
            double low = Double.POSITIVE_INFINITY;
            double free = 0;
            int count = 0;
            for (int i = 0; i < a.length; i++) {
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
            boolean both = Double.isFinite(up) && Double.isFinite(low);
            thresholds[g] = count > 0 ? free / count : both ? (up + low) / 2 : Double.isFinite(up) ? up : low;
            violation = Math.max(violation, both ? up - low : 0);
        }
        double gap = 0;
        double objective = 0;
        for (int i = 0; i < a.length; i++) {
            double slope = v[i] - thresholds[problem.group()[i]];
            gap += Math.max(slope * problem.high()[i], slope * problem.low()[i]) - slope * a[i];
            objective -= a[i] * (problem.c()[i] + v[i]) / 2;
        }
        return new DualSolution(a, v, thresholds, violation, gap, objective, drift, steps, converged);
    }
}
