package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The dual problem of the soft margin: minimise `½‖w‖² + Σ costᵢ·max(0, 1 − yᵢf(xᵢ))`.
///
/// In signed variables `aᵢ = yᵢαᵢ` the dual is to minimise `½aᵀKa − yᵀa` with `0 ≤ yᵢaᵢ ≤ costᵢ` and `Σa = 0`; its
/// optimum is minus the primal one.
record SoftMargin(double[] costs) implements Machines.Method {
    @Override
    public Machines.Result solve(
            Machines.Task task, KernelRows rows, Machines.Solver solver, @Nullable DualSolution before) {
        double[] y = task.y();
        int n = y.length;
        double[] low = new double[n];
        double[] high = new double[n];
        double[] bounds = new double[n];
        for (int i = 0; i < n; i++) {
            bounds[i] = costs[task.members()[i]];
            low[i] = y[i] > 0 ? 0 : -bounds[i];
            high[i] = y[i] > 0 ? bounds[i] : 0;
        }
        double[] c = y.clone();
        double[] start = before == null ? new double[n] : seeded(before.a(), low, high);
        DualSolution proof = solver.solve(
                new DualProblem(c, low, high, start, IntStream.range(0, n).toArray(), new int[n], 1));
        SvmMachine machine = machine(task, c, proof, bounds, 1, proof.thresholds()[0]);
        return new Machines.Result(machine, proof, proof.objective());
    }

    /// The variables of another cost, stretched so that those at their bounds stay there.
    private static double[] seeded(double[] a, double[] low, double[] high) {
        double ratio = Double.POSITIVE_INFINITY;
        for (int i = 0; i < a.length; i++) {
            if (a[i] != 0) {
                ratio = Math.min(ratio, a[i] > 0 ? high[i] / a[i] : low[i] / a[i]);
            }
        }
        double[] start = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            start[i] = a[i] == 0 ? 0 : Math.clamp(a[i] * ratio, low[i], high[i]);
        }
        return start;
    }

    /// The machine of a solution whose variables are divided by `scale`: the margin is then where yf = 1.
    static SvmMachine machine(
            Machines.Task task, double[] c, DualSolution proof, double[] bounds, double scale, double intercept) {
        double[] a = proof.a();
        int[] at = IntStream.range(0, a.length).filter(i -> a[i] != 0).toArray();
        double squaredNorm = 0;
        double[] slacks = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            int i = at[k];
            double sum = c[i] - proof.v()[i];
            squaredNorm += a[i] * sum / (scale * scale);
            slacks[k] = Math.max(0, 1 - task.y()[i] * (sum / scale + intercept));
        }
        return new SvmMachine(
                task.negative(),
                task.positive(),
                Arrays.stream(at).map(i -> task.members()[i]).toArray(),
                Arrays.stream(at).mapToDouble(i -> a[i] / scale).toArray(),
                Arrays.stream(at).mapToDouble(i -> bounds[i] / scale).toArray(),
                slacks,
                intercept,
                squaredNorm);
    }
}
