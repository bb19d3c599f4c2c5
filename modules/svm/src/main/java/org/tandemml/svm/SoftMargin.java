package org.tandemml.svm;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The dual problem of the soft margin: minimise `½‖w‖² + Σ costᵢ·max(0, 1 − yᵢf(xᵢ))`.
///
/// In signed variables `aᵢ = yᵢαᵢ` the dual is to minimise `½aᵀKa − yᵀa` with `0 ≤ yᵢaᵢ ≤ costᵢ` and `Σa = 0`; its
/// optimum is minus the primal one.
record SoftMargin(double[] costs) implements Machines.Method {
    @Override
    public Machines.Result solve(Machines.Task task, KernelRows rows, Machines.Solver solver) {
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
        DualSolution proof = solver.solve(new DualProblem(
                y.clone(), low, high, new double[n], IntStream.range(0, n).toArray(), new int[n], 1));
        SvmMachine machine = machine(task, proof, bounds, 1, proof.thresholds()[0]);
        return new Machines.Result(machine, proof, proof.objective());
    }

    /// The machine of a solution whose variables are divided by `scale`: the margin is then where yf = 1.
    static SvmMachine machine(Machines.Task task, DualSolution proof, double[] bounds, double scale, double intercept) {
        double[] a = proof.a();
        int[] at = IntStream.range(0, a.length).filter(i -> a[i] != 0).toArray();
        double squaredNorm = 0;
        double[] slacks = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            int i = at[k];
            // v is c - Ka, and c is y or 0: Ka is what the row's kernels sum to.
            double sum = (scale == 1 ? task.y()[i] : 0) - proof.v()[i];
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
