package org.tandemml.svm;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The dual problem of one class: minimise `½aᵀKa` with `0 ≤ aᵢ ≤ wᵢ` and `Σa = νΣw`; the region is where
/// `f(x) = Σaᵢ·K(xᵢ, x) − ρ` is positive.
///
/// **Source**: Schölkopf, Platt, Shawe-Taylor, Smola and Williamson, *Estimating the support of a high-dimensional
/// distribution*, Neural Computation 13, 2001; scaled as in LIBSVM.
record Region(double nu, double[] weights) implements Machines.Method {
    @Override
    public Machines.Result solve(
            Machines.Task task, KernelRows rows, Machines.Solver solver, @Nullable DualSolution before) {
        int n = weights.length;
        double left = 0;
        for (double weight : weights) {
            left += nu * weight;
        }
        double[] start = new double[n];
        for (int i = 0; i < n; i++) {
            start[i] = Math.min(weights[i], left);
            left -= start[i];
        }
        double[] c = new double[n];
        DualSolution proof = solver.solve(new DualProblem(
                c, new double[n], weights.clone(), start, IntStream.range(0, n).toArray(), new int[n], 1));
        double[] a = proof.a();
        double intercept = proof.thresholds()[0];
        int[] at = IntStream.range(0, n).filter(i -> a[i] != 0).toArray();
        double[] coefficients = new double[at.length];
        double[] bounds = new double[at.length];
        double[] slacks = new double[at.length];
        double squaredNorm = 0;
        for (int k = 0; k < at.length; k++) {
            double sum = -proof.v()[at[k]];
            coefficients[k] = a[at[k]];
            bounds[k] = weights[at[k]];
            squaredNorm += coefficients[k] * sum;
            slacks[k] = Math.max(0, -sum - intercept);
        }
        SvmMachine machine = new SvmMachine(-1, -1, at, coefficients, bounds, slacks, intercept, squaredNorm);
        return new Machines.Result(machine, proof, proof.objective());
    }
}
