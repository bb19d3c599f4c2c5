package org.tandemml.svm;

import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.InputException;

/// The dual problem of ν-classification: minimise `½‖w‖² − νρΣw + Σ wᵢξᵢ` with `yᵢf(xᵢ) ≥ ρ − ξᵢ`.
///
/// Its dual is to minimise `½aᵀKa` with `0 ≤ yᵢaᵢ ≤ wᵢ` where the duals of each class sum to νΣw/2. The solution is
/// divided by ρ, which makes it that of the soft margin with the cost 1/ρ.
///
/// **Source**: Schölkopf, Smola, Williamson and Bartlett, *New support vector algorithms*, Neural Computation 12, 2000.
record NuMargin(double nu, double[] weights) implements Machines.Method {
    @Override
    public Machines.Result solve(
            Machines.Task task, KernelRows rows, Machines.Solver solver, @Nullable DualSolution before) {
        double[] y = task.y();
        int n = y.length;
        double[] low = new double[n];
        double[] high = new double[n];
        double[] bounds = new double[n];
        int[] group = new int[n];
        double[] ofClass = new double[2];
        for (int i = 0; i < n; i++) {
            bounds[i] = weights[task.members()[i]];
            group[i] = y[i] > 0 ? 0 : 1;
            low[i] = y[i] > 0 ? 0 : -bounds[i];
            high[i] = y[i] > 0 ? bounds[i] : 0;
            ofClass[group[i]] += bounds[i];
        }
        double sum = nu * (ofClass[0] + ofClass[1]) / 2;
        double most = 2 * Math.min(ofClass[0], ofClass[1]) / (ofClass[0] + ofClass[1]);
        if (sum > Math.min(ofClass[0], ofClass[1]) * (1 + 1e-12)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "nu = %s is not feasible for classes of weight %.6g and %.6g: the largest that is, is %.6g",
                    nu,
                    ofClass[1],
                    ofClass[0],
                    Math.floor(most * 1e6) / 1e6));
        }
        double[] c = new double[n];
        double[] start = new double[n];
        double[] left = {sum, sum};
        for (int i = 0; i < n; i++) {
            double taken = Math.min(bounds[i], left[group[i]]);
            left[group[i]] -= taken;
            start[i] = y[i] * taken;
        }
        DualSolution proof = solver.solve(
                new DualProblem(c, low, high, start, IntStream.range(0, n).toArray(), group, 2));
        // v = b - rho at free rows of the positive class, b + rho at those of the negative one.
        double rho = (proof.thresholds()[1] - proof.thresholds()[0]) / 2;
        if (!(rho > 1e-10)) {
            throw new InputException(
                    "nu = " + nu + " leaves no margin between the classes (rho = " + rho + "): choose a smaller nu");
        }
        double intercept = (proof.thresholds()[0] + proof.thresholds()[1]) / 2 / rho;
        SvmMachine machine = SoftMargin.machine(task, c, proof, bounds, rho, intercept);
        return new Machines.Result(machine, proof, proof.objective() / (rho * rho));
    }
}
