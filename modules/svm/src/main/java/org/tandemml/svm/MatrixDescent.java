package org.tandemml.svm;

import java.util.stream.IntStream;
import org.tandemml.core.Parallel;

/// Solves a [DualProblem] of few points with the whole kernel matrix in double: [PairDescent] on all variables, of
/// which those held at a bound are left out for a while (shrinking). v computed from the start then shows whatever was
/// left out wrongly, and the next pass leaves nothing out, so the optimum is that of all.
final class MatrixDescent {
    private static final int RUN = 2048;
    private static final int PASSES = 6;
    private static final int CHUNK = 2_000;
    /// Share of the variables from which those held at a bound are not worth leaving out.
    private static final double SHRUNK = 0.7;

    private final DualState state;
    private final DualProblem problem;
    private final double[][] kernel;
    private final Parallel loop;
    private final int n;
    private long steps;

    /// Hears of the violation after some steps, and throws to end them.
    interface Watch {
        void after(double violation);
    }

    /// @param matrix the kernels of all points
    MatrixDescent(DualState state, double[][] matrix, Parallel loop) {
        this.state = state;
        this.loop = loop;
        problem = state.problem;
        n = state.size();
        kernel = new double[n][];
        int[] point = problem.point();
        double[][] wide = new double[matrix.length][];
        for (int i = 0; i < n; i++) {
            int p = point[i];
            if (wide[p] == null) {
                double[] row = matrix[p];
                wide[p] = n == matrix.length
                        ? row
                        : IntStream.range(0, n).mapToDouble(k -> row[point[k]]).toArray();
            }
            kernel[i] = wide[p];
        }
    }

    long steps() {
        return steps;
    }

    /// Steps until the violation is below `goal`, if `most` suffice; below `tolerance` after rounding is enough.
    void run(double goal, double tolerance, long most, boolean shrinking, Watch watch) {
        boolean mayShrink = shrinking;
        for (int pass = 0; pass < PASSES && steps < most; pass++) {
            fresh();
            if (state.violation() <= (pass == 0 ? goal : tolerance)) {
                return;
            }
            PairDescent descent = new PairDescent(
                    kernel, state.a, state.v, problem.low(), problem.high(), problem.group(), n, problem.groups());
            long before = steps;
            boolean done = false;
            while (!done && steps < most) {
                done = descent.run(goal, CHUNK);
                steps = before + descent.steps();
                watch.after(descent.violation());
                int[] active = mayShrink && !done ? state.active(0) : new int[0];
                if (active.length > 0 && active.length <= SHRUNK * n) {
                    mayShrink = false;
                    done = true;
                    among(active, goal, most, watch);
                }
            }
        }
        fresh();
    }

    /// Solves over some variables, the others held where they are.
    private void among(int[] active, double goal, long most, Watch watch) {
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
            own[i] = state.a[active[i]];
            value[i] = state.v[active[i]];
            low[i] = problem.low()[active[i]];
            high[i] = problem.high()[active[i]];
            group[i] = problem.group()[active[i]];
        }
        PairDescent descent = new PairDescent(square, own, value, low, high, group, size, problem.groups());
        boolean done = false;
        while (!done && steps + descent.steps() < most) {
            done = descent.run(goal, CHUNK);
            watch.after(Double.NaN);
        }
        steps += descent.steps();
        for (int i = 0; i < size; i++) {
            state.a[active[i]] = own[i];
        }
    }

    /// v from the start: sums of many steps drift by rounding.
    void fresh() {
        double[] v = state.v;
        loop.forWork(2.0 * n * n).run((n + RUN - 1) / RUN, run -> {
            int from = run * RUN;
            int to = Math.min(n, from + RUN);
            System.arraycopy(problem.c(), from, v, from, to - from);
            for (int j = 0; j < n; j++) {
                if (state.a[j] != 0) {
                    double by = state.a[j];
                    double[] row = kernel[j];
                    for (int i = from; i < to; i++) {
                        v[i] -= by * row[i];
                    }
                }
            }
        });
    }
}
